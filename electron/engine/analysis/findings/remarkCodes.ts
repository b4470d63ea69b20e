/** Which remarks of the import are findings of their own. */
import type { QualityCode, QualityFinding } from '../../../../shared/contract/quality.ts'

/** Remarks of the import that are findings, worst first. */
export const remarkCodes: readonly { readonly code: QualityCode; readonly tone: QualityFinding['tone'] }[] = [
  { code: 'damaged-number', tone: 'bad' },
  { code: 'formula-failed', tone: 'warn' },
  { code: 'not-a-number', tone: 'warn' },
  { code: 'not-a-date', tone: 'warn' },
  { code: 'date-without-year', tone: 'warn' },
  { code: 'unknown-direction', tone: 'warn' },
  { code: 'unknown-result', tone: 'warn' },
  { code: 'unknown-currency', tone: 'warn' },
  { code: 'foreign-currency', tone: 'warn' },
  { code: 'currency-conflict', tone: 'warn' },
  { code: 'precision', tone: 'warn' },
  { code: 'future-date', tone: 'warn' },
  { code: 'bad-check-digit', tone: 'warn' },
  { code: 'masked', tone: 'info' },
]
