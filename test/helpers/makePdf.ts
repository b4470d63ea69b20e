/** PDFs written byte by byte, with a Chinese font that lies in no file: what the programs of banks write, and oddities put in on purpose. */

export interface PdfText {
  readonly x: number
  /** From above. */
  readonly y: number
  readonly text: string
  readonly size?: number
  /** Degrees against the clock. */
  readonly angle?: number
  /** As a recognition of characters lays it under its picture. */
  readonly invisible?: boolean
}
export interface PdfPage {
  readonly texts: readonly PdfText[]
  /** x, y, x, y from above. */
  readonly lines?: readonly (readonly [number, number, number, number])[]
  readonly rotate?: number
}
export const pageHeight = 842

/** A PDF; `extra` are further objects, `contents` replaces the steps of a page. */
export function makePdf(pages: readonly PdfPage[], contents?: string): Buffer {
  const objects: string[] = [
    `<</Type/Catalog/Pages 2 0 R>>`,
    `<</Type/Pages/Count ${pages.length}/Kids[${pages.map((_, at) => `${5 + at * 2} 0 R`).join(' ')}]>>`,
    `<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>`,
    `<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000/W[1 95 500]/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>>>`,
  ]
  for (const [at, page] of pages.entries()) {
    objects.push(
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 ${pageHeight}]/Rotate ${page.rotate ?? 0}/Resources<</Font<</F 3 0 R>>>>/Contents ${6 + at * 2} 0 R>>`,
    )
    const steps = contents ?? stepsOf(page)
    objects.push(`<</Length ${Buffer.byteLength(steps, 'latin1')}>>\nstream\n${steps}\nendstream`)
  }
  let text = '%PDF-1.4\n'
  const places: number[] = []
  for (const [at, object] of objects.entries()) {
    places.push(text.length)
    text += `${at + 1} 0 obj\n${object}\nendobj\n`
  }
  const start = text.length
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')}`
  text += `trailer\n<</Size ${objects.length + 1}/Root 1 0 R/ID[<0123456789abcdef0123456789abcdef><0123456789abcdef0123456789abcdef>]>>\nstartxref\n${start}\n%%EOF\n`
  return Buffer.from(text, 'latin1')
}
function stepsOf({ texts, lines = [] }: PdfPage): string {
  return [
    ...lines.map(([x0, y0, x1, y1]) => `${x0} ${pageHeight - y0} m ${x1} ${pageHeight - y1} l S`),
    ...texts.map(({ x, y, text, size = 9, angle = 0, invisible = false }) => {
      const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)]
      const codes = Buffer.from(text, 'utf16le').swap16().toString('hex')
      return `BT /F ${size} Tf ${invisible ? 3 : 0} Tr ${cos.toFixed(5)} ${sin.toFixed(5)} ${(-sin).toFixed(5)} ${cos.toFixed(5)} ${x} ${pageHeight - y} Tm <${codes}> Tj ET`
    }),
  ].join('\n')
}
/** Texts side by side at the places of columns. */
export function lineAt(
  y: number,
  xs: readonly number[],
  texts: readonly string[],
  size = 9,
): readonly PdfText[] {
  return texts.flatMap((text, at) => (text === '' ? [] : [{ x: xs[at] ?? 0, y, text, size }]))
}
