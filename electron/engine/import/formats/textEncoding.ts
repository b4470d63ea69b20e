/** Which encoding a text is in, by its bytes: byte order mark, zero bytes, strict UTF-8, else GB18030. */
import type { TextEncoding } from '../../../../shared/contract/imports.ts'

/** How many bytes a byte order mark of this encoding takes at the start; 0 without one. */
export function markLength(bytes: Uint8Array, encoding: TextEncoding): number {
  if (encoding === 'utf-8' && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 3
  if (encoding === 'utf-16le' && bytes[0] === 0xff && bytes[1] === 0xfe) return 2
  if (encoding === 'utf-16be' && bytes[0] === 0xfe && bytes[1] === 0xff) return 2
  if (
    encoding === 'gb18030' &&
    bytes[0] === 0x84 &&
    bytes[1] === 0x31 &&
    bytes[2] === 0x95 &&
    bytes[3] === 0x33
  )
    return 4
  return 0
}

/**
 * The encoding of the bytes, or null while they are plain ASCII and nothing can be told. `whole` says that nothing follows, so that a
 * character cut at the end is an error. A text that is UTF-8 but for a stray byte in thousands of characters is still UTF-8.
 */
export function detectEncoding(bytes: Uint8Array, whole: boolean): TextEncoding | null {
  for (const encoding of ['utf-8', 'utf-16le', 'utf-16be', 'gb18030'] as const)
    if (markLength(bytes, encoding) > 0) return encoding
  const wide = wideOrder(bytes.subarray(0, 4 * 1024 * 1024))
  if (wide !== null) return wide
  const { valid, invalid } = multiByte(bytes, whole)
  if (valid === 0 && invalid === 0) return null
  return invalid === 0 || valid > invalid * 200 ? 'utf-8' : 'gb18030'
}

/**
 * UTF-16 without a mark: separators, digits and line ends have their zero bytes always on the same side. A text of bytes whose fields are padded
 * with zeros has them too, but hardly one beside each sign, and runs of them.
 */
function wideOrder(bytes: Uint8Array): TextEncoding | null {
  if (!bytes.includes(0)) return null
  let little = 0
  let big = 0
  let zeros = 0
  let plain = 0
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    const first = bytes[at] ?? 0
    const second = bytes[at + 1] ?? 0
    if (second === 0 && isAscii(first)) little += 1
    else if (first === 0 && isAscii(second)) big += 1
    else if (first === 0 && second === 0) zeros += 1
    else if (isAscii(first) && isAscii(second)) plain += 1
  }
  const wide = Math.max(little, big)
  if (wide < 2 || zeros > wide || plain > wide * 2) return null
  if (little > big * 3) return 'utf-16le'
  return big > little * 3 ? 'utf-16be' : null
}
function isAscii(byte: number): boolean {
  return byte === 9 || byte === 10 || byte === 13 || (byte >= 32 && byte < 127)
}

/** Characters of more than one byte in UTF-8, how many of them are ideographs and other signs of three bytes, and bytes that belong to none. */
export function multiByte(
  bytes: Uint8Array,
  whole: boolean,
): { readonly valid: number; readonly ideographs: number; readonly invalid: number } {
  let valid = 0
  let ideographs = 0
  let invalid = 0
  let at = 0
  while (at < bytes.length) {
    const lead = bytes[at] ?? 0
    if (lead < 0x80) {
      at += 1
      continue
    }
    const length =
      lead >= 0xc2 && lead <= 0xdf
        ? 2
        : lead >= 0xe0 && lead <= 0xef
          ? 3
          : lead >= 0xf0 && lead <= 0xf4
            ? 4
            : 0
    if (length > 0 && at + length > bytes.length && !whole) return { valid, ideographs, invalid }
    let good = length > 0 && at + length <= bytes.length
    for (let next = 1; good && next < length; next += 1) good = ((bytes[at + next] ?? 0) & 0xc0) === 0x80
    const second = bytes[at + 1] ?? 0
    if (
      good &&
      ((lead === 0xe0 && second < 0xa0) ||
        (lead === 0xed && second > 0x9f) ||
        (lead === 0xf0 && second < 0x90) ||
        (lead === 0xf4 && second > 0x8f))
    )
      good = false
    if (good) {
      valid += 1
      if (length > 2) ideographs += 1
      at += length
    } else {
      invalid += 1
      at += 1
    }
  }
  return { valid, ideographs, invalid }
}

/** Whether the decoded head of a file reads as text: hardly any control characters and no unassigned replacements in bulk. */
export function looksLikeText(text: string): boolean {
  let odd = 0
  // One control character may stand between the cells, as data warehouses write it.
  const separating = new Uint32Array(32)
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    if (unit > 0 && unit < 32) separating[unit] = (separating[unit] ?? 0) + 1
    if (
      (unit < 32 && unit !== 9 && unit !== 10 && unit !== 13 && unit !== 12 && unit !== 26) ||
      unit === 0xfffd ||
      (unit >= 0xe000 && unit <= 0xf8ff)
    )
      odd += 1
  }
  const between = Math.max(...[1, 2, 3, 27, 28, 29, 30, 31].map((unit) => separating[unit] ?? 0))
  return odd - between <= Math.max(2, text.length * 0.02)
}
