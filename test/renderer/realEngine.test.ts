import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createPinia, setActivePinia } from 'pinia'
import { expect, test, vi } from 'vitest'
import { api, useConnection } from '../../renderer/api/index.ts'
import { useChanges } from '../../renderer/stores/changes.ts'
import { useHistory } from '../../renderer/stores/history.ts'
import { useOverview } from '../../renderer/stores/overview.ts'
import { useReports } from '../../renderer/stores/reports.ts'
import { useSearch } from '../../renderer/stores/search.ts'
import { useWorkspace } from '../../renderer/stores/workspace.ts'
import { engineAt, temporaryFolder } from '../helpers/engine.ts'
import { numberOf } from '../helpers/figures.ts'
import { fakeConnection } from './fakeConnection.ts'

// Three people with three identity numbers.
const people =
  '姓名,身份证号,手机号\n张三,110101199003074514,13800138000\n李四,110101198807232114,13900139000\n王五,110101197512019338,13700137000\n'

test('the stores on the engine itself: create, import, overview, search, undo, redo, verify, report, close', async () => {
  vi.stubGlobal('document', { documentElement: { lang: '' } })
  setActivePinia(createPinia())
  const folder = temporaryFolder()
  const engine = engineAt(folder)
  useConnection({ ...fakeConnection().connection, client: engine })
  const [workspace, history, overview, search, reports, changes] = [
    useWorkspace(),
    useHistory(),
    useOverview(),
    useSearch(),
    useReports(),
    useChanges(),
  ]
  changes.listen()
  workspace.listen()
  await workspace.refresh()
  await workspace.create({ name: '试案', passphrase: null })

  const file = join(folder, '人员登记表.csv')
  writeFileSync(file, people)
  await api.call('import.run', { fileId: engine.files.grant(file) })
  await overview.refresh()
  expect([
    numberOf(overview.measures.find(({ id }) => id === 'people.count')?.value),
    overview.overview?.highlights[0]?.measure,
    overview.batches[0]?.reconciliation,
  ]).toEqual([3, 'people.count', { read: 3, accepted: 3, duplicate: 0, rejected: 0, skipped: 0 }])
  await vi.waitFor(() => {
    expect(workspace.openCase?.counts.records).toBe(3)
  })

  await search.find('张三')
  expect(search.hits[0]).toMatchObject({ type: 'entity', kind: 'person', label: '张三', nameOnly: false })

  await history.refresh()
  expect([
    history.canUndo,
    history.canRedo,
    history.entries.map(({ action, status }) => [action, status]),
  ]).toEqual([true, false, [['import.run', 'done']]])
  await history.undo()
  await overview.refresh()
  expect([history.canRedo, overview.tables.reduce((sum, { count }) => sum + count, 0)]).toEqual([true, 0])
  await history.redo()
  await overview.refresh()
  expect(numberOf(overview.measures.find(({ id }) => id === 'people.count')?.value)).toBe(3)

  expect((await history.verify()).checks.map(({ check, ok }) => [check, ok])).toEqual([
    ['schema', true],
    ['integrity', true],
    ['audit-chain', true],
    ['heads', true],
    ['originals', true],
    ['log', true],
    ['rows', true],
    ['reconciliation', true],
    ['references', true],
    ['steps', true],
    ['derived', true],
    ['index', true],
    ['kept-figures', true],
    ['completeness', true],
  ])
  const made = await reports.makeWorkbook({ language: 'zh-CN' })
  expect(reports.exported.map(({ sha256, size }) => [sha256, size])).toEqual([[made.sha256, made.size]])

  await workspace.close()
  expect([workspace.openCase, workspace.state?.cases.map(({ name }) => name)]).toEqual([null, ['试案']])
})
