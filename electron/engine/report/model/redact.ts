/** The one pass over a report that masks what must not leave: by the sort of each value, and in free text by pattern and by what the case knows. */
import type { ChartToDraw } from '../../charts/chartToDraw.ts'
import type { ReportRedaction } from '../../../../shared/contract/reports.ts'
import type { CurrencySum } from '../../../../shared/model/currency.ts'
import type { Db } from '../../store/db.ts'
import { isStreamed, isSubtotal, isTyped } from './documentModel.ts'
import type { Block, Cell, Column, Line, Report, Row, Sort, TableBlock, Typed } from './documentModel.ts'
import { redactionPolicy, sortOfLabel } from './knownIdentity.ts'
import { maskedIdentifier, maskedNumbers } from './maskNumbers.ts'
import type { NameMasks } from './maskNames.ts'

/** What is masked, and what the case knows of it. */
export interface RedactionPolicy {
  /** Whether a word is an identifier of the case that must be masked. */
  readonly isIdentifier: (word: string) => boolean
  /** Null: names stay. */
  readonly names: NameMasks | null
}
/** Masks single texts that stand outside of a report (names of files). */
export type MaskText = (sort: Sort, text: string) => string

/** Masks single texts under a choice; with nothing chosen they stay. */
export function maskerFor(db: Db, redaction: ReportRedaction): MaskText {
  const policy = redactionPolicy(db, redaction)
  return policy === null ? (_sort, value) => value : maskText(policy)
}
export function maskText(policy: RedactionPolicy): MaskText {
  const free = (value: string): string => {
    const masked = maskedNumbers(value, policy.isIdentifier)
    return policy.names === null ? masked : policy.names.inText(masked)
  }
  const identifiers = (value: string): string =>
    value
      .split(/([\n、,，;；\s]+)/)
      .map((part, index) => (index % 2 === 1 || part === '' ? part : maskedIdentifier(part)))
      .join('')
  return (sort, value) => {
    switch (sort) {
      case 'fixed':
      case 'number':
      case 'money':
      case 'time':
      case 'hash':
        return value
      case 'idNumber':
      case 'account':
      case 'phone':
        return identifiers(value)
      case 'name':
        return policy.names === null
          ? free(value)
          : maskedNumbers(policy.names.name(value), policy.isIdentifier)
      case 'text':
        return free(value)
    }
  }
}

/** The report with everything masked that the policy masks. Streamed rows are masked as they are read. */
export function redact(report: Report, policy: RedactionPolicy): Report {
  const mask = maskText(policy)
  return {
    ...report,
    title: maskTyped(report.title, mask),
    facts: report.facts.map(([name, value]) => [name, maskTyped(value, mask)]),
    sections: report.sections.map((section) => ({
      ...section,
      blocks: section.blocks.map((block) => maskBlock(block, mask)),
    })),
  }
}
function maskBlock(block: Block, mask: MaskText): Block {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return { ...block, text: maskLine(block.text, mask) }
    case 'table':
      return redactTable(block, mask)
    case 'chart':
      return { ...block, chart: maskChart(block.chart, mask) }
    case 'code':
    case 'gap':
      return block
  }
}
/** A table with its cells, headers and the lines around them masked. */
export function redactTable(table: TableBlock, mask: MaskText): TableBlock {
  const row = (cells: Row): Row => cells.map((cell, index) => maskCell(cell, table.columns[index], mask))
  const { rows, onPaper, total, sheet } = table
  return {
    ...table,
    columns: table.columns.map((column) =>
      typeof column.header === 'string' ? column : { ...column, header: maskTyped(column.header, mask) },
    ),
    rows: isStreamed(rows)
      ? {
          total: rows.total,
          async *read() {
            for await (const cells of rows.read())
              yield isSubtotal(cells) ? { subtotal: row(cells.subtotal) } : row(cells)
          },
        }
      : rows.map(row),
    ...(onPaper === undefined
      ? {}
      : {
          onPaper: onPaper.map((part) => ({
            ...(part.before === undefined
              ? {}
              : { before: part.before.map((line) => ({ ...line, text: maskLine(line.text, mask) })) }),
            rows: part.rows.map(row),
          })),
        }),
    ...(total === undefined ? {} : { total: row(total) }),
    ...(sheet === undefined
      ? {}
      : {
          sheet:
            sheet.preface === undefined
              ? sheet
              : { ...sheet, preface: sheet.preface.map((line) => maskLine(line, mask)) },
        }),
  }
}
function maskCell(cell: Cell, column: Column | undefined, mask: MaskText): Cell {
  if (isTyped(cell)) return maskTyped(cell, mask)
  return typeof cell === 'string' ? mask(column?.sort ?? 'text', cell) : cell
}
function maskTyped<T extends Typed>(piece: T, mask: MaskText): T {
  return typeof piece.value === 'string' ? { ...piece, value: mask(piece.sort, piece.value) } : piece
}
function maskLine(line: Line, mask: MaskText): Line {
  return typeof line === 'string'
    ? line
    : line.map((piece) => (typeof piece === 'string' ? piece : maskTyped(piece, mask)))
}

/** A chart with the names, numbers and notes on it masked; as a report shows it and as it is saved. */
export function maskChart(chart: ChartToDraw, mask: MaskText): ChartToDraw {
  // A face is a name.
  const pictures = chart.nodes.filter(({ picture }) => picture !== undefined).length
  return {
    ...chart,
    ...(pictures === 0 ? {} : { picturesLeftOut: pictures }),
    name: mask('text', chart.name),
    nodes: chart.nodes.map(({ picture: _picture, ...node }) => ({
      ...node,
      label: mask(sortOfLabel(node.kind), node.label),
      sublabel: mask('text', node.sublabel),
      note: mask('text', node.note),
      ...(node.tags === undefined
        ? {}
        : { tags: node.tags.map((tag) => ({ ...tag, name: mask('text', tag.name) })) }),
    })),
    edges: chart.edges.map((edge) =>
      edge.says === undefined
        ? maskCurrencies(edge, mask)
        : { ...maskCurrencies(edge, mask), says: edge.says.map((words) => mask('text', words)) },
    ),
    ...(chart.groups === undefined
      ? {}
      : { groups: chart.groups.map((group) => ({ ...group, title: mask('text', group.title) })) }),
    ...(chart.assumed === undefined
      ? {}
      : {
          assumed: chart.assumed.map((link) => ({
            ...link,
            label: mask('text', link.label),
            note: mask('text', link.note),
          })),
        }),
    ...(chart.annotations === undefined
      ? {}
      : {
          annotations: chart.annotations.map(({ shape, ...annotation }) => ({
            ...annotation,
            shape: { ...shape, text: mask('text', shape.text) },
          })),
        }),
    ...(chart.during === undefined
      ? {}
      : { during: new Map([...chart.during].map(([linkId, line]) => [linkId, maskCurrencies(line, mask)])) }),
    ...(chart.leftOut === undefined
      ? {}
      : { leftOut: chart.leftOut.map((each) => ({ ...each, label: mask('text', each.label) })) }),
  }
}
function maskCurrencies<T extends { readonly others?: readonly CurrencySum[] }>(line: T, mask: MaskText): T {
  return line.others === undefined
    ? line
    : { ...line, others: line.others.map((sum) => ({ ...sum, currency: mask('text', sum.currency) })) }
}
