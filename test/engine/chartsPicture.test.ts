/** Texts of pictures as outlines of the machine's fonts. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { charactersText, glyphsOf } from '../../electron/engine/charts/sheet/glyphs.ts'
import { outlinedSvg, pngOfSvg } from '../../electron/engine/charts/sheet/picture.ts'
import { boxIn, partsOf } from '../../electron/engine/charts/sheet/svgParts.ts'
import { findTypeface, systemTypeface } from '../../electron/engine/charts/sheet/systemFonts.ts'
import { temporaryFolder } from '../helpers/engine.ts'

const svg = (inner: string) => `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">${inner}</svg>`
const size = { width: 40, height: 40 }
const written = (text: string) => svg(`<text x="4" y="32" font-size="30">${text}</text>`)
const typeface = systemTypeface()

test.runIf(typeface !== null)(
  'different characters look different, and a picture needs no font of the renderer',
  async () => {
    const [one, other, none] = await Promise.all(
      ['雾', '港', ' '].map((text) => pngOfSvg(written(text), size, 2)),
    )
    expect([one?.width, one?.height]).toEqual([80, 80])
    expect(Buffer.from(one?.png ?? []).equals(Buffer.from(other?.png ?? []))).toBe(false)
    expect(Buffer.from(one?.png ?? []).equals(Buffer.from(none?.png ?? []))).toBe(false)
  },
)

test.runIf(typeface !== null)(
  'a character that no font has is drawn as a box and told, and one that is never seen is not',
  () => {
    const glyphs = glyphsOf(typeface as NonNullable<typeof typeface>)
    const drawn = outlinedSvg(written('甲\u{10fffd}\u200b乙'), size, glyphs)
    expect(drawn.missing).toEqual(['\u{10fffd}'])
    expect(drawn.svg.match(/<use /g)?.length).toBe(3)
    expect(charactersText(drawn.missing)).toBe('\u{10fffd} (U+10FFFD)')
    expect(outlinedSvg(written('甲乙'), size, glyphs).missing).toEqual([])
  },
)

test('a folder without fonts, with a file that is none, or with no Chinese in it has no typeface', () => {
  const folder = temporaryFolder()
  expect(findTypeface([folder, join(folder, 'not there')])).toBe(null)
  mkdirSync(join(folder, 'fonts'))
  writeFileSync(join(folder, 'fonts', 'msyh.ttc'), 'not a font')
  expect(findTypeface([folder])).toBe(null)
})

test.each([
  ['an element', '<image href="x"/>'],
  ['a transform', '<g transform="skewX(3)"><circle r="2"/></g>'],
  ['text beside its element', '<g>words</g>'],
])('%s that is not known is refused, not left out', (_, inner) => {
  expect(() => partsOf(svg(inner))).toThrow()
})

test('attributes come from around, transforms from outside in, and boxes hold what is turned', () => {
  const [line, text] = partsOf(
    svg(
      '<title>a &lt; b</title><g transform="translate(10 20) rotate(90)" stroke="#123456" fill="none"><path d="M0 0L4 2"/><text text-anchor="middle" font-weight="600" fill="#000000">A &amp; B</text></g>',
    ),
  )
  expect(line).toMatchObject({ sort: 'path', paint: { stroke: '#123456', fill: null } })
  if (line?.sort !== 'path') throw new Error('no line')
  const box = boxIn(line.matrix, line.box)
  expect([box.left, box.top, box.right, box.bottom].map(Math.round)).toEqual([8, 20, 10, 24])
  expect(text).toMatchObject({ sort: 'text', text: 'A & B', bold: true, anchor: 'middle', size: 12 })
})
