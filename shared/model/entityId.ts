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
