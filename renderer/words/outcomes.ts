/** Words for what became of a row and why. */
import { hasText, translate } from '../i18n/index.ts'
export { columnLetters } from '../../shared/words/columns.ts'

/** The reason of an outcome: the role of a skipped row, the fault of a rejected one, or that it is a duplicate. Empty for none. */
export function reasonText(reason: string | null): string {
  if (reason === null || reason === '') return ''
  const group = ['kinds.reason', 'kinds.issue', 'kinds.role', 'kinds.skip'].find((candidate) =>
    hasText(`${candidate}.${reason}`),
  )
  return group === undefined ? reason : translate(`${group}.${reason}`)
}
/** Outcome and reason in one line, as in 跳过：合计. */
export function outcomeText(outcome: string, reason: string | null): string {
  const words = reasonText(reason)
  const head = translate(`kinds.outcome.${outcome}`)
  return words === '' || outcome === 'header' || outcome === 'duplicate' ? head : `${head} · ${words}`
}
