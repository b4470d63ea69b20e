/** What the import desk says of itself: no claim is stronger than what was read, and what was taken out again is not counted as in. */
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, test, vi } from 'vitest'
import type { ImportBatch, RowOutcome, SheetPreview } from '../../shared/contract/index.ts'
import { skips } from '../../shared/words/skips.ts'
import { messages, setLanguage } from '../../renderer/i18n/index.ts'
import { newFile, standingOf } from '../../renderer/stores/import/importFiles.ts'
import type { QueuedFile } from '../../renderer/stores/import/importFiles.ts'
import { lookedAtMost } from '../../renderer/stores/import/importLooks.ts'
import type { SheetLook } from '../../renderer/stores/import/importLooks.ts'
import { problemsCount, problemsSaid } from '../../renderer/views/import/importWords.ts'

beforeEach(() => {
  vi.stubGlobal('document', { documentElement: { lang: '' } })
  setLanguage('zh-CN')
  setActivePinia(createPinia())
})
const counts: Readonly<Record<RowOutcome, number>> = { accepted: 0, duplicate: 0, rejected: 0, skipped: 0 }
const seen = (lookedAt: number): SheetLook => ({
  preview: { rows: [], counts, lookedAt, issues: [] } satisfies SheetPreview,
  whole: true,
  error: null,
  loading: false,
})
const looking: SheetLook = { preview: null, whole: true, error: null, loading: true }
const failed: SheetLook = { preview: null, whole: true, error: new Error('no'), loading: false }
/** A file with a chosen sheet for each look, of so many rows. */
function fileOf(rowCounts: readonly (number | null)[]): QueuedFile {
  return {
    ...newFile(1, '流水.csv', 100, '', 'file'),
    state: 'ready',
    inspection: {
      sheets: rowCounts.map((rowCount) => ({ rowCount })),
    } as unknown as QueuedFile['inspection'],
    plans: rowCounts.map((_, place) => ({ place, chosen: true })) as unknown as QueuedFile['plans'],
  }
}
const said = (looks: readonly (SheetLook | null)[], rowCounts: readonly (number | null)[], found = 0) => {
  const file = fileOf(rowCounts)
  const lookOf = (_: QueuedFile, place: number) => looks[place] ?? null
  return [problemsCount(file, lookOf, found), problemsSaid(file, lookOf, found)]
}

test('that there is no problem is said of the rows looked at, and only once they were', () => {
  expect(said([seen(120)], [120])).toEqual(['0', '已查 120 行，没有发现问题'])
  expect(said([looking], [120])).toEqual(['…', '正在查，这里列出的还不完整'])
  expect(said([null], [120])).toEqual(['…', '还没有查过任何行；另有 1 张选中的工作表尚未查'])
  expect(said([failed], [120])).toEqual(['…', '还没有查过任何行；1 张选中的工作表无法预览，未查'])
  expect(said([seen(120), looking], [120, 40])).toEqual([
    '…',
    '已查 120 行，没有发现问题；正在查，这里列出的还不完整',
  ])
  expect(said([], [])).toEqual(['–', '没有选中的工作表，未查任何行'])
})
test('a sheet longer than what is looked at says so, at the limit and beside it', () => {
  const further = '已查 5,000 行，没有发现问题；其后的行未查，导入时列出'
  expect(said([seen(lookedAtMost)], [lookedAtMost])).toEqual(['0', '已查 5,000 行，没有发现问题'])
  expect(said([seen(lookedAtMost)], [lookedAtMost + 1])).toEqual(['0+', further])
  expect(said([seen(lookedAtMost)], [null])).toEqual(['0+', further])
  expect(said([seen(lookedAtMost)], [null], 3)).toEqual(['3+', '其后的行未查，导入时列出'])
  expect(said([seen(10)], [10], 3)).toEqual(['3', ''])
})
test('a batch that was undone is not among the imported', () => {
  const batch = (status: ImportBatch['status']) =>
    ({ ...newFile(1, 'a', 1, '', null), state: 'done', batch: { status } }) as unknown as QueuedFile
  expect([batch('active'), batch('undone')].map(standingOf)).toEqual(['done', 'undone'])
})
test('a sheet whose header fits no kind has a header, and no text says that it has none', () => {
  for (const [language, key] of [
    ['zh-CN', 'zh'],
    ['en', 'en'],
  ] as const) {
    const kinds = messages[language]['kinds'] as unknown as Record<string, Record<string, string>>
    expect([kinds['reason']?.['no-header'], kinds['skip']?.['no-header']]).toEqual([
      skips['no-header'][key],
      skips['no-header'][key],
    ])
  }
})
