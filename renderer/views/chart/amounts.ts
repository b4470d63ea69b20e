/** Minor units of an amount typed in yuan (commas and 万 allowed, at most two decimals); null for nothing or for what is no amount. */
export function parseYuan(words: string): number | null {
  const match = /^(\d{1,12})(?:\.(\d{1,6}))?\s*(万)?$/.exec(words.replaceAll(/[,，\s¥￥元]/g, ''))
  if (match === null) return null
  const [, whole = '', fraction = '', wan] = match
  const shift = wan === undefined ? 2 : 6
  if (fraction.length > shift) return null
  const minor = Number(whole + fraction.padEnd(shift, '0'))
  return Number.isSafeInteger(minor) ? minor : null
}
