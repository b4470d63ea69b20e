/** A PDF with a text layer as one sheet: its pages in their order, each begun by a row that names it. */
import { AppError } from '../../../../../shared/errors.ts'
import { type RawRow, type TableSheet, withoutTrailingBlanks } from '../cells.ts'
import type { Unlocking } from '../protection/unlocking.ts'
import { unlockPdf } from './pdfEncryption.ts'
import { openPdf, type Page, type PdfFile } from './pdfPages.ts'
import { type Layout, layoutOf, type PageRow, rowsOfPage } from './pageRows.ts'

export interface PdfTable {
  readonly sheet: TableSheet
  readonly encrypted: boolean
  readonly fileKey: string | null
}
/** So many pages are looked at together before the first row is given. */
const looked = 8
/** Beyond this share of signs without a meaning the fonts of a document tell no text. */
const unreadableShare = 0.2

/**
 * Opens a PDF. Errors: `file-not-table` when no page has text (a scan) or none has a table, `file-encrypted`, `file-password-wrong`,
 * `file-unreadable` for what is broken, an encryption that is not known or fonts that do not say which signs they show, `file-hostile`.
 */
export async function openPdfTable(bytes: Buffer, stem: string, unlocking: Unlocking): Promise<PdfTable> {
  const { file, encrypted, fileKey } = await unlocked(bytes, unlocking)
  const first: Page[] = []
  let withText = 0
  for (let number = 1; number <= file.pages && (first.length < looked || withText === 0); number += 1) {
    const page = await file.page(number)
    if (page.words.length > 0) withText += 1
    if (first.length < looked) first.push(page)
    // A page far behind may be the first with a word.
    else if (page.words.length > 0) first.push(page)
  }
  if (withText === 0)
    throw new AppError('file-not-table', 'pictures of pages, without their text', { found: 'scan' })
  refuseUnreadable(first)
  const layout = layoutOf(first)
  const repeated = repeatedTexts(first, layout)
  let taken = 0
  return {
    encrypted,
    fileKey,
    sheet: {
      name: stem,
      hidden: false,
      length: file.pages,
      taken: () => taken,
      async *rows() {
        let row = 0
        for (let number = 1; number <= file.pages; number += 1) {
          const page = first[number - 1]?.number === number ? first[number - 1] : undefined
          const rows = linesOfPage(page ?? (await file.page(number)), file.pages, layout, repeated)
          taken = number
          const batch = rows.map((cells): RawRow => ({ row: (row += 1), cells, marks: null }))
          if (batch.length > 0) yield batch
        }
      },
    },
  }
}

async function unlocked(
  bytes: Buffer,
  unlocking: Unlocking,
): Promise<{ readonly file: PdfFile; readonly encrypted: boolean; readonly fileKey: string | null }> {
  // The library takes what it is given for its own.
  const open = (content: Uint8Array): Promise<PdfFile> => openPdf(Uint8Array.from(content))
  if (unlocking.fileKey === null)
    try {
      return { file: await open(bytes), encrypted: false, fileKey: null }
    } catch (thrown) {
      if (!(thrown instanceof AppError) || thrown.code !== 'file-encrypted') throw thrown
      if (unlocking.password === null) throw thrown
    }
  const { bytes: content, key } = unlockPdf(bytes, unlocking)
  try {
    return { file: await open(content), encrypted: true, fileKey: key.toString('hex') }
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'file-encrypted')
      throw new AppError('file-unreadable', 'an encryption that is not known', { what: 'encryption' })
    throw thrown
  }
}

function refuseUnreadable(pages: readonly Page[]): void {
  let all = 0
  let lost = 0
  for (const { words } of pages)
    for (const { text } of words)
      for (const sign of text) {
        all += 1
        if (/[\u0000-\u001f\ue000-\uf8ff\ufffd\u{f0000}-\u{10ffff}]/u.test(sign)) lost += 1
      }
  if (lost > all * unreadableShare)
    throw new AppError('file-unreadable', 'the fonts do not say which signs they show', { what: 'fonts' })
}

/** 第 2 页, 2/6, Page 2 of 6, -2-. */
const pageNumber =
  /第\s*\d+\s*页|共\s*\d+\s*页|页\s*[码次]\s*[:：]?\s*\d+|^[-—\s]*\d+\s*(?:[/／]\s*\d+)?[-—\s]*$|\bpage\s*\d+(?:\s*(?:of|\/)\s*\d+)?/gi
function keyOf({ cells, y }: PageRow): string {
  return `${cells.join('\u0001').replace(pageNumber, '#').replace(/\s+/g, '')} ${Math.round(y / 6)}`
}
/** What stands on several pages in the same words at the same height, and in no table: heads and feet of pages. Only page numbers may differ. */
function repeatedTexts(pages: readonly Page[], layout: Layout): ReadonlySet<string> {
  const counts = new Map<string, number>()
  for (const page of pages) {
    const keys = rowsOfPage(page, layout)
      .filter(({ table }) => !table)
      .map(keyOf)
    for (const key of new Set(keys)) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return new Set([...counts].filter(([, count]) => count > 1).map(([key]) => key))
}

function linesOfPage(
  page: Page,
  pages: number,
  layout: Layout,
  repeated: ReadonlySet<string>,
): readonly (readonly string[])[] {
  const { number } = page
  const lines: (readonly string[])[] = []
  const named = `第 ${number} 页（共 ${pages} 页）`
  if (page.words.length === 0) return [[named], [`图像页：第${number}页没有文字层，内容未读入`]]
  const rows = rowsOfPage(page, layout)
  const lastTable = rows.findLastIndex(({ table }) => table)
  const aside: string[] = []
  rows.forEach((row, at) => {
    const cells = withoutTrailingBlanks(row.cells)
    if (cells.every((cell) => cell.trim() === '')) return
    // The head of the first page is the title and whose account it is; on later pages it says nothing new.
    if (!row.table && repeated.has(keyOf(row)) && (number > 1 || at > lastTable))
      aside.push(cells.filter((cell) => cell !== '').join(' '))
    else lines.push(cells)
  })
  if (page.aside.length > 0) aside.push(`斜排：${[...new Set(page.aside)].join(' ')}`)
  const mark = [[named, ...aside].join('｜')]
  if (page.recognised) lines.unshift([`图像页：第${number}页文字由识别得出，须核对`])
  if (number > 1) lines.unshift(mark)
  else if (aside.length > 0) lines.push(mark)
  return lines
}
