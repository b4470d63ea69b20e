/** How columns are called. */

/** The letters of a column as spreadsheets count: 0 is A, 26 is AA. */
export function columnLetters(column: number): string {
  let rest = column
  let letters = ''
  do {
    letters = String.fromCharCode(65 + (rest % 26)) + letters
    rest = Math.floor(rest / 26) - 1
  } while (rest >= 0)
  return letters
}
