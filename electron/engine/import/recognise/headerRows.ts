/** How many rows a header takes, and which rows above a table are none of it: what stands in their cells and where. */
import { type RawRow, marks } from '../formats/cells.ts'

const fold = (cell: string): string => cell.normalize('NFKC').trim()

/**
 * Whether a row tells things by name and value (账号：| 6217… | 户名：| 赵一, or 户名：赵一 in one cell), as statements do above their tables: its words
 * are no names of columns, whatever stands below them.
 */
export function isKeyValueLine(row: RawRow): boolean {
  const cells = row.cells.map(fold).filter((cell) => cell !== '')
  let told = 0
  let used = 0
  for (let at = 0; at < cells.length; at += 1) {
    const cell = cells[at] ?? ''
    const next = cells[at + 1]
    if (/^[^:]{1,20}:$/.test(cell)) {
      // Names alone, each with its colon, are a header; so is a name at the end.
      if (next === undefined || next.endsWith(':')) continue
      told += 1
      used += 2
      at += 1
    } else if (isPair(cell)) {
      told += 1
      used += 1
    }
  }
  return told > 0 && used * 2 >= cells.length
}
/** 户名：赵一, and not 金额：元 or a moment of the day. */
function isPair(cell: string): boolean {
  const value = /^[^:\d]{1,20}:(.+)$/.exec(cell)?.[1]?.trim()
  return value !== undefined && !/^(?:[百千万亿]?元|[角分%‰]|人民币|美元|RMB|CNY|USD)$/iu.test(value)
}

/** Texts that name a column further: short words, no values. */
function namesOnly(row: RawRow): boolean {
  return row.cells.every((cell, column) => {
    const text = cell.trim()
    return (
      text === '' ||
      ((row.marks?.[column] ?? marks.text) === marks.text &&
        text.length <= 30 &&
        !/^[-+¥￥\d,.:/\s%]+$/.test(text))
    )
  })
}
const unit = /^[(（[【].{1,8}[)）\]】]$/u

/**
 * Whether the lower row divides the upper one: it stands under names that have blank cells behind them, two or more names under each, and is
 * blank under the others (发生额 over 借方 | 贷方, beside 日期). A row of data has values under those.
 */
function divides(upper: readonly string[], lower: RawRow): boolean {
  const width = Math.max(upper.length, lower.cells.length)
  const filled = (cells: readonly string[], column: number): boolean => (cells[column] ?? '').trim() !== ''
  let groups = 0
  let undivided = 0
  for (let from = 0; from < width;) {
    let to = from + 1
    while (to < width && !filled(upper, to)) to += 1
    const below = Array.from({ length: to - from }, (_, place) => from + place).filter((column) =>
      filled(lower.cells, column),
    )
    if (below.length > 1 && filled(upper, from)) groups += 1
    else if (below.length === 0) undivided += filled(upper, from) ? 1 : 0
    else if (
      below.length > 1 ||
      !filled(upper, from) ||
      !below.every(
        (column) =>
          unit.test((lower.cells[column] ?? '').trim()) ||
          fold(lower.cells[column] ?? '') === fold(upper[column] ?? ''),
      )
    )
      return false
    else undivided += 1
    from = to
  }
  return groups > 0 && undivided > 0 && namesOnly(lower)
}

/** How many rows the header that begins at `index` takes for certain, by where its names stand: 1, 2 or 3. */
export function certainSpan(rows: readonly RawRow[], index: number): 1 | 2 | 3 {
  const first = rows[index]
  const second = rows[index + 1]
  if (first === undefined || second === undefined || isKeyValueLine(first)) return 1
  if (!divides(first.cells, second)) return 1
  const third = rows[index + 2]
  const lowest = Array.from({ length: Math.max(first.cells.length, second.cells.length) }, (_, column) => {
    const below = second.cells[column] ?? ''
    return below.trim() === '' ? (first.cells[column] ?? '') : below
  })
  return third !== undefined && divides(lowest, third) ? 3 : 2
}
