/** The sections of the Word report that are text and tables. Each reads what it shows; none holds figures of its own. */
import type { Paragraph, Table } from 'docx'
import { measureName } from '../../../../shared/model/measureNames.ts'
import { recordKinds } from '../../../../shared/model/recordKinds/index.ts'
import { countAccounts, rankAccounts } from '../../analysis/accounts.ts'
import { qualityFindings } from '../../analysis/quality.ts'
import type { Db } from '../../store/db.ts'
import { listMeasures } from '../../law/measures.ts'
import { listTables } from '../../records/totals.ts'
import { recordTable } from '../../store/recordTables.ts'
import { readPeople, readSeizure, readSources, readUndirected } from '../figures.ts'
import type { SeizureLine, SourceLine } from '../figures.ts'
import { reasonText, reference, unitText } from '../words.ts'
import type { Language } from '../words.ts'
import { skipText } from '../workbook.ts'
import { documentWords } from './documentWords.ts'
import { gap, paragraph, subheading, table } from './parts.ts'

export interface Setting {
  readonly language: Language
  /** Masks numbers when the report is redacted; leaves texts as they are otherwise. Never used on hashes. */
  readonly mask: (text: string) => string
}
type Block = Paragraph | Table
const accountsShown = 30

const grouped = (value: number, digits: number): string =>
  value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })
/** Minor units as `41,320,360.03`, digit by digit. */
function money(minor: number): string {
  const digits = String(Math.abs(minor)).padStart(3, '0')
  return `${minor < 0 ? '-' : ''}${digits.slice(0, -2).replace(/\B(?=(\d{3})+(?!\d))/g, ',')}.${digits.slice(-2)}`
}
function kindName(id: string | null, language: Language): string {
  const kind = recordKinds.find((candidate) => candidate.id === id)
  return kind === undefined ? (id ?? '') : language === 'en' ? kind.nameEn : kind.nameZh
}

/** What the case is made of: files, rows, tables with their time spans. */
export function factsSection(
  db: Db,
  facts: readonly (readonly [string, string])[],
  { language, mask }: Setting,
): Block[] {
  const words = documentWords[language]
  const sources = readSources(db).filter(({ status }) => status === 'active')
  const sum = (of: 'read' | 'accepted' | 'duplicate' | 'rejected' | 'skipped') =>
    sources.reduce((total, source) => total + source[of], 0)
  const charges = db
    .prepare<[], string>(
      `SELECT DISTINCT r."charge" FROM ${recordTable('personRegister')} r WHERE r."charge" IS NOT NULL AND r.duplicate_of IS NULL ORDER BY 1 LIMIT 10`,
    )
    .pluck()
    .all()
  const all = [...facts, ...(charges.length === 0 ? [] : [[words.charges, charges.join('、')] as const])]
  return [
    table(
      [
        { header: words.caseName, share: 22 },
        { header: facts[0]?.[1] ?? '', share: 78 },
      ],
      all.slice(1).map(([name, value]) => [name, value]),
    ),
    gap(),
    paragraph(
      words.factsLine(
        grouped(new Set(sources.map(({ sha256 }) => sha256)).size, 0),
        grouped(sources.length, 0),
        grouped(sum('read'), 0),
      ),
    ),
    paragraph(
      words.reconciled(
        grouped(sum('accepted'), 0),
        grouped(sum('duplicate'), 0),
        grouped(sum('rejected'), 0),
        grouped(sum('skipped'), 0),
      ),
    ),
    table(
      [
        { header: words.table, share: 22 },
        { header: words.records, share: 11, number: true },
        { header: words.repeats, share: 11, number: true },
        { header: words.seconds, share: 14, number: true },
        { header: words.from, share: 21 },
        { header: words.to, share: 21 },
      ],
      listTables(db).map((entry) =>
        [
          kindName(entry.kind, language),
          grouped(entry.count, 0),
          grouped(entry.duplicates, 0),
          grouped(entry.mirrored, 0),
          (entry.firstTime ?? '').slice(0, 16),
          (entry.lastTime ?? '').slice(0, 16),
        ].map(mask),
      ),
    ),
  ]
}

export function peopleSection(db: Db, { language, mask }: Setting): Block[] {
  const words = documentWords[language]
  const people = readPeople(db)
  if (people.length === 0) return [paragraph(words.noPeople)]
  const shares = [4, 8, 5, 24, 15, 11, 9, 13, 11]
  return [
    paragraph(words.peopleLine(people.length)),
    table(
      words.peopleHeaders.map((header, index) => ({ header, share: shares[index] ?? 10, small: true })),
      people.map((person, index) =>
        [
          String(index + 1),
          person.name,
          person.sex,
          person.idNumber,
          person.phone.replaceAll('、', '\n'),
          person.role,
          person.superior,
          person.arrivedAt,
          person.restraint,
        ].map(mask),
      ),
    ),
  ]
}

export function seizureSection(db: Db, { language, mask }: Setting): Block[] {
  const words = documentWords[language]
  const bySite = readSeizure(db, 'site')
  if (bySite.length === 0) return [paragraph(words.noSeizure)]
  const part = (title: string, first: string, lines: readonly SeizureLine[]): Block[] => {
    const total = lines.reduce(
      (sum, line) => ({
        items: sum.items + line.items,
        boxes: sum.boxes + line.boxes,
        volume: sum.volume + line.volume,
        weight: sum.weight + line.weight,
      }),
      { items: 0, boxes: 0, volume: 0, weight: 0 },
    )
    const cells = (label: string, line: Omit<SeizureLine, 'label'>) => [
      label,
      grouped(line.items, 0),
      grouped(line.boxes, 0),
      grouped(line.volume / 1000, 3),
      grouped(line.weight / 1000, 3),
    ]
    return [
      subheading(title),
      table(
        words
          .seizureHeaders(first)
          .map((header, index) => ({ header, share: index === 0 ? 36 : 16, number: index > 0 })),
        lines.map((line) => cells(mask(line.label === '' ? words.noLabel : line.label), line)),
        cells(words.total, total),
      ),
    ]
  }
  return [
    ...part(words.bySite, words.site, bySite),
    ...part(words.byTitle, words.title, readSeizure(db, 'title')),
  ]
}

export function moneySection(db: Db, { language, mask }: Setting): Block[] {
  const words = documentWords[language]
  const shown = rankAccounts(db, accountsShown)
  if (shown.length === 0) return [paragraph(words.noMoney)]
  const all = countAccounts(db)
  const undirected = readUndirected(db)
  return [
    paragraph(words.moneyLine),
    ...(all > shown.length ? [paragraph(words.moneyRest(grouped(shown.length, 0), grouped(all, 0)))] : []),
    ...(undirected.count > 0
      ? [paragraph(words.undirected(grouped(undirected.count, 0), money(undirected.amount)))]
      : []),
    table(
      words.moneyHeaders.map((header, index) => ({
        header,
        share: [16, 26, 10, 19, 10, 19][index] ?? 10,
        number: index > 1,
      })),
      shown.map((account) => [
        mask(account.holder),
        mask(account.account),
        grouped(account.inCount, 0),
        money(account.inSum),
        grouped(account.outCount, 0),
        money(account.outSum),
      ]),
    ),
  ]
}

/** The same list as measures.list; measures without material are named in one line instead of rows of dashes. */
export function measuresSection(db: Db, { language }: Setting): Block[] {
  const words = documentWords[language]
  const measures = listMeasures(db)
  const missing = measures.filter(({ why }) => why === 'no-material')
  const shown = measures.filter(({ why }) => why !== 'no-material')
  const value = (measure: (typeof measures)[number]): string => {
    if (measure.value === null) return words.unknown
    return measure.unit === 'yuan'
      ? grouped(measure.value, 2)
      : grouped(measure.value, Number.isInteger(measure.value) ? 0 : 3)
  }
  return [
    paragraph(reference[language], { bold: true, keepNext: true }),
    ...(shown.length === 0
      ? []
      : [
          table(
            words.measureHeaders.map((header, index) => ({
              header,
              share: [24, 17, 8, 9, 42][index] ?? 10,
              number: index === 1 || index === 3,
              small: index === 0,
            })),
            shown.map((measure) => [
              `${measureName(measure.id, language)}\n${measure.id}`,
              value(measure),
              unitText(measure.unit, language),
              grouped(measure.rows, 0),
              `${language === 'en' ? measure.rule.en : measure.rule.zh}${measure.why === null ? '' : `（${reasonText(measure.why, language)}）`}`,
            ]),
          ),
        ]),
    ...(missing.length === 0
      ? []
      : [
          gap(),
          paragraph(words.noMaterial(missing.map(({ id }) => measureName(id, language)).join('、')), {
            faint: true,
          }),
        ]),
  ]
}

export function qualitySection(db: Db, { language }: Setting): Block[] {
  const words = documentWords[language]
  const findings = qualityFindings(db)
  if (findings.length === 0) return [paragraph(words.noQuality)]
  return [
    table(
      words.qualityHeaders.map((header, index) => ({
        header,
        share: [50, 30, 20][index] ?? 20,
        number: index === 2,
      })),
      findings.map((finding) => [
        words.quality_[finding.code],
        finding.opens?.screen === 'tables' ? kindName(finding.kind, language) : '',
        grouped(finding.count, 0),
      ]),
    ),
  ]
}

export function sourcesSection(db: Db, { language, mask }: Setting): Block[] {
  const words = documentWords[language]
  const batches = Map.groupBy(readSources(db), ({ batchId }) => batchId)
  const blocks: Block[] = []
  for (const sheets of batches.values()) {
    const [first] = sheets
    if (first === undefined) continue
    blocks.push(
      paragraph(
        `${mask(first.fileName)}${first.status === 'undone' ? words.undone : ''} · ${words.size(grouped(first.size, 0))} · ${words.batch(first.batchId, first.at, first.operator)}`,
        { bold: true, keepNext: true },
      ),
    )
    blocks.push(paragraph(`${words.hash} ${first.sha256}`, { faint: true, keepNext: true }))
    blocks.push(sheetTable(sheets, { language, mask }), gap())
  }
  return blocks
}
function sheetTable(sheets: readonly SourceLine[], { language, mask }: Setting): Table {
  return table(
    documentWords[language].sourceHeaders.map((header, index) => ({
      header,
      share: [34, 20, 9, 9, 9, 9, 9][index] ?? 9,
      number: index > 1,
    })),
    sheets.map((sheet) => [
      mask(sheet.sheet),
      sheet.kind === null ? skipText(sheet.skip ?? '', language) : kindName(sheet.kind, language),
      grouped(sheet.read, 0),
      grouped(sheet.accepted, 0),
      grouped(sheet.duplicate, 0),
      grouped(sheet.rejected, 0),
      grouped(sheet.skipped, 0),
    ]),
  )
}
