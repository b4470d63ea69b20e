/** Words of collisions that follow from codes: readings, states, flaws, families, counts. */
import type {
  CaseFamily,
  LineState,
  ListLine,
  TablesState,
  ValueReading,
} from '../../../shared/contract/index.ts'
import { hasText, translate } from '../../i18n/index.ts'

export const lineStates: readonly LineState[] = ['found', 'cells', 'absent', 'unread']
export const tableStates: readonly TablesState[] = ['both', 'left', 'right']
/** The tone of a state, as chips have it. */
export const stateTones: Readonly<Record<LineState, 'ok' | 'accent' | 'neutral' | 'warn'>> = {
  found: 'ok',
  cells: 'accent',
  absent: 'neutral',
  unread: 'warn',
}

export function readingWords(reading: ValueReading | null): string {
  return reading === null ? '' : translate(`collision.readings.${reading}`)
}
/** Why a value cannot be read, or what is wrong with one that can. */
export function flawWords(flaw: string | null): string {
  if (flaw === null) return ''
  if (flaw === 'empty') return translate('collision.flawEmpty')
  return hasText(`kinds.issue.${flaw}`) ? translate(`kinds.issue.${flaw}`) : flaw
}
/** State and remark of a line in one text. */
export function lineWords(line: ListLine): string {
  const flaw = flawWords(line.flaw)
  return `${translate(`collision.states.${line.state}`)}${flaw === '' ? '' : ` · ${flaw}`}`
}
export function familyWords(family: CaseFamily): string {
  return translate(`collision.families.${family}`)
}
/** The entity kind whose mark a family is shown with. */
export const familyKinds: Readonly<Record<CaseFamily, string>> = {
  phone: 'phone',
  account: 'bankAccount',
  idNumber: 'person',
  ip: 'ip',
  address: 'place',
  wechat: 'socialAccount',
  qq: 'socialAccount',
  alipay: 'paymentAccount',
  device: 'device',
  vehicle: 'vehicle',
  email: 'socialAccount',
  siteAccount: 'siteAccount',
  domain: 'website',
  wallet: 'paymentAccount',
  organisation: 'organisation',
  name: 'person',
}
/** The name of a count that is compared when a kept collision runs again. */
export function countName(count: string): string {
  for (const key of [
    `collision.counts.${count}`,
    `collision.states.${count}`,
    `collision.tableStates.${count}`,
    `collision.families.${count}`,
  ])
    if (hasText(key)) return translate(key)
  return count
}
