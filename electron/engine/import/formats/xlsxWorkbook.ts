/** The parts of an xlsx around its sheets: which sheets there are in which order, styles, shared strings. */
import { AppError } from '../../../../shared/errors.ts'
import { sheetLimit, tooManySheets } from './cells.ts'
import { dateStyleOf, type DateStyle, shownOf, type ShownNumber } from './numberFormat.ts'
import { SharedStrings } from './sharedStrings.ts'
import { attribute, cellText, xmlDecoder, XmlScanner } from './xmlText.ts'
import type { ZipDirectory, ZipEntry } from './zipDirectory.ts'

export interface WorkbookSheet {
  readonly name: string
  readonly hidden: boolean
  readonly entry: ZipEntry
}
export interface Workbook {
  readonly date1904: boolean
  readonly sheets: readonly WorkbookSheet[]
  readonly strings: SharedStrings
  /** By the number of the cell's style. */
  readonly styles: readonly DateStyle[]
  /** Currencies other than yuan that styles show, by the number of the style. */
  readonly shown?: ReadonlyMap<number, ShownNumber>
}
interface Relation {
  readonly id: string
  readonly type: string
  readonly target: string
}

const partLimit = 64 * 1024 ** 2

/** XML of an entry in pieces of text, by its byte order mark (UTF-8 without one). */
export async function* xmlPieces(zip: ZipDirectory, entry: ZipEntry): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | null = null
  for await (const piece of zip.read(entry)) {
    decoder ??= xmlDecoder(piece).decoder
    yield decoder.decode(piece, { stream: true })
  }
  if (decoder !== null) yield decoder.decode()
}

async function scan(
  zip: ZipDirectory,
  entry: ZipEntry,
  events: ConstructorParameters<typeof XmlScanner>[0],
): Promise<void> {
  const scanner = new XmlScanner(events)
  for await (const piece of xmlPieces(zip, entry)) scanner.push(piece)
}

/** Reads the workbook's parts. Errors: `file-not-table` without a workbook part, and those of the zip. */
export async function readWorkbook(zip: ZipDirectory): Promise<Workbook> {
  const rootRelations = await readRelations(zip, '')
  const main = rootRelations.find(({ type }) => type.endsWith('/officeDocument'))
  const workbookPath = main === undefined ? 'xl/workbook.xml' : resolvePart('', main.target)
  const workbookEntry = zip.find(workbookPath) ?? zip.find('xl/workbook.xml')
  if (workbookEntry === undefined)
    throw new AppError('file-not-table', 'the zip holds no workbook', { found: 'zip' })
  const folder = workbookEntry.name.includes('/')
    ? workbookEntry.name.slice(0, workbookEntry.name.lastIndexOf('/') + 1)
    : ''
  const listed: { readonly name: string; readonly hidden: boolean; readonly relation: string }[] = []
  let date1904 = false
  await scan(zip, workbookEntry, {
    open(name, inside) {
      // Excel writes a second workbookPr among its extensions, which knows nothing of dates.
      if (name === 'workbookPr') date1904 ||= /^(?:1|true)$/.test(attribute(inside, 'date1904') ?? '')
      if (name === 'sheet')
        listed.push({
          name: cellText(attribute(inside, 'name') ?? ''),
          hidden: /hidden/i.test(attribute(inside, 'state') ?? ''),
          relation: attribute(inside, 'id') ?? '',
        })
    },
    close: () => undefined,
    text: () => undefined,
  })
  if (listed.length > sheetLimit) throw tooManySheets()
  const relations = await readRelations(zip, workbookEntry.name)
  const byId = new Map(relations.map((relation) => [relation.id, relation]))
  const sheets: WorkbookSheet[] = []
  for (const [index, sheet] of listed.entries()) {
    const relation = byId.get(sheet.relation)
    // Chart sheets and dialog sheets hold no cells.
    if (relation !== undefined && !relation.type.endsWith('/worksheet')) continue
    const entry =
      relation === undefined
        ? zip.find(`${folder}worksheets/sheet${index + 1}.xml`)
        : findPart(zip, folder, relation.target)
    if (entry !== undefined) sheets.push({ name: sheet.name, hidden: sheet.hidden, entry })
    else
      throw new AppError('file-truncated', 'a sheet that the workbook lists is not in the file', {
        what: 'sheet',
        sheet: index + 1,
      })
  }
  const partOf = (type: string, fallback: string): ZipEntry | undefined => {
    const relation = relations.find((candidate) => candidate.type.endsWith(`/${type}`))
    return (
      (relation === undefined ? undefined : findPart(zip, folder, relation.target)) ??
      zip.find(folder + fallback)
    )
  }
  const strings = partOf('sharedStrings', 'sharedStrings.xml')
  return {
    date1904,
    sheets,
    strings: new SharedStrings(strings === undefined ? null : () => zip.read(strings)),
    ...(await readStyles(zip, partOf('styles', 'styles.xml'))),
  }
}

/** Path of a part that a relation of `folder` names. */
function resolvePart(folder: string, target: string): string {
  const plain = target.replaceAll('\\', '/')
  const parts = (plain.startsWith('/') ? plain.slice(1) : folder + plain).split('/')
  const path: string[] = []
  for (const part of parts)
    if (part === '..') path.pop()
    else if (part !== '.' && part !== '') path.push(part)
  return path.join('/')
}
function findPart(zip: ZipDirectory, folder: string, target: string): ZipEntry | undefined {
  return zip.find(resolvePart(folder, target)) ?? zip.find(resolvePart('', target))
}
async function readRelations(zip: ZipDirectory, part: string): Promise<readonly Relation[]> {
  const slash = part.lastIndexOf('/')
  const entry = zip.find(`${part.slice(0, slash + 1)}_rels/${part.slice(slash + 1)}.rels`)
  const relations: Relation[] = []
  if (entry === undefined) return relations
  await scan(zip, entry, {
    open(name, inside) {
      if (name === 'Relationship')
        relations.push({
          id: attribute(inside, 'Id') ?? '',
          type: attribute(inside, 'Type') ?? '',
          target: attribute(inside, 'Target') ?? '',
        })
    },
    close: () => undefined,
    text: () => undefined,
  })
  return relations
}

async function readStyles(
  zip: ZipDirectory,
  entry: ZipEntry | undefined,
): Promise<Pick<Workbook, 'styles' | 'shown'>> {
  if (entry === undefined) return { styles: [] }
  const custom = new Map<number, string>()
  const formats: number[] = []
  let inCells = false
  const scanner = new XmlScanner({
    open(name, inside) {
      if (name === 'numFmt')
        custom.set(Number(attribute(inside, 'numFmtId')), attribute(inside, 'formatCode') ?? '')
      else if (name === 'cellXfs') inCells = true
      else if (name === 'xf' && inCells) formats.push(Number(attribute(inside, 'numFmtId') ?? '0'))
    },
    close(name) {
      if (name === 'cellXfs') inCells = false
    },
    text: () => undefined,
  })
  const bytes = await zip.readAll(entry, partLimit)
  scanner.push(new TextDecoder(bytes[0] === 0xff ? 'utf-16le' : 'utf-8').decode(bytes))
  const shown = new Map(
    formats.flatMap((id, style) => {
      const found = shownOf(id, custom)
      return found === null ? [] : [[style, found] as const]
    }),
  )
  return { styles: formats.map((id) => dateStyleOf(id, custom)), ...(shown.size === 0 ? {} : { shown }) }
}
