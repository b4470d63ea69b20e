/** What the chosen sheets come to before they are imported: every row counted, and nothing said that is not known yet. */
import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import type { SheetPreview } from '../../shared/contract/index.ts'
import { newFile, type QueuedFile } from '../../renderer/stores/import/importFiles.ts'
import { lookedAtMost } from '../../renderer/stores/import/importLooks.ts'
import type { SheetPlan } from '../../renderer/stores/import/importPlan.ts'
import { useImports } from '../../renderer/stores/import/imports.ts'
import RunBar from '../../renderer/views/import/RunBar.vue'
import { button, emptyPage } from './page.ts'

const column = (position: number, field: string) => ({
  column: position,
  header: field,
  field,
  confidence: 1,
  reason: 'exact' as const,
  evidence: '',
})
const plan = (place: number, more: Partial<SheetPlan> = {}): SheetPlan => ({
  place,
  index: place,
  firstRow: 1,
  name: `表${place}`,
  kind: 'transfer',
  headerRow: 1,
  headerRows: 1,
  columns: [column(0, 'time'), column(1, 'amount')],
  chosen: true,
  ...more,
})
function preview(
  accepted: number,
  duplicate = 0,
  rejected = 0,
  skipped = 0,
  lookedAt = accepted,
): SheetPreview {
  return {
    rows: [],
    counts: { accepted, duplicate, rejected, skipped, header: 0 } as SheetPreview['counts'],
    lookedAt,
    issues: [],
  }
}
function bar(
  plans: readonly SheetPlan[],
  previews: readonly (SheetPreview | null)[],
  rowCount = 10,
  skip: string | null = null,
) {
  const { mounting } = emptyPage()
  const imports = useImports()
  // Of an inspection only the number of rows and the reason to be left out are read here.
  const inspection = { sheets: plans.map(() => ({ rowCount, skip })) } as unknown as QueuedFile['inspection']
  const file: QueuedFile = { ...newFile(1, '流水.xlsx', 10, '', 'f1'), state: 'ready', plans, inspection }
  imports.lookOf = (_file, place) => {
    const found = previews[place]
    return found === null || found === undefined
      ? null
      : { preview: found, whole: false, error: null, loading: false }
  }
  return mount(RunBar, { props: { file }, ...mounting })
}

test('the four outcomes of all chosen sheets add up to what was read', () => {
  const text = bar([plan(0), plan(1)], [preview(5, 1, 2, 1), preview(3, 0, 0, 2)]).text()
  expect(['接收 8', '重复 1', '退回 2', '跳过 3', '共读 14'].filter((chip) => !text.includes(chip))).toEqual(
    [],
  )
})
test('as long as a sheet is not looked at, the sums say of how many sheets they are', () => {
  expect(bar([plan(0), plan(1)], [preview(5), null]).text()).toContain('已预览 1 / 2 个表')
})
test('counts of a sheet that is longer than what was looked at are called those of its beginning', () => {
  const long = bar([plan(0)], [preview(lookedAtMost, 0, 0, 0, lookedAtMost)], lookedAtMost + 1).text()
  const exact = bar([plan(0)], [preview(lookedAtMost, 0, 0, 0, lookedAtMost)], lookedAtMost).text()
  expect([long.includes('为前'), exact.includes('为前')]).toEqual([true, false])
})
test('a sheet that lacks a column it needs holds up the import of the file, and so does none at all', () => {
  const lacking = bar([plan(0), plan(1, { columns: [column(0, 'time')] })], [preview(5), preview(5)])
  const held = [lacking.text().includes('先补齐必需的列'), button('导入 2 个表').disabled]
  lacking.unmount()
  const none = bar([plan(0, { chosen: false })], [null])
  const nothing = none.text().includes('没有选中的表')
  none.unmount()
  bar([plan(0)], [preview(5)])
  expect([held, nothing, button('导入 1 个表').disabled]).toEqual([[true, true], true, false])
})
test('a file of nothing but sheets no kind fits may be kept as it stands', () => {
  bar([plan(0, { chosen: false, kind: null })], [null], 10, 'no-header')
  expect(button('按原样收入').disabled).toBe(false)
})
