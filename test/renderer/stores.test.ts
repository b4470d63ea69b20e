import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, test, vi } from 'vitest'
import { useConnection } from '../../renderer/api/index.ts'
import { useChanges } from '../../renderer/stores/changes.ts'
import { useHistory } from '../../renderer/stores/history.ts'
import { useNotices } from '../../renderer/stores/notices.ts'
import { useOverview } from '../../renderer/stores/overview.ts'
import { useReports } from '../../renderer/stores/reports.ts'
import { useSearch } from '../../renderer/stores/search.ts'
import { useSettings } from '../../renderer/stores/settings.ts'
import { useWorkspace } from '../../renderer/stores/workspace.ts'
import type { CaseInfo, Settings, WorkspaceState } from '../../shared/contract/index.ts'
import { AppError } from '../../shared/errors.ts'
import { fakeConnection, settled } from './fakeConnection.ts'

const info: CaseInfo = {
  caseId: 'a',
  name: '案件',
  encrypted: true,
  readOnly: false,
  createdAt: '2026-01-01 10:00:00',
  operator: '',
  formatVersion: 1,
  cipher: 'sqlcipher-4',
  counts: { originals: 0, records: 0, entities: 0, links: 0, charts: 0 },
  incomplete: null,
  factRules: { ofCase: 1, ofProgram: 1 },
  auditSeq: 1,
}
const state: WorkspaceState = {
  version: '0',
  openCase: null,
  cases: [],
  samples: [],
  casesFolderLabel: 'cases',
}
const plain: Settings = {
  language: 'zh-CN',
  theme: 'system',
  operator: '',
  lockAfterMinutes: 15,
  density: 'compact',
  gradeStatements: false,
  rememberEncrypted: false,
  snapshots: 3,
  snapshotGigabytes: 10,
}

beforeEach(() => {
  setActivePinia(createPinia())
  vi.stubGlobal('document', { documentElement: { lang: '', dataset: {} } })
  return () => {
    vi.unstubAllGlobals()
  }
})

test('defining the stores asks the engine nothing', async () => {
  const { connection, calls } = fakeConnection()
  useConnection(connection)
  for (const use of [
    useWorkspace,
    useSettings,
    useHistory,
    useOverview,
    useSearch,
    useReports,
    useNotices,
    useChanges,
  ])
    use()
  await settled()
  expect(calls).toEqual([])
})

test('opening a sample shows how far it is, and what is open afterwards', async () => {
  const { connection, calls } = fakeConnection()
  useConnection(connection)
  const workspace = useWorkspace()
  const opening = workspace.openSample('piracy')
  await settled()
  calls[0]?.progress('sample', 2, 9)
  expect(workspace.running).toEqual({ what: 'sample', stage: 'sample', done: 2, total: 9 })
  calls[0]?.answer(info)
  await settled()
  calls[1]?.answer({ ...state, openCase: info })
  await opening
  expect([calls.map(({ name }) => name), workspace.openCase, workspace.running]).toEqual([
    ['workspace.openSample', 'workspace.read'],
    info,
    null,
  ])
})

test('a job of the workspace is cancelled by its signal, and its failure leaves nothing running', async () => {
  const { connection, calls } = fakeConnection()
  useConnection(connection)
  const workspace = useWorkspace()
  const opening = workspace.openSample('piracy')
  await settled()
  workspace.cancel()
  expect(calls[0]?.aborted()).toBe(true)
  calls[0]?.refuse(new AppError('cancelled', ''))
  await expect(opening).rejects.toMatchObject({ code: 'cancelled' })
  expect([workspace.running, workspace.openCase]).toEqual([null, null])
})

test('a closed case leaves the start, a crashed engine the offer to connect again; nothing is asked a second time', async () => {
  const first = fakeConnection()
  const second = fakeConnection()
  useConnection({ ...first.connection, reconnect: () => Promise.resolve(second.connection) })
  const workspace = useWorkspace()
  workspace.listen()
  const reading = workspace.refresh()
  first.calls[0]?.answer({ ...state, openCase: info })
  await reading
  first.raise('stopped', { reason: 'closed' })
  expect([workspace.openCase, workspace.engineStopped]).toEqual([null, false])
  first.raise('stopped', { reason: 'crashed' })
  expect(workspace.engineStopped).toBe(true)
  const again = workspace.reconnect()
  await settled()
  second.calls[0]?.answer(state)
  await again
  expect([workspace.engineStopped, second.calls.map(({ name }) => name)]).toEqual([false, ['workspace.read']])
  // What was listened to on the first connection is heard from the second.
  second.raise('stopped', { reason: 'crashed' })
  expect(workspace.engineStopped).toBe(true)
})

test('only the answer to the last question of the search is shown', async () => {
  const { connection, calls } = fakeConnection()
  useConnection(connection)
  const search = useSearch()
  const first = search.find('罗')
  const second = search.find('罗志')
  const chart = (label: string) => ({ total: 1, hits: [{ type: 'chart', chartId: 1, label }] })
  calls[1]?.answer(chart('second'))
  calls[0]?.answer(chart('first'))
  await Promise.all([first, second])
  expect([
    calls[0]?.aborted(),
    search.answered,
    search.hits.map((hit) => (hit.type === 'chart' ? hit.label : '')),
  ]).toEqual([true, '罗志', ['second']])
  await search.find('  ')
  expect([search.answered, search.hits, calls.length]).toEqual([null, [], 2])
})

test('an overview asked for before the case was closed does not come back into sight', async () => {
  const { connection, calls } = fakeConnection()
  useConnection(connection)
  const overview = useOverview()
  const reading = overview.refresh()
  overview.clear()
  for (const call of calls) call.answer([])
  await reading
  expect([overview.overview, overview.measures, overview.batches]).toEqual([null, [], []])
})

test('a setting that could not be saved stands as it was', async () => {
  const { connection, calls } = fakeConnection()
  useConnection(connection)
  const settings = useSettings()
  const loading = settings.load()
  calls[0]?.answer(plain)
  await loading
  const saving = settings.save({ language: 'en', theme: 'dark' })
  expect([settings.settings.language, document.documentElement.lang]).toEqual(['en', 'en'])
  calls[1]?.refuse(new AppError('disk-full', ''))
  await expect(saving).rejects.toMatchObject({ code: 'disk-full' })
  expect([settings.settings, document.documentElement.lang]).toEqual([plain, 'zh-CN'])
})

test('a failure is told once while it stands, a cancellation not at all', async () => {
  vi.useFakeTimers()
  const notices = useNotices()
  notices.fail(new AppError('disk-full', ''))
  notices.fail(new AppError('disk-full', ''))
  notices.fail(new AppError('cancelled', ''))
  notices.fail(new AppError('no-case-open', ''))
  const done = vi.fn()
  const id = notices.say('ok', '已导出', undefined, { label: '打开', act: done })
  expect(notices.notices.map(({ tone, heading }) => [tone, heading])).toEqual([
    ['bad', '磁盘空间不足，本次操作没有生效'],
    ['ok', '已导出'],
  ])
  notices.act(id)
  notices.say('ok', '已保存')
  vi.runAllTimers()
  vi.useRealTimers()
  // The failure stays until it is put away; what went well goes by itself.
  expect([notices.notices.map(({ tone }) => tone), done.mock.calls.length]).toEqual([['bad'], 1])
})

test('a change raises the lists of its topics and no others', async () => {
  const { connection, raise } = fakeConnection()
  useConnection(connection)
  const changes = useChanges()
  changes.listen()
  const heard: string[] = []
  changes.whenever(['charts'], () => heard.push('charts'))
  changes.whenever(['records', 'batches'], () => heard.push('rows'))
  raise('changed', { seq: 4, topics: ['records', 'batches', 'history'] })
  await settled()
  expect(heard).toEqual(['rows'])
})
