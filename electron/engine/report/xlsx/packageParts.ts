/** The parts of a workbook that stand beside its sheets. */
import { stylesXml } from './styles.ts'
import { attributeText } from './xml.ts'

export const mainNamespace = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
export const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
export const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

/** A sheet that stands in the package. */
export interface WrittenSheet {
  readonly name: string
  /** Number of its file. */
  readonly file: number
  readonly filter: string | null
  readonly headerRow: number | null
}

/** Each part with its name, in the order in which they are written. */
export function packageParts(
  sheets: readonly WrittenSheet[],
  { title, at }: { readonly title: string; readonly at: string },
): readonly (readonly [name: string, text: string])[] {
  return [
    ['xl/workbook.xml', xmlHead + workbookXml(sheets)],
    ['xl/_rels/workbook.xml.rels', xmlHead + workbookRelations(sheets)],
    ['xl/styles.xml', stylesXml()],
    ['docProps/core.xml', xmlHead + coreXml(title, at)],
    ['_rels/.rels', xmlHead + packageRelations],
    ['[Content_Types].xml', xmlHead + contentTypesXml(sheets)],
  ]
}

function workbookXml(sheets: readonly WrittenSheet[]): string {
  const quoted = (name: string) => attributeText(`'${name.replaceAll("'", "''")}'`)
  const absolute = (range: string) => range.replaceAll(/([A-Z]+)(\d+)/g, '$$$1$$$2')
  const names = sheets.flatMap((sheet, index) => [
    ...(sheet.filter === null
      ? []
      : [
          `<definedName name="_xlnm._FilterDatabase" localSheetId="${index}" hidden="1">${quoted(sheet.name)}!${absolute(sheet.filter)}</definedName>`,
        ]),
    ...(sheet.headerRow === null
      ? []
      : [
          `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">${quoted(sheet.name)}!$${sheet.headerRow}:$${sheet.headerRow}</definedName>`,
        ]),
  ])
  return `<workbook xmlns="${mainNamespace}" xmlns:r="${relations}"><bookViews><workbookView activeTab="0"/></bookViews><sheets>${sheets.map((sheet, index) => `<sheet name="${attributeText(sheet.name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`).join('')}</sheets>${names.length === 0 ? '' : `<definedNames>${names.join('')}</definedNames>`}</workbook>`
}
function workbookRelations(sheets: readonly WrittenSheet[]): string {
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${sheets.map((sheet, index) => `<Relationship Id="rId${index + 1}" Type="${relations}/worksheet" Target="worksheets/sheet${sheet.file}.xml"/>`).join('')}<Relationship Id="rId${sheets.length + 1}" Type="${relations}/styles" Target="styles.xml"/></Relationships>`
}
function coreXml(title: string, at: string): string {
  return `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${attributeText(title)}</dc:title><dc:creator>链证 Lianzheng</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">${attributeText(at.slice(0, 10))}</dcterms:created></cp:coreProperties>`
}
const packageRelations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`
function contentTypesXml(sheets: readonly WrittenSheet[]): string {
  return `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>${sheets.map((sheet) => `<Override PartName="/xl/worksheets/sheet${sheet.file}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`).join('')}<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`
}
