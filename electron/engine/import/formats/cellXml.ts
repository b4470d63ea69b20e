/** The XML of cells and shared texts, read by hand where the scanner would be too slow. */
import { cellText, escaped, refuseDoctype } from './xmlText.ts'

/** Comments taken out and CDATA escaped; what may still be one is held back. */
export function withoutComments(text: string): { readonly clean: string; readonly held: string } {
  let clean = ''
  let at = 0
  for (;;) {
    const open = text.indexOf('<!', at)
    if (open < 0) return { clean: clean + text.slice(at), held: '' }
    clean += text.slice(at, open)
    const comment = text.startsWith('<!--', open)
    const data = text.startsWith('<![CDATA[', open)
    if (!comment && !data && text.length - open >= 9) refuseDoctype()
    const end = comment || data ? text.indexOf(comment ? '-->' : ']]>', open) : -1
    if (end < 0) return { clean, held: text.slice(open) }
    if (data) clean += escaped(text.slice(open + 9, end))
    at = end + 3
  }
}

/** Whether these bytes stand at a place. */
export function bytesAt(bytes: Buffer, at: number, wanted: Buffer): boolean {
  for (let index = 0; index < wanted.length; index += 1) if (bytes[at + index] !== wanted[index]) return false
  return true
}
/** The text of the bytes from `from` to `to`. */
export function textOfBytes(bytes: Buffer, from: number, to: number): string {
  return bytes.toString('utf8', from, to)
}
/** Where the name after the prefix of a tag begins; `at` is behind its bracket. */
export function localNameAt(text: string, at: number): number {
  for (let index = at; index < at + 64; index += 1) {
    const character = text.charCodeAt(index)
    if (character === 58) return index + 1
    if (character <= 32 || character === 62 || character === 47) return at
  }
  return at
}
/** Whether a character cannot be part of a name. */
export function endsName(character: number): boolean {
  return character <= 32 || character === 62 || character === 47
}
/** All `<t>` of an inline or shared string, without those of phonetic guides. */
export function textsOf(text: string, from: number, to: number): string {
  let result = ''
  let phonetic = false
  for (let at = text.indexOf('<', from); at >= 0 && at < to;) {
    const end = text.indexOf('>', at)
    if (end < 0 || end >= to) break
    const closing = text.charCodeAt(at + 1) === 47
    const nameAt = localNameAt(text, at + (closing ? 2 : 1))
    const empty = text.charCodeAt(end - 1) === 47
    const next = text.indexOf('<', end)
    if (text.startsWith('rPh', nameAt) && endsName(text.charCodeAt(nameAt + 3))) phonetic = !closing && !empty
    else if (
      !closing &&
      !empty &&
      !phonetic &&
      text.charCodeAt(nameAt) === 116 &&
      endsName(text.charCodeAt(nameAt + 1))
    )
      result += cellText(text.slice(end + 1, next < 0 || next > to ? to : next))
    at = next
  }
  return result
}
