/** The objects of an encrypted PDF, written again in the clear. The library finds them by themselves, without the table of places. */
import { createDecipheriv, createHash } from 'node:crypto'
import { Rc4 } from '../protection/rc4.ts'
import type { Encryption } from './pdfEncryption.ts'
import { type PdfDictionary, type PdfValue, valueAt, written } from './pdfValues.ts'

export interface Opened {
  readonly encryption: Encryption
  readonly key: Buffer
  /** `12 0` of the document's own object. */
  readonly root: string
  /** The object that says how the others are encrypted; its strings are in the clear. */
  readonly described: string
}

export function inTheClear(bytes: Buffer, opened: Opened): Buffer {
  const text = bytes.toString('latin1')
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n', 'latin1')]
  const head = /(?<![\w.])(\d{1,8})[ \t\r\n\0\f]+(\d{1,5})[ \t\r\n\0\f]+obj(?![a-z])/g
  for (let match = head.exec(text); match !== null; match = head.exec(text)) {
    const [whole, number = '', generation = ''] = match
    const { value, end } = valueAt(text, match.index + whole.length)
    head.lastIndex = Math.max(end, head.lastIndex)
    if (value === undefined || `${number} ${generation}` === opened.described) continue
    const object = new ObjectCipher(opened, Number(number), Number(generation))
    const stream = value instanceof Map ? streamAt(text, end, value as PdfDictionary) : null
    // Tables of places are never encrypted.
    const plain = value instanceof Map && nameOf(value.get('Type')) === 'XRef'
    const own = plain ? value : object.strings(value)
    if (stream === null || !(own instanceof Map)) {
      parts.push(Buffer.from(`${number} ${generation} obj\n${written(own)}\nendobj\n`, 'latin1'))
      continue
    }
    head.lastIndex = stream.end
    const content = bytes.subarray(stream.start, stream.end)
    const clear = plain || isOpenMetadata(opened, own as PdfDictionary) ? content : object.stream(content)
    const about = new Map([...(own as PdfDictionary), ['Length', clear.length] as const])
    parts.push(
      Buffer.from(`${number} ${generation} obj\n${written(about)}\nstream\n`, 'latin1'),
      clear,
      Buffer.from('\nendstream\nendobj\n', 'latin1'),
    )
  }
  parts.push(Buffer.from(`trailer\n<</Root ${opened.root} R>>\nstartxref\n0\n%%EOF\n`, 'latin1'))
  return Buffer.concat(parts)
}
const nameOf = (value: PdfValue | undefined): string =>
  typeof value === 'object' && value !== null && 'name' in value ? value.name : ''
function isOpenMetadata({ encryption }: Opened, about: PdfDictionary): boolean {
  return !encryption.metadata && nameOf(about.get('Type')) === 'Metadata'
}

/** Where the bytes behind a dictionary lie, when it is that of a stream. */
function streamAt(
  text: string,
  from: number,
  about: PdfDictionary,
): { readonly start: number; readonly end: number } | null {
  const word = /^\s*stream(?:\r\n|\n|\r)/.exec(text.slice(from, from + 64))?.[0]
  if (word === undefined) return null
  const start = from + word.length
  const told = lengthOf(text, about.get('Length'))
  if (told !== null && /^\s*endstream/.test(text.slice(start + told, start + told + 16)))
    return { start, end: start + told }
  const end = text.indexOf('endstream', start)
  if (end < 0) return { start, end: text.length }
  return {
    start,
    end: text.slice(end - 2, end) === '\r\n' ? end - 2 : text[end - 1] === '\n' ? end - 1 : end,
  }
}
function lengthOf(text: string, value: PdfValue | undefined): number | null {
  if (typeof value === 'number') return value
  if (typeof value !== 'object' || value === null || !('ref' in value)) return null
  const [number, generation] = value.ref.split(' ')
  const found = [
    ...text.matchAll(
      new RegExp(`(?<![\\w.])${number}\\s+${generation}\\s+obj\\s+(\\d{1,12})\\s+endobj`, 'g'),
    ),
  ].at(-1)
  return found === undefined ? null : Number(found[1])
}

class ObjectCipher {
  private readonly opened: Opened
  private readonly number: number
  private readonly generation: number
  constructor(opened: Opened, number: number, generation: number) {
    this.opened = opened
    this.number = number
    this.generation = generation
  }

  stream(content: Buffer): Buffer {
    return this.decrypt(content, this.opened.encryption.streams)
  }
  /** A value with its strings in the clear. */
  strings(value: PdfValue): PdfValue {
    if (Buffer.isBuffer(value)) return this.decrypt(value, this.opened.encryption.strings)
    if (Array.isArray(value)) return (value as readonly PdfValue[]).map((held) => this.strings(held))
    if (value instanceof Map)
      return new Map([...(value as PdfDictionary)].map(([key, held]) => [key, this.strings(held)]))
    return value
  }

  private decrypt(content: Buffer, method: string): Buffer {
    switch (method) {
      case 'V2': {
        const cipher = new Rc4(this.key(false))
        return cipher.apply(content)
      }
      case 'AESV2':
        return aes(content, this.key(true), 'aes-128-cbc')
      case 'AESV3':
        return aes(content, this.opened.key, 'aes-256-cbc')
      default:
        return content
    }
  }
  private key(salted: boolean): Buffer {
    const { key } = this.opened
    const about = Buffer.alloc(5)
    about.writeUIntLE(this.number & 0xffffff, 0, 3)
    about.writeUInt16LE(this.generation & 0xffff, 3)
    const hash = createHash('md5').update(key).update(about)
    if (salted) hash.update('sAlT')
    return hash.digest().subarray(0, Math.min(key.length + 5, 16))
  }
}
function aes(content: Buffer, key: Buffer, algorithm: 'aes-128-cbc' | 'aes-256-cbc'): Buffer {
  const whole = content.length - (content.length % 16)
  if (whole < 32) return Buffer.alloc(0)
  const cipher = createDecipheriv(algorithm, key, content.subarray(0, 16)).setAutoPadding(false)
  const plain = Buffer.concat([cipher.update(content.subarray(16, whole)), cipher.final()])
  const fill = plain.at(-1) ?? 0
  return fill >= 1 && fill <= 16 ? plain.subarray(0, plain.length - fill) : plain
}
