import type { ClaimReason, ReasonInCase } from '../../shared/contract/index.ts'
import { groupedNumber } from '../format.ts'

type Translate = (key: string) => string
/** A reason in words: what is the same or alike, and the value it is by. */
export function reasonText(reason: ReasonInCase, t: Translate): string {
  const value = /^\d{12,}$/.test(reason.value) ? groupedNumber(reason.value) : reason.value
  return reason.code === 'same-neighbour' || value === ''
    ? reasonName(reason.code, t)
    : `${reasonName(reason.code, t)} ${value}`
}
export function reasonName(code: ClaimReason, t: Translate): string {
  return t(`identity.reason.${code}`)
}
