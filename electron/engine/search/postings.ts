/** Numbers as bytes: seven bits a byte, the lowest first, the eighth says that more follow. */

export class ByteWriter {
  private bytes: Uint8Array
  length = 0
  constructor(capacity = 1_024) {
    this.bytes = new Uint8Array(capacity)
  }

  private reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return
    const grown = new Uint8Array(Math.max(this.bytes.length * 2, this.length + more))
    grown.set(this.bytes.subarray(0, this.length))
    this.bytes = grown
  }
  /** A whole number from 0 to 2^53. */
  number(value: number): void {
    this.reserve(8)
    let rest = value
    while (rest > 0x7fff_ffff) {
      this.bytes[this.length++] = (rest % 128) | 0x80
      rest = Math.floor(rest / 128)
    }
    while (rest > 0x7f) {
      this.bytes[this.length++] = (rest & 0x7f) | 0x80
      rest >>>= 7
    }
    this.bytes[this.length++] = rest
  }
  append(bytes: Uint8Array): void {
    this.reserve(bytes.length)
    this.bytes.set(bytes, this.length)
    this.length += bytes.length
  }
  /** The bytes so far; valid until the next write. */
  view(): Uint8Array {
    return this.bytes.subarray(0, this.length)
  }
  clear(): void {
    this.length = 0
  }
}

/** Reads numbers from `at` on. */
export class ByteReader {
  readonly bytes: Uint8Array
  at: number
  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes
    this.at = at
  }

  number(): number {
    let byte = this.bytes[this.at++] as number
    if (byte < 0x80) return byte
    let value = byte & 0x7f
    let scale = 128
    do {
      byte = this.bytes[this.at++] as number
      value += (byte & 0x7f) * scale
      scale *= 128
    } while (byte >= 0x80)
    return value
  }
  take(length: number): Uint8Array {
    this.at += length
    return this.bytes.subarray(this.at - length, this.at)
  }
}

/** Places of a gram: texts in ascending order, and in each its positions in ascending order. */
export interface Postings {
  readonly count: number
  readonly docs: Uint32Array
  readonly positions: Uint32Array
}
export const noPostings: Postings = { count: 0, docs: new Uint32Array(0), positions: new Uint32Array(0) }

// Most positions are below this; they share a number with the distance to the text before.
const near = 63
/** Writes one place after another. */
export function writePosting(out: ByteWriter, gap: number, position: number): void {
  out.number(gap * 64 + Math.min(position, near))
  if (position >= near) out.number(position - near)
}
export function readPostings(bytes: Uint8Array, count: number): Postings {
  const docs = new Uint32Array(count)
  const positions = new Uint32Array(count)
  let doc = 0
  let at = 0
  for (let index = 0; index < count; index += 1) {
    let byte = bytes[at++] as number
    let value = byte & 0x7f
    for (let shift = 7; byte >= 0x80; shift += 7) {
      byte = bytes[at++] as number
      // A gap of a part takes no more than 31 bits with its position: parts are bounded.
      value |= (byte & 0x7f) << shift
    }
    value >>>= 0
    doc += value >>> 6
    let position = value & 63
    if (position === near) {
      byte = bytes[at++] as number
      let more = byte & 0x7f
      for (let shift = 7; byte >= 0x80; shift += 7) {
        byte = bytes[at++] as number
        more |= (byte & 0x7f) << shift
      }
      position += more
    }
    docs[index] = doc
    positions[index] = position
  }
  return { count, docs, positions }
}

/** The places of `left` that have one of `right` in the same text, `distance` behind. */
export function followedBy(left: Postings, right: Postings, distance: number): Postings {
  const kept = new Uint8Array(left.count)
  markFollowed(left, right, distance, kept)
  return keep(left, kept)
}
/** Marks the places of `left` that have one of `right` in the same text, `distance` behind. */
export function markFollowed(left: Postings, right: Postings, distance: number, kept: Uint8Array): void {
  let other = 0
  for (let index = 0; index < left.count; index += 1) {
    const doc = left.docs[index] as number
    const wanted = (left.positions[index] as number) + distance
    while (
      other < right.count &&
      ((right.docs[other] as number) < doc ||
        ((right.docs[other] as number) === doc && (right.positions[other] as number) < wanted))
    )
      other += 1
    if (other < right.count && right.docs[other] === doc && right.positions[other] === wanted) kept[index] = 1
  }
}
export function keep(postings: Postings, kept: Uint8Array): Postings {
  let count = 0
  const docs = new Uint32Array(postings.count)
  const positions = new Uint32Array(postings.count)
  for (let index = 0; index < postings.count; index += 1) {
    if (kept[index] !== 1) continue
    docs[count] = postings.docs[index] as number
    positions[count++] = postings.positions[index] as number
  }
  return { count, docs: docs.subarray(0, count), positions: positions.subarray(0, count) }
}
/** All places of several lists, each once, in order. */
export function merged(lists: readonly Postings[]): Postings {
  const filled = lists.filter(({ count }) => count > 0)
  if (filled.length <= 1) return filled[0] ?? noPostings
  // Two by two, so that each place is moved as often as the number of lists has digits in base two.
  let round = filled
  while (round.length > 1) {
    const next: Postings[] = []
    for (let at = 0; at < round.length; at += 2) {
      const [one, other] = [round[at] as Postings, round[at + 1]]
      next.push(other === undefined ? one : mergedPair(one, other))
    }
    round = next
  }
  return round[0] as Postings
}
function mergedPair(one: Postings, other: Postings): Postings {
  const docs = new Uint32Array(one.count + other.count)
  const positions = new Uint32Array(one.count + other.count)
  let [a, b, count] = [0, 0, 0]
  while (a < one.count || b < other.count) {
    const docA = a < one.count ? (one.docs[a] as number) : Infinity
    const docB = b < other.count ? (other.docs[b] as number) : Infinity
    const first = docA !== docB ? docA < docB : (one.positions[a] as number) <= (other.positions[b] as number)
    if (first) {
      if (docA === docB && one.positions[a] === other.positions[b]) b += 1
      docs[count] = docA
      positions[count++] = one.positions[a++] as number
    } else {
      docs[count] = docB
      positions[count++] = other.positions[b++] as number
    }
  }
  return { count, docs: docs.subarray(0, count), positions: positions.subarray(0, count) }
}
