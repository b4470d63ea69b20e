/** Lists of things that procedure rules ask for, and what they ask of them. Which columns and copies a form has stands with its reader in the engine. */

export const formLists = ['seized', 'registered', 'transferred', 'electronic'] as const
/**
 * seized: 扣押清单 (公安机关办理刑事案件程序规定 §230). registered: 登记保存清单 (§231). transferred: 随案移送清单 (§288). electronic: 电子数据提取固定清单 (法发〔2016〕22号 §14).
 */
export type FormListId = (typeof formLists)[number]

/** What a list lacks. Those of rows say which; the others are of the whole case or of one list of it. */
export const formGaps = [
  // of the case
  'no-document',
  'no-unit',
  'one-officer',
  'no-case-number',
  'signatures-by-hand',
  'witness-by-hand',
  'handling-by-hand',
  'source-by-hand',
  'format-by-name',
  // of one list
  'several-documents',
  'several-holders',
  'numbered-anew',
  // of rows
  'possible-repeats',
  'rows-without-document',
  'no-quantity',
  'odd-quantity',
  'no-measure-unit',
  'no-feature',
  'no-source',
  'no-holder',
  'no-time',
  'no-keeper',
  'handed-out',
] as const
export type FormGapId = (typeof formGaps)[number]
/** Rows a list goes by: a scope of the table of seized things; of `electronic` there is none. */
export const hasRows = (list: FormListId): boolean => list !== 'electronic'
