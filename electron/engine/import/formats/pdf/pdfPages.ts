/** Pages of a PDF through pdf.js: words and ruled lines in the reader's own view, read one page after the other. */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type * as PdfLibrary from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { AppError } from '../../../../../shared/errors.ts'
import { drawnOn, type Matrix, type Rule, type Sign } from './drawnSigns.ts'

/** Signs without a blank between them, on one line; places in points from the page's upper left corner, `y` is where the signs stand on. */
export interface Word {
  readonly text: string
  readonly x0: number
  readonly x1: number
  readonly y: number
  readonly size: number
  /** Where each sign begins and what it is. */
  readonly signs: readonly { readonly text: string; readonly x0: number; readonly x1: number }[]
}
export interface Page {
  /** One-based. */
  readonly number: number
  readonly words: readonly Word[]
  readonly rules: readonly Rule[]
  /** Texts that stand at another angle: stamps and watermarks. */
  readonly aside: readonly string[]
  /** Every sign is drawn invisibly over a picture: what a recognition of characters once read. */
  readonly recognised: boolean
}
export interface PdfFile {
  readonly pages: number
  page(number: number): Promise<Page>
}

const pagesLimit = 20_000
const wordsLimit = 200_000

/** Opens a PDF whose password, if it has one, is the empty one. Errors: `file-encrypted`, `file-unreadable`, `file-hostile`. */
export async function openPdf(bytes: Uint8Array): Promise<PdfFile> {
  const library = await load()
  const document = await open(library, bytes)
  if (document.numPages > pagesLimit)
    throw new AppError('file-hostile', 'more pages than a document has', { what: 'pages', limit: pagesLimit })
  return {
    pages: document.numPages,
    async page(number) {
      try {
        const page = await document.getPage(number)
        const read = await readPage(library, page, number)
        page.cleanup()
        return read
      } catch (thrown) {
        if (thrown instanceof AppError) throw thrown
        throw new AppError('file-unreadable', 'a page cannot be read', { what: 'page', page: number })
      }
    },
  }
}

type Library = typeof PdfLibrary
let loaded: Promise<Library> | null = null
/** It ships without types. */
const secondHalf: string = 'pdfjs-dist/legacy/build/pdf.worker.mjs'
/** The library looks for its second half under a global name before it would start a thread, which a parser may not. */
function load(): Promise<Library> {
  loaded ??= (async () => {
    const worker: unknown = await import(secondHalf)
    Object.assign(globalThis, { pdfjsWorker: worker })
    return import('pdfjs-dist/legacy/build/pdf.mjs')
  })()
  return loaded
}
/** Tables of Chinese, Japanese and Korean encodings, without which the usual fonts of this country's statements have no text. */
function tablesFolder(): string {
  return join(dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json')), 'cmaps')
}
class OwnTables {
  /** The library's name for it; a file beside the library is all it gives. */
  readonly fetch = async ({ filename }: { readonly filename: string }): Promise<Uint8Array> => {
    if (!/^[\w-]+\.bcmap$/.test(filename)) throw new Error('not asked for here')
    return new Uint8Array(await readFile(join(tablesFolder(), filename)))
  }
}

async function open(library: Library, bytes: Uint8Array): Promise<PDFDocumentProxy> {
  try {
    return await library.getDocument({
      data: bytes,
      verbosity: 0,
      cMapUrl: `${tablesFolder()}/`,
      cMapPacked: true,
      BinaryDataFactory: OwnTables,
      // Nothing is drawn, fetched or run.
      maxImageSize: 1,
      disableFontFace: true,
      isOffscreenCanvasSupported: false,
      isImageDecoderSupported: false,
      disableWorkerRendering: true,
      useSystemFonts: false,
      useWasm: false,
      useWorkerFetch: false,
      enableXfa: false,
      disableAutoFetch: true,
      disableRange: true,
      disableStream: true,
    }).promise
  } catch (thrown) {
    if (thrown instanceof Error && thrown.name === 'PasswordException')
      throw new AppError('file-encrypted', 'the document is under a password', { container: 'pdf' })
    throw new AppError('file-unreadable', 'the document cannot be read', { what: 'broken-document' })
  }
}

async function readPage(library: Library, page: PDFPageProxy, number: number): Promise<Page> {
  const view = page.getViewport({ scale: 1 }).transform as unknown as Matrix
  const drawn = drawnOn(library, await page.getOperatorList(), view)
  // A page that lies on its side is read as it is meant.
  const angle = most(drawn.signs)
  const upright = drawn.signs.filter((sign) => apart(sign.angle, angle) <= 2)
  return {
    number,
    words: once(wordsOf(upright.map((sign) => turned(sign, angle)))),
    rules: drawn.rules.map((rule) => turnedRule(rule, angle)),
    aside: asideTexts(drawn.signs.filter((sign) => apart(sign.angle, angle) > 2)),
    recognised: drawn.recognised,
  }
}
function apart(one: number, other: number): number {
  const between = Math.abs(one - other) % 360
  return Math.min(between, 360 - between)
}
function asideTexts(signs: readonly Sign[]): readonly string[] {
  const texts: string[] = []
  let last: Sign | null = null
  for (const sign of signs) {
    const goesOn =
      last !== null &&
      last.angle === sign.angle &&
      Math.hypot(sign.x0 - last.x0, sign.y - last.y) < sign.size * 2.5
    if (goesOn) texts[texts.length - 1] += sign.text
    else texts.push(sign.text)
    last = sign
  }
  return texts.map((text) => text.trim()).filter((text) => text !== '')
}

/** Signs that follow each other closely on one height are one word. */
function wordsOf(signs: readonly Sign[]): readonly Word[] {
  const words: {
    text: string
    x0: number
    x1: number
    y: number
    size: number
    signs: Word['signs'][number][]
  }[] = []
  let open = false
  for (const { text, x0, x1, y, size } of signs) {
    if (text.trim() === '') {
      open = false
      continue
    }
    const last = words.at(-1)
    const gap = last === undefined ? 0 : x0 - last.x1
    if (
      open &&
      last !== undefined &&
      Math.abs(last.y - y) < size * 0.2 &&
      gap > -size * 0.4 &&
      gap < size * 0.2
    ) {
      last.text += text
      last.x1 = Math.max(last.x1, x1)
      last.size = Math.max(last.size, size)
      last.signs.push({ text, x0, x1 })
    } else {
      if (words.length >= wordsLimit) throw tooMany('words', wordsLimit)
      words.push({ text, x0, x1, y, size, signs: [{ text, x0, x1 }] })
    }
    open = true
  }
  return words
}

/** The right angle at which most signs stand. */
function most(signs: readonly Sign[]): number {
  const counts = new Map<number, number>()
  for (const { angle } of signs) counts.set(angle, (counts.get(angle) ?? 0) + 1)
  let best = 0
  for (const angle of [90, 180, 270]) if ((counts.get(angle) ?? 0) > (counts.get(best) ?? 0)) best = angle
  return best
}
/** A place on a page that is turned back by `angle`. */
function turnedPlace(x: number, y: number, angle: number): readonly [number, number] {
  switch (angle) {
    case 90:
      return [y, -x]
    case 180:
      return [-x, -y]
    case 270:
      return [-y, x]
    default:
      return [x, y]
  }
}
function turned(sign: Sign, angle: number): Sign {
  const [x0, y] = turnedPlace(sign.x0, sign.y, angle)
  return { ...sign, x0, y, x1: x0 + (sign.x1 - sign.x0) }
}
function turnedRule({ x0, y0, x1, y1 }: Rule, angle: number): Rule {
  const [ax, ay] = turnedPlace(x0, y0, angle)
  const [bx, by] = turnedPlace(x1, y1, angle)
  return { x0: Math.min(ax, bx), y0: Math.min(ay, by), x1: Math.max(ax, bx), y1: Math.max(ay, by) }
}
/** Bold type is often the same word drawn twice, a hair apart. */
function once(words: readonly Word[]): readonly Word[] {
  const seen = new Map<string, Word[]>()
  return words.filter((word) => {
    const same = seen.get(word.text)
    if (same === undefined) {
      seen.set(word.text, [word])
      return true
    }
    const near = word.size * 0.2
    // Looked for among the last ones only: equal words that stand apart are many, the second drawing follows soon.
    for (const other of same.slice(-8))
      if (Math.abs(other.x0 - word.x0) < near && Math.abs(other.y - word.y) < near) return false
    same.push(word)
    return true
  })
}
function tooMany(what: string, limit: number): AppError {
  return new AppError('file-hostile', 'more on a page than a page holds', { what, limit })
}
