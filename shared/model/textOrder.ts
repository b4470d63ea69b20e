/** Order of texts by their code, as SQLite compares them: the same on every machine and in every language. */
export function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
