/** Errors in words, by code: what the page says too, and beside it what only a terminal can do. */
import type { AppError, ErrorCode } from '../../../shared/errors.ts'
import { textIn, type Language, type Words } from '../../../shared/language.ts'
import { errorPlaces, errorWhere } from '../../../shared/words/errorDetails.ts'
import { errorTexts } from '../../../shared/words/errors.ts'

/** What to do about it on a command line, where the page's advice does not fit. */
const here: Readonly<Partial<Record<ErrorCode, Words>>> = {
  'passphrase-needed': {
    zh: '请加 --passphrase-stdin 并从标准输入给出口令',
    en: 'give its passphrase on stdin with --passphrase-stdin',
  },
  'case-locked': {
    zh: '若确认另一台电脑已不再使用（如断过电），加 --break-lock',
    en: 'if that other machine has surely let go of it (a power cut), --break-lock',
  },
  'case-not-closed': {
    zh: '加 --accept-incomplete 可继续（记入操作日志）',
    en: '--accept-incomplete goes on (written into the audit log)',
  },
  'sheet-not-found': { zh: '用 sheet list 查看表号', en: '`sheet list` shows the numbers of sheets' },
  'sheet-reading-older': {
    zh: '先用 sheet set … --read-again 重新读取',
    en: 'first read it again: `sheet set … --read-again`',
  },
  'sheet-reading-current': { zh: '不需要重新读取', en: 'there is nothing to read again' },
  'sheet-settled-since': {
    zh: '先取消之后的设定和修改，或用 undo 逐步撤销',
    en: 'take back what came later first, or undo step by step',
  },
  'sheet-not-settable': {
    zh: '撤销的批次请先重做；按原样收入的表和单页表单不能设定',
    en: 'redo an undone import first; forms and sheets kept as they stand cannot be settled',
  },
  'setting-not-possible': {
    zh: '--dates 为 dmy、mdy、ymd；--result、--own 的字段和取值见 sheet show；--currency 为币种名称或代码',
    en: '--dates is dmy, mdy or ymd; `sheet show` lists fields and meanings for --result and --own; --currency is a name or code',
  },
}
/** One line: the code, the words, and the values that say where. */
export function errorText(error: AppError, language: Language): string {
  const hint = here[error.code]
  const words = [errorTexts[error.code].what, ...(hint === undefined ? [] : [hint])]
    .map((text) => textIn(text, language))
    .join(language === 'zh-CN' ? '：' : ': ')
  const further = Object.entries(error.details)
    .filter(([name, value]) => value !== null && !Object.hasOwn(errorPlaces, name))
    .map(([name, value]) => `${name}: ${String(value)}`)
  const where = [...errorWhere(error.details, language), ...further].join(language === 'zh-CN' ? '，' : ', ')
  return `${error.code}: ${words}${where === '' ? '' : language === 'zh-CN' ? `（${where}）` : ` (${where})`}`
}
