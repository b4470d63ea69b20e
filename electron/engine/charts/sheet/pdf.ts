/** Pages as PDF: vectors, and text that can be searched and copied, with those glyphs of the machine's fonts that are used. The same pages give the same bytes. */
import PDFDocument from 'pdfkit'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ByteSink } from '../../store/sealedFile.ts'
import { type Glyphs, glyphsOf, type Run } from './glyphs.ts'
import { anchorShare } from './picture.ts'
import type { SheetPage } from './sheetPages.ts'
import { type Box, boxIn, identity, type Paint, type Part, partsOf, type TextPart } from './svgParts.ts'
import type { Face, Typeface } from './systemFonts.ts'

export interface PdfAbout {
  readonly title: string
  readonly author: string
  /** `YYYY-MM-DD HH:MM:SS` */
  readonly at: string
  readonly language: string
}
export interface PdfTold {
  /** Characters no font of this machine has; □ stands for each. */
  readonly missing: readonly string[]
  /** Whether some text is drawn as outlines, since the maker of its font allows no embedding: it cannot be searched. */
  readonly outlined: boolean
}

/** Writes the pages into the file. `rest` is called before each page and may throw to end the work. */
export async function writePdf(
  file: ByteSink,
  pages: readonly SheetPage[],
  about: PdfAbout,
  typeface: Typeface,
  rest: () => void = () => {},
): Promise<PdfTold> {
  const made = new Date(`${about.at.replace(' ', 'T')}+08:00`)
  const document = new PDFDocument({
    autoFirstPage: false,
    // None: the standard fonts, which know no Chinese, are never opened.
    font: null as unknown as string,
    lang: about.language,
    displayTitle: true,
    pdfVersion: '1.7',
    info: {
      Title: about.title,
      Author: about.author,
      CreationDate: made,
      ModDate: made,
      Producer: 'Lianzheng',
      Creator: 'Lianzheng',
    },
  })
  const writing = pipeline(document, writable(file))
  const writer = new PageWriter(document, glyphsOf(typeface))
  try {
    for (const page of pages) {
      rest()
      document.addPage({ size: [page.width, page.height], margin: 0 })
      for (const { markup, clip } of page.layers) writer.layer(partsOf(`<g>${markup}</g>`), clip)
    }
  } catch (error) {
    document.destroy()
    await writing.catch(() => {})
    throw error
  }
  document.end()
  await writing
  return { missing: [...writer.missing], outlined: writer.outlined }
}
/** A stream into the file; what is broken off is taken away. */
function writable(file: ByteSink): Writable {
  return new Writable({
    write(piece: Buffer, _encoding, done) {
      done(attempt(() => file.write(piece)))
    },
    final(done) {
      done(attempt(() => file.end()))
    },
    destroy(error, done) {
      if (error !== null) file.abandon()
      done(error)
    },
  })
}
function attempt(work: () => void): Error | null {
  try {
    work()
    return null
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

class PageWriter {
  outlined = false
  private readonly names = new Map<Face, string>()
  private readonly document: PDFKit.PDFDocument
  private readonly glyphs: Glyphs

  constructor(document: PDFKit.PDFDocument, glyphs: Glyphs) {
    this.document = document
    this.glyphs = glyphs
  }
  get missing(): ReadonlySet<string> {
    return this.glyphs.missing
  }
  layer(parts: readonly Part[], clip: Box | null): void {
    this.document.save()
    if (clip !== null)
      this.document.rect(clip.left, clip.top, clip.right - clip.left, clip.bottom - clip.top).clip()
    for (const part of parts) if (clip === null || meets(this.boxOf(part), clip)) this.part(part)
    this.document.restore()
  }
  private boxOf(part: Part): Box {
    const reach = part.paint.stroke === null ? 0 : part.paint.strokeWidth / 2
    if (part.sort === 'image') return boxIn(part.matrix, part.box)
    if (part.sort === 'path') return boxIn(part.matrix, widened(part.box, reach))
    const width = this.glyphs.width(part.text, part.bold) * part.size
    const left = part.x - anchorShare(part.anchor) * width
    const box = { left, top: part.y - part.size, right: left + width, bottom: part.y + 0.3 * part.size }
    return boxIn(part.matrix, widened(box, reach))
  }
  private part(part: Part): void {
    const { document } = this
    document.save()
    if (part.matrix.some((value, index) => value !== identity[index])) document.transform(...part.matrix)
    if (part.sort === 'text') this.text(part)
    else if (part.sort === 'image') {
      const { left, top, right, bottom } = part.box
      document.image(Buffer.from(part.png, 'base64'), left, top, {
        width: right - left,
        height: bottom - top,
      })
    } else this.path(part.path, part.paint)
    document.restore()
  }
  private path(path: string, paint: Paint): void {
    const { document } = this
    document.fillOpacity(paint.fillOpacity)
    if (paint.stroke !== null) {
      document.lineWidth(paint.strokeWidth).lineCap(paint.cap).lineJoin(paint.join).strokeColor(paint.stroke)
      if (paint.dash.length > 0) document.dash(paint.dash as unknown as number, {})
    }
    if (paint.fill !== null) document.fillColor(paint.fill)
    document.path(path)
    if (paint.fill !== null && paint.stroke !== null) document.fillAndStroke()
    else if (paint.stroke !== null) document.stroke()
    else if (paint.fill !== null) document.fill()
  }
  private text({ text, x, y, size, bold, anchor, paint }: TextPart): void {
    const start = x - anchorShare(anchor) * this.glyphs.width(text, bold) * size
    if (paint.stroke !== null)
      this.outlines(text, { x: start, y, size, bold }, { stroke: paint.stroke, width: paint.strokeWidth })
    let at = start
    for (const run of this.glyphs.runs(text, bold)) {
      if (mayEmbed(run.face)) this.run(run, at, y, size, paint)
      else {
        this.outlined = true
        this.outlines(run.text, { x: at, y, size, bold }, { fill: paint.fill ?? '#000000' })
      }
      at += run.width * size
    }
  }
  private run({ face, text }: Run, x: number, y: number, size: number, paint: Paint): void {
    if (text === '') return
    this.document
      .font(this.nameOf(face))
      .fontSize(size)
      .fillColor(paint.fill ?? '#000000')
      .text(text, x, y, { lineBreak: false, baseline: 'alphabetic', features: [] })
  }
  /** The outlines of a text: what lies under it to keep lines away, or the text itself. */
  private outlines(
    text: string,
    {
      x,
      y,
      size,
      bold,
    }: { readonly x: number; readonly y: number; readonly size: number; readonly bold: boolean },
    look: { readonly fill: string } | { readonly stroke: string; readonly width: number },
  ): void {
    const { document } = this
    for (const glyph of this.glyphs.outlines(text, bold)) {
      const scale = glyph.scale * size
      document.save()
      document.transform(scale, 0, 0, -scale, x + glyph.x * size, y).path(glyph.path)
      // The width is told for the text; within the glyph's own units it is as many times larger.
      if ('stroke' in look)
        document
          .lineWidth(look.width / scale)
          .lineJoin('round')
          .stroke(look.stroke)
      else document.fill(look.fill)
      document.restore()
    }
  }
  private nameOf(face: Face): string {
    const known = this.names.get(face)
    if (known !== undefined) return known
    const name = `face ${this.names.size + 1}`
    this.document.registerFont(name, face.path, face.inCollection ? face.name : undefined)
    this.names.set(face, name)
    return name
  }
}
const widened = ({ left, top, right, bottom }: Box, by: number): Box => ({
  left: left - by,
  top: top - by,
  right: right + by,
  bottom: bottom + by,
})
const meets = (one: Box, other: Box): boolean =>
  one.left < other.right && one.right > other.left && one.top < other.bottom && one.bottom > other.top

/** Whether the maker of the font allows a part of it within a document. */
function mayEmbed({ font }: Face): boolean {
  const rights = (
    font as unknown as { readonly 'OS/2'?: { readonly fsType?: Readonly<Record<string, boolean>> } }
  )['OS/2']?.fsType
  return (
    rights?.['noEmbedding'] !== true && rights?.['noSubsetting'] !== true && rights?.['bitmapOnly'] !== true
  )
}
