import type { EntityKindId } from './define.ts'

/**
 * The entity id of a key: a 53-bit hash of kind and key, a positive safe integer. The same key gives the same id after undo, redo and
 * re-import, and in another case file.
 */
export function entityIdOf(kind: EntityKindId, key: string): number {
  return hash53(`${kind}\u0000${key}`)
}

/** 53-bit hash of a text (cyrb53): a positive safe integer. */
export function hash53(text: string): number {
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index)
    high = Math.imul(high ^ unit, 2654435761)
    low = Math.imul(low ^ unit, 1597334677)
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  const id = 4294967296 * (2097151 & low) + (high >>> 0)
  return id === 0 ? 1 : id
}

/** Stands between the key of an entity and the name of a part that a person has split off. No identifier holds it. */
const partMark = '¦'
/** The key of a part of an entity: what a split gives the rows to that are another's. */
export function partKey(key: string, label: string): string {
  return `${wholeKey(key)}${partMark}${label.replaceAll(partMark, '|')}`
}
/** The key without the name of a part. */
export function wholeKey(key: string): string {
  const at = key.indexOf(partMark)
  return at === -1 ? key : key.slice(0, at)
}

/**
 * Stands in a key between the value and where the value holds: the sheet (or its row) of a name or an uncertain number, the site of a login, what
 * else a row says of a person. No identifier holds it.
 */
const boundMark = '‖'
/** A key whose value tells things apart only together with `bound`. */
export function boundKey(identifier: string, value: string, bound: string): string {
  return `${identifier}:${value.replaceAll(boundMark, '|')}${boundMark}${bound.replaceAll(boundMark, '|')}`
}
/** The value of a key as people know it: without the word for its sort, what it is bound to, and the name of a part. */
export function keyValue(key: string): string {
  const value = key.slice(key.indexOf(':') + 1)
  const at = value.indexOf(boundMark)
  return at === -1 ? wholeKey(value) : value.slice(0, at)
}
/** What the value of a key is bound to; empty for one that holds in the whole case. */
export function keyBound(key: string): string {
  const whole = wholeKey(key)
  const at = whole.indexOf(boundMark)
  return at === -1 ? '' : whole.slice(at + boundMark.length)
}
/** What an entity is called when no row names it: two logins of one spelling say which site they belong to. */
export function keyLabel(key: string): string {
  const bound = key.startsWith('siteAccount:') ? keyBound(key) : ''
  return bound === '' ? keyValue(key) : `${keyValue(key)}（${bound}）`
}
/** Whether a key tells its entity by a name alone. */
export function isNameKey(key: string): boolean {
  return /^(?:name|mention|row):/.test(key)
}
/** SQL of `keyValue` over a column of keys that are no parts'. */
export function keyValueSql(column: string): string {
  return `substr(${column}, instr(${column}, ':') + 1, CASE instr(${column}, '${boundMark}') WHEN 0 THEN length(${column}) ELSE instr(${column}, '${boundMark}') - instr(${column}, ':') - 1 END)`
}
