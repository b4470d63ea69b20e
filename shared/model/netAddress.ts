/** Addresses of the net in one form: IPv4 in plain decimals, IPv6 as RFC 5952 writes it, an IPv4 address dressed as IPv6 as what it is. */

/** The normalised address without port, zone and remarks; null when it is none. */
export function ipAddress(given: string): string | null {
  const text = /^\[([^\]]+)\](?::\d+)?$/.exec(given)?.[1] ?? given
  const four = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?::\d+)?(?:[(/].*)?$/.exec(text)
  if (four !== null) return fourOf(four.slice(1, 5))
  const six = /^([0-9a-f:]*:[0-9a-f:.]+)(?:%\w+)?(?:\/\d{1,3})?$/.exec(text)
  const groups = six === null ? null : groupsOf(six[1] ?? '')
  if (groups === null) return null
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff)
    return [groups[6] ?? 0, groups[7] ?? 0].flatMap((group) => [group >> 8, group & 255]).join('.')
  return shortened(groups)
}
function fourOf(parts: readonly string[]): string | null {
  const numbers = parts.map(Number)
  return numbers.every((part) => part <= 255) ? numbers.join('.') : null
}
function groupsOf(text: string): readonly number[] | null {
  const tail = /^(.*:)(\d{1,3}(?:\.\d{1,3}){3})$/.exec(text)
  let plain = text
  if (tail !== null) {
    const four = fourOf((tail[2] ?? '').split('.'))
      ?.split('.')
      .map(Number)
    if (four === undefined) return null
    const [a = 0, b = 0, c = 0, d = 0] = four
    plain = `${tail[1] ?? ''}${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`
  }
  const halves = plain.split('::')
  if (halves.length > 2) return null
  const [left = [], right = []] = halves.map((half) => (half === '' ? [] : half.split(':')))
  if (![...left, ...right].every((group) => /^[0-9a-f]{1,4}$/.test(group))) return null
  const missing = 8 - left.length - right.length
  if (halves.length === 1 ? missing !== 0 : missing < 1) return null
  return [...left, ...Array.from({ length: missing }, () => '0'), ...right].map((group) =>
    Number.parseInt(group, 16),
  )
}
/** Without leading zeros, the longest run of two or more zero groups left out, the first of equal ones. */
function shortened(groups: readonly number[]): string {
  let best = { at: -1, length: 1 }
  for (let at = 0; at < groups.length; at += 1) {
    let length = 0
    while (groups[at + length] === 0) length += 1
    if (length > best.length) best = { at, length }
  }
  const written = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(':')
  return best.at === -1
    ? written(groups)
    : `${written(groups.slice(0, best.at))}::${written(groups.slice(best.at + best.length))}`
}
