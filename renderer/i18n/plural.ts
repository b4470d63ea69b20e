/** English message forms: `{n} row | {n} rows`; the second also for zero. */
export function numberWords(count: number, forms: number): number {
  return forms < 2 ? 0 : count === 1 ? 0 : 1
}
