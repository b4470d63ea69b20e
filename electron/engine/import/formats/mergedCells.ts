/** What a cell that is merged downwards says for the rows below it, where a format tells which cells are. */

/** A merged cell of a list stands for each of its rows; one of a header, whose row has no digit, does not. */
export function isDataRow(cells: readonly string[]): boolean {
  return cells.some((cell) => /\d/.test(cell))
}
/** A number that would be counted again in each of its rows. */
export function isAmount(text: string): boolean {
  return /^[-+¥￥$]?\d[\d,]{0,14}(?:\.\d+)?\s*(?:[元万%]|万元)?$/.test(text)
}
