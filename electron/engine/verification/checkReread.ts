/**
 * Every original read again as it was read for the import, by the same parser: the rows are those that are kept. What each row gives is the business
 * of `checkRecordsAnew`, what follows from the records that of `checkDerived`.
 */
import { AppError } from '../../../shared/errors.ts'
import type { ReadingJobContext } from '../core/context.ts'
import { runParser } from '../import/process/parser.ts'
import type { Batch } from '../import/convert/batch.ts'
import { keptImport } from '../import/write/run.ts'
import { originalCells, originalMarks } from '../records/originalRows.ts'
import { type RowBlock, unpackBlock, unpackMarks } from '../records/rowBlocks.ts'
import { indexForm, pagesOfPart, partsOf } from '../search/indexStore.ts'
import type { IndexPart } from '../search/indexBuilder.ts'
import type { Db } from '../store/db.ts'
import type { Findings } from './findings.ts'
import { type KeptSheet, readAsToday, sheetsOf } from './keptSheets.ts'

interface KeptBatch {
  readonly batchId: number
  readonly sha256: string
  readonly at: string
  readonly file: string
  readonly rows: number
}
export async function checkReread(context: ReadingJobContext, found: Findings): Promise<void> {
  const batches = context
    .db()
    .prepare<[], KeptBatch>(
      `SELECT batch_id AS batchId, sha256, at, file_name AS file, (SELECT coalesce(sum(read), 0) FROM sheets s WHERE s.batch_id = b.batch_id) AS rows
      FROM batches b JOIN originals USING (original_id) WHERE status = 'active' ORDER BY batch_id`,
    )
    .all()
  const total = batches.reduce((sum, { rows }) => sum + rows, 0)
  let done = 0
  const advance = (rows: number): void => {
    done += rows
    context.progress('reread', Math.min(done, total), total)
  }
  for (const batch of batches) {
    const sheets = sheetsOf(context.db(), batch.batchId)
    try {
      await rereadOriginal(context, batch, sheets, found, advance)
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'cancelled') throw error
      found.add('reread-failed', { file: batch.file, code: error.code })
    }
  }
}
/** What of a sheet was met while its original is read again. */
interface Met {
  readonly sheet: KeptSheet
  /** First rows of the kept blocks that were not met so far. */
  readonly open: Set<number>
  parts: number
  /** Rows that this program reads otherwise than the older one that imported them. */
  otherwise: number
}
async function rereadOriginal(
  context: ReadingJobContext,
  batch: KeptBatch,
  sheets: readonly KeptSheet[],
  found: Findings,
  advance: (rows: number) => void,
): Promise<void> {
  const { file, plan, source } = keptImport(context.db(), batch, batch.at)
  const met = new Map<number, Met>(
    sheets.map((sheet) => [
      sheet.idx,
      { sheet, open: new Set(blocksOf(context.db(), sheet.sheetId)), parts: 0, otherwise: 0 },
    ]),
  )
  await runParser(
    context.workspace,
    {
      what: 'convert',
      file,
      sheets: plan.sheets,
      accept: false,
      leftOut: sheets.filter(({ skip }) => skip === 'not-chosen').map(({ sheet }) => sheet),
    },
    source,
    context.signal,
    (message) => {
      if (message.type === 'sheet') {
        const known = met.get(message.sheet.index)
        if (
          known === undefined ||
          known.sheet.sheet !== message.sheet.name ||
          known.sheet.kind !== (message.sheet.plan?.kind ?? null)
        )
          found.add('sheet-about', { file: batch.file, sheet: message.sheet.name })
      } else if (message.type === 'batch') {
        const known = met.get(message.batch.index)
        if (known !== undefined) advance(compareBatch(context.db(), known, message.batch, found))
      } else if (message.type === 'indexPart') {
        const known = met.get(message.index)
        if (known?.sheet.indexed === indexForm) comparePart(context.db(), known, message.part, found)
      }
    },
  )
  for (const { sheet, open, otherwise } of met.values()) {
    if (open.size > 0) found.add('reread-sheet', { file: sheet.file, sheet: sheet.sheet })
    if (otherwise > 0)
      found.note('reread-otherwise', { file: sheet.file, sheet: sheet.sheet, rows: otherwise })
  }
}
function blocksOf(db: Db, sheetId: number): readonly number[] {
  return db
    .prepare<[number], number>('SELECT first_row FROM original_blocks WHERE sheet_id = ?')
    .pluck()
    .all(sheetId)
}

/** Returns how many rows were looked at. */
function compareBatch(db: Db, met: Met, batch: Batch, found: Findings): number {
  const { sheet, open } = met
  const asToday = readAsToday(sheet)
  let looked = 0
  const kept = db.prepare<[number, number], RowBlock>(
    'SELECT first_row AS first, last_row AS last, cells, marks FROM original_blocks WHERE sheet_id = ? AND first_row = ?',
  )
  for (const block of batch.blocks) {
    looked += block.last - block.first + 1
    const stored = kept.get(sheet.sheetId, block.first)
    if (!open.delete(block.first))
      for (const first of [...open]) if (first >= block.first && first <= block.last) open.delete(first)
    if (stored !== undefined && sameBytes(stored.cells, block.cells) && sameBytes(stored.marks, block.marks))
      continue
    // Packed otherwise, by another program or by somebody: the rows tell.
    const marks = unpackMarks(block.marks)
    for (const [at, [row, ...cells]] of unpackBlock(block.cells).entries()) {
      const now = originalCells(db, sheet.sheetId, row)
      const same =
        now?.length === cells.length &&
        cells.every((cell, column) => now[column] === cell) &&
        // The kinds of cells are kept since there is a basis.
        (sheet.basis === null || originalMarks(db, sheet.sheetId, row) === (marks[at] ?? ''))
      if (same) continue
      if (asToday) found.add('reread-row', { file: sheet.file, sheet: sheet.sheet, row })
      else met.otherwise += 1
    }
  }
  found.looked += looked
  return looked
}
function sameBytes(one: Uint8Array | null, other: Uint8Array | null): boolean {
  return one === null || other === null ? one === other : Buffer.compare(one, other) === 0
}
/** The search's index is made while rows are read, and is always the same. */
function comparePart(db: Db, met: Met, part: IndexPart, found: Findings): void {
  const stored = partsOf(db, met.sheet.sheetId)[met.parts]
  met.parts += 1
  const pages = stored === undefined ? [] : pagesOfPart(db, stored.partId)
  const same =
    pages.length === part.pages.length &&
    stored?.firstRow === part.firstRow &&
    part.pages.every(({ bytes }, at) => sameBytes(pages[at] ?? null, bytes))
  if (!same) found.add('index-differs', { file: met.sheet.file, sheet: met.sheet.sheet })
}
