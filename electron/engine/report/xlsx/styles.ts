/** The closed set of cell looks a workbook of ours has, and the style sheet that declares them. */

/** text: as written, never a number; wrapped: the same over several lines. integer, and decimals 0…8 places: numbers. The rest are looks of text. */
export type CellLook =
  | 'plain'
  | 'text'
  | 'wrapped'
  | 'header'
  | 'headerNumber'
  | 'title'
  | 'note'
  | 'link'
  | 'integer'
  | `decimal${Decimals}`
  | 'totalText'
  | 'totalInteger'
  | `totalDecimal${Decimals}`
type Decimals = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8
const decimals: readonly Decimals[] = [1, 2, 3, 4, 5, 6, 7, 8]

interface Look {
  readonly name: CellLook
  readonly font: 0 | 1 | 2 | 3 | 4
  readonly fill: 0 | 2 | 3
  readonly border: 0 | 1 | 2
  readonly format: number
  readonly align: string
}
const firstFormat = 164
const looks: readonly Look[] = [
  { name: 'plain', font: 0, fill: 0, border: 0, format: 0, align: '' },
  { name: 'text', font: 0, fill: 0, border: 0, format: 49, align: 'vertical="top"' },
  { name: 'header', font: 1, fill: 2, border: 1, format: 49, align: 'vertical="center" wrapText="1"' },
  {
    name: 'headerNumber',
    font: 1,
    fill: 2,
    border: 1,
    format: 49,
    align: 'horizontal="right" vertical="center" wrapText="1"',
  },
  { name: 'wrapped', font: 0, fill: 0, border: 0, format: 49, align: 'vertical="top" wrapText="1"' },
  { name: 'title', font: 2, fill: 0, border: 0, format: 49, align: '' },
  { name: 'note', font: 3, fill: 0, border: 0, format: 49, align: 'vertical="top"' },
  { name: 'link', font: 4, fill: 0, border: 0, format: 49, align: 'vertical="top"' },
  { name: 'integer', font: 0, fill: 0, border: 0, format: 3, align: 'vertical="top"' },
  ...decimals.map((places): Look => ({
    name: `decimal${places}`,
    font: 0,
    fill: 0,
    border: 0,
    format: firstFormat + places,
    align: 'vertical="top"',
  })),
  { name: 'totalText', font: 1, fill: 3, border: 2, format: 49, align: '' },
  { name: 'totalInteger', font: 1, fill: 3, border: 2, format: 3, align: '' },
  ...decimals.map((places): Look => ({
    name: `totalDecimal${places}`,
    font: 1,
    fill: 3,
    border: 2,
    format: firstFormat + places,
    align: '',
  })),
]
const indexes = new Map<CellLook, number>(looks.map((look, index) => [look.name, index]))

/** The look's number in `cellXfs`. */
export function lookIndex(look: CellLook): number {
  return indexes.get(look) ?? 0
}

/** `xl/styles.xml`. */
export function stylesXml(): string {
  const font = (inside: string) =>
    `<font>${inside}<name val="Microsoft YaHei"/><family val="2"/><charset val="134"/></font>`
  const fill = (colour: string) =>
    `<fill><patternFill patternType="solid"><fgColor rgb="${colour}"/><bgColor indexed="64"/></patternFill></fill>`
  const border = (side: 'top' | 'bottom') =>
    `<border><left/><right/>${side === 'top' ? '<top style="thin"><color rgb="FF868FA0"/></top><bottom/>' : '<top/><bottom style="thin"><color rgb="FFCDD2DA"/></bottom>'}<diagonal/></border>`
  const xf = (look: Look) =>
    `<xf numFmtId="${look.format}" fontId="${look.font}" fillId="${look.fill}" borderId="${look.border}" xfId="0"${look.format === 0 ? '' : ' applyNumberFormat="1"'}${look.font === 0 ? '' : ' applyFont="1"'}${look.fill === 0 ? '' : ' applyFill="1"'}${look.border === 0 ? '' : ' applyBorder="1"'}${look.align === '' ? '/>' : ` applyAlignment="1"><alignment ${look.align}/></xf>`}`
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
    `<numFmts count="${decimals.length}">${decimals.map((places) => `<numFmt numFmtId="${firstFormat + places}" formatCode="#,##0.${'0'.repeat(places)}"/>`).join('')}</numFmts>`,
    `<fonts count="5">${[font('<sz val="10"/>'), font('<b/><sz val="10"/>'), font('<b/><sz val="14"/>'), font('<sz val="9"/><color rgb="FF545E70"/>'), font('<u/><sz val="10"/><color rgb="FF2458C5"/>')].join('')}</fonts>`,
    `<fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>${fill('FFE6EDFB')}${fill('FFF4F5F7')}</fills>`,
    `<borders count="3"><border><left/><right/><top/><bottom/><diagonal/></border>${border('bottom')}${border('top')}</borders>`,
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
    `<cellXfs count="${looks.length}">${looks.map(xf).join('')}</cellXfs>`,
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
  ].join('')
}
