/** Errors in words, by code: what the page says too, and beside it what only a terminal can do. */
import type { AppError, ErrorCode } from '../../../shared/errors.ts'
import { textIn, type Language, type Words } from '../../../shared/language.ts'
import { errorTexts } from '../../../shared/words/errors.ts'

/** What to do about it on a command line, where the page's advice does not fit. */
const here: Readonly<Partial<Record<ErrorCode, Words>>> = {
  'passphrase-needed': {
    zh: '请加 --passphrase-stdin 并从标准输入给出口令',
    en: 'give its passphrase on stdin with --passphrase-stdin',
  },
  'case-not-closed': {
    zh: '加 --accept-incomplete 可继续（记入操作日志）',
    en: '--accept-incomplete goes on (written into the audit log)',
  },
}
/** One line: the code, the words, and the values that say where. */
export function errorText(error: AppError, language: Language): string {
  const hint = here[error.code]
  const words = [errorTexts[error.code].what, ...(hint === undefined ? [] : [hint])]
    .map((text) => textIn(text, language))
    .join(language === 'zh-CN' ? '：' : ': ')
  const values = Object.entries(error.details)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}: ${String(value)}`)
  return `${error.code}: ${words}${values.length === 0 ? '' : ` (${values.join(', ')})`}`
}
