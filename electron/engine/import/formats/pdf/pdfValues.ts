/** Values of PDF's own notation, read and written. Streams are never looked into. */

export type PdfDictionary = ReadonlyMap<string, PdfValue>
export type PdfValue =
  | number
  | boolean
  | null
  | Buffer
  | { readonly name: string }
  /** `12 0` of `12 0 R`. */
  | { readonly ref: string }
  | readonly PdfValue[]
  | PdfDictionary

const deepest = 64
/** Signs of one string, entries of one dictionary or list. */
const longest = 16 * 1024 ** 2
const most = 1_000_000
interface Read {
  readonly value: PdfValue | undefined
  readonly end: number
}

/** The innermost dictionary around a place that has a root, as a trailer or the head of a cross-reference stream; null without one. */
export function dictionaryNear(text: string, at: number): PdfDictionary | null {
  for (let from = text.lastIndexOf('<<', at); from >= 0 && at - from < 8_192;) {
    const { value, end } = valueAt(text, from)
    if (value instanceof Map && end > at && value.has('Root')) return value as PdfDictionary
    if (from === 0) break
    from = text.lastIndexOf('<<', from - 1)
  }
  return null
}

/** The value at a place, and where it ends; undefined where none is. */
export function valueAt(text: string, from: number, depth = 0): Read {
  const at = afterBlanks(text, from)
  const sign = text[at]
  if (depth > deepest || sign === undefined) return { value: undefined, end: at }
  if (text.startsWith('<<', at)) return dictionaryAt(text, at + 2, depth)
  if (sign === '[') return listAt(text, at + 1, depth)
  if (sign === '<') {
    const end = text.indexOf('>', at)
    if (end < 0) return { value: undefined, end: text.length }
    const digits = text.slice(at + 1, Math.min(end, at + longest)).replace(/[^0-9a-fA-F]/g, '')
    return { value: Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, 'hex'), end: end + 1 }
  }
  if (sign === '(') return stringAt(text, at + 1)
  if (sign === '/') {
    const name = /^[^\s()<>[\]{}/%]*/.exec(text.slice(at + 1, at + 129))?.[0] ?? ''
    return { value: { name }, end: at + 1 + name.length }
  }
  const piece = text.slice(at, at + 64)
  const reference = /^(\d{1,10})\s+(\d{1,5})\s+R(?![A-Za-z])/.exec(piece)
  if (reference !== null)
    return { value: { ref: `${reference[1] ?? ''} ${reference[2] ?? ''}` }, end: at + reference[0].length }
  const number = /^[-+]?\d*\.?\d+/.exec(piece)
  if (number !== null) return { value: Number(number[0]), end: at + number[0].length }
  const word = /^(?:true|false|null)/.exec(piece)?.[0]
  if (word === undefined) return { value: undefined, end: at + 1 }
  return { value: word === 'null' ? null : word === 'true', end: at + word.length }
}
function afterBlanks(text: string, from: number): number {
  let at = from
  while (at < text.length) {
    if (text[at] === '%') {
      const end = /[\r\n]/.exec(text.slice(at, at + 512))
      at += end === null ? 512 : end.index
    } else if (/[\0\s]/.test(text[at] ?? '')) at += 1
    else break
  }
  return at
}
function dictionaryAt(text: string, from: number, depth: number): Read {
  const entries = new Map<string, PdfValue>()
  let at = from
  for (;;) {
    at = afterBlanks(text, at)
    if (text.startsWith('>>', at)) return { value: entries, end: at + 2 }
    if (text[at] !== '/' || entries.size > most) return { value: undefined, end: at }
    const key = valueAt(text, at, depth + 1)
    const held = valueAt(text, key.end, depth + 1)
    if (held.value === undefined) return { value: undefined, end: held.end }
    if (typeof key.value === 'object' && key.value !== null && 'name' in key.value)
      entries.set(key.value.name, held.value)
    at = held.end
  }
}
function listAt(text: string, from: number, depth: number): Read {
  const items: PdfValue[] = []
  let at = from
  for (;;) {
    at = afterBlanks(text, at)
    if (text[at] === ']') return { value: items, end: at + 1 }
    const item = valueAt(text, at, depth + 1)
    if (item.value === undefined || items.length > most) return { value: undefined, end: item.end }
    items.push(item.value)
    at = item.end
  }
}
const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }
function stringAt(text: string, from: number): Read {
  let found = ''
  let open = 1
  for (let at = from; at < text.length && found.length < longest; at += 1) {
    const sign = text[at] ?? ''
    if (sign === '\\') {
      const octal = /^[0-7]{1,3}/.exec(text.slice(at + 1, at + 4))?.[0]
      const next = text[at + 1] ?? ''
      if (octal !== undefined) found += String.fromCharCode(Number.parseInt(octal, 8) & 0xff)
      else if (next === '\r' || next === '\n') found += ''
      else found += escapes[next] ?? next
      at += octal?.length ?? (text.startsWith('\r\n', at + 1) ? 2 : 1)
      continue
    }
    if (sign === '(') open += 1
    if (sign === ')') {
      open -= 1
      if (open === 0) return { value: Buffer.from(found, 'latin1'), end: at + 1 }
    }
    // A line end of any kind stands for one.
    if (sign === '\r') {
      found += '\n'
      if (text[at + 1] === '\n') at += 1
    } else found += sign
  }
  return { value: undefined, end: text.length }
}

/** The value in its notation again. */
export function written(value: PdfValue): string {
  if (value === null) return 'null'
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : value.toFixed(6)
  if (typeof value === 'boolean') return String(value)
  if (Buffer.isBuffer(value)) return `<${value.toString('hex')}>`
  if (Array.isArray(value)) return `[${(value as readonly PdfValue[]).map(written).join(' ')}]`
  if (value instanceof Map)
    return `<<${[...(value as PdfDictionary)].map(([key, held]) => `/${key} ${written(held)}`).join('')}>>`
  if ('name' in value) return `/${value.name}`
  return 'ref' in value ? `${value.ref} R` : 'null'
}
