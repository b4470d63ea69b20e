/** Nothing of a case may be shown, answered or done once another case is open. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createPinia, setActivePinia, type StoreGeneric } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useConnection } from '../../renderer/api/index.ts'
import { caseApi, caseChanged } from '../../renderer/stores/caseBound.ts'
import { useHistory } from '../../renderer/stores/history.ts'
import { useIdentity } from '../../renderer/stores/identity.ts'
import { useNotices } from '../../renderer/stores/notices.ts'
import { usePairs } from '../../renderer/stores/pairs.ts'
import { useRowEditor } from '../../renderer/stores/rowEditor.ts'
import { useTableMarks } from '../../renderer/stores/tableMarks.ts'
import { useTables } from '../../renderer/stores/tables.ts'
import { useWorkspace } from '../../renderer/stores/workspace.ts'
import { engineAt, temporaryFolder } from '../helpers/engine.ts'
import { fakeConnection, settled } from './fakeConnection.ts'

const folder = resolve(import.meta.dirname, '../../renderer/stores')
const storeFiles = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.ts'),
)

beforeEach(() => {
  vi.stubGlobal('document', { documentElement: { lang: '' } })
  setActivePinia(createPinia())
})
afterEach(() => {
  vi.unstubAllGlobals()
})

test('a store asks about a case through caseApi alone, and registers what it forgets', () => {
  /** Of the machine and its desk, or the way to the case itself. */
  const ofNoCase = [
    'caseBound.ts',
    'caseSnapshots.ts',
    'changes.ts',
    'diagnostics.ts',
    'settings.ts',
    'signingKey.ts',
    'workspace.ts',
    'import/mappings.ts',
    'collision/series.ts',
  ]
  const texts = storeFiles.map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))
  const importsApi = /import \{[^}]*\bapi\b[^}]*\} from '(?:\.\.\/)+api\/index\.ts'/
  expect(
    texts
      .filter(({ name, text }) => importsApi.test(text) && !ofNoCase.includes(name))
      .map(({ name }) => name),
  ).toEqual([])
  expect(
    texts
      .filter(({ text }) => /\bcaseApi\b/.test(text) && text.includes('defineStore('))
      .filter(({ name, text }) => !text.includes('onCaseChange(') && !ofNoCase.includes(name))
      .map(({ name }) => name),
  ).toEqual([])
})

/** What a person has set up for working at this desk; it says nothing of a case. */
const deskState: Readonly<Record<string, readonly string[]>> = {
  changes: ['revision'],
  // Ends with what is under way, which the next case refuses.
  chartExport: ['working'],
  chartTimes: ['open'],
  collision: ['tab', 'version', 'job', 'readAs'],
  history: ['busy', 'verifying'],
  identity: ['job'],
  imports: ['paused', 'moving'],
  navigation: ['inspectorWidth'],
  notices: ['notices'],
  original: ['version', 'searching'],
  quality: ['version'],
  // The sections a report can have are the program's.
  reports: ['running', 'sections'],
  tables: ['version', 'exporting'],
}
const ofTheMachine = [
  'caseSnapshots',
  'changes',
  'diagnostics',
  'mappings',
  'settings',
  'signingKey',
  'startDialogs',
  'workspace',
]
/** Something else than what stands there, of a like form. */
function soiled(value: unknown): unknown {
  if (Array.isArray(value)) return [...value, { key: 1, state: 'done', batch: null, plans: [] }]
  if (value instanceof Map) return new Map([...value, [9_999, { stage: 'soiled' }]])
  if (value instanceof Set) return new Set([...value, 'soiled'])
  switch (typeof value) {
    case 'number':
      return value + 9_999
    case 'boolean':
      return !value
    case 'string':
      return `${value} soiled`
    default:
      return value === null ? { soiled: true } : { ...(value as object), soiled: true }
  }
}

test('every store forgets everything it holds of a case', async () => {
  useConnection(fakeConnection().connection)
  const stores: StoreGeneric[] = []
  for (const name of storeFiles.filter((file) =>
    readFileSync(join(folder, file), 'utf8').includes('defineStore('),
  ))
    for (const [exported, use] of Object.entries(
      (await import(join(folder, name))) as Record<string, () => StoreGeneric>,
    ))
      if (exported.startsWith('use')) stores.push(use())
  const bound = stores.filter(({ $id }) => !ofTheMachine.includes($id))
  expect(bound.length).toBeGreaterThan(18)
  const before = bound.map((store) => ({ ...store.$state }))
  for (const store of bound)
    for (const field of Object.keys(store.$state))
      if (!(deskState[store.$id] ?? []).includes(field)) store[field] = soiled(store[field])
  caseChanged()
  expect(
    bound.flatMap((store, at) =>
      Object.entries(store.$state)
        .filter(([field]) => !(deskState[store.$id] ?? []).includes(field))
        .filter(
          ([field, value]) =>
            JSON.stringify([value]) !== JSON.stringify([before[at]?.[field]]) ||
            size(value) !== size(before[at]?.[field]),
        )
        .map(([field]) => `${store.$id}.${field}`),
    ),
  ).toEqual([])
})
const size = (value: unknown) => (value instanceof Map || value instanceof Set ? value.size : 0)

test('an answer that comes after the case has changed is refused, cancelled in the engine, and its progress unheard', async () => {
  const { connection, calls } = fakeConnection()
  useConnection(connection)
  const stages: string[] = []
  const asked = caseApi.call('quality.list', {}, { onProgress: ({ stage }) => stages.push(stage) })
  calls[0]?.progress('one', 0, null)
  caseChanged()
  calls[0]?.progress('two', 0, null)
  calls[0]?.answer([])
  await expect(asked).rejects.toMatchObject({ code: 'no-case-open' })
  expect([calls[0]?.aborted(), stages]).toEqual([true, ['one']])
})

test('the tags, views, pairs and fields of a former case never reach the next, neither kept nor late', async () => {
  const { connection, calls } = fakeConnection()
  useConnection(connection)
  const [marks, pairs, editor, tables] = [useTableMarks(), usePairs(), useRowEditor(), useTables()]
  const answers: Readonly<Record<string, unknown>> = {
    'tags.list': [{ tagId: 1, name: '前案的标签', colour: 'red', rows: 1 }],
    'views.list': [{ viewId: 1, kind: 'person', name: '前案的视图' }],
    'pairs.read': { state: 'single' },
    'tables.list': [{ kind: 'person', count: 3 }],
  }
  const ask = () =>
    [
      marks.refreshTags(),
      marks.refreshViews('person'),
      pairs.open({ kind: 'person', recordId: 1 }),
      tables.refreshList(),
      editor.open(1, 1),
    ].map((asked) => asked.catch((error: unknown) => error))
  const answer = () => {
    for (const call of calls.splice(0)) call.answer(answers[call.name])
  }
  const held = () => [marks.tags, marks.views, pairs.pairing, pairs.row, tables.tables, editor.row]
  void ask()
  answer()
  await settled()
  expect(held().slice(0, 3)).toEqual([answers['tags.list'], answers['views.list'], answers['pairs.read']])
  caseChanged()
  expect(held()).toEqual([[], [], null, null, [], null])
  const late = ask()
  caseChanged()
  answer()
  await Promise.all(late)
  expect(held()).toEqual([[], [], null, null, [], null])
})

test('a step that waits for its turn is not done in the next case, and none of the case before is offered to be undone', async () => {
  const { connection, calls } = fakeConnection()
  useConnection(connection)
  const [history, identity, notices] = [useHistory(), useIdentity(), useNotices()]
  notices.say('ok', '已合并', undefined, { label: '撤销', act: () => void history.undo() })
  const steps = [
    history.undo(),
    history.undo(),
    identity.decide(1, 'accept'),
    identity.decide(2, 'accept'),
  ].map((step) => step.catch((error: unknown) => error))
  await settled()
  expect(calls.map(({ name }) => name)).toEqual(['history.undo', 'identity.decide'])
  caseChanged()
  expect(await Promise.all(steps)).toMatchObject(steps.map(() => ({ code: 'no-case-open' })))
  expect([calls.length, notices.notices]).toEqual([2, []])
})

test('on the engine itself: tags of one case are gone when the next is open, and come back with their case', async () => {
  const engine = engineAt(temporaryFolder())
  useConnection({ ...fakeConnection().connection, client: engine })
  const [workspace, marks] = [useWorkspace(), useTableMarks()]
  workspace.listen()
  await workspace.refresh()
  await workspace.create({ name: '甲案', passphrase: null })
  await marks.saveTag('甲案线人', 'red')
  expect(marks.tags.map(({ name }) => name)).toEqual(['甲案线人'])
  await workspace.close()
  expect(marks.tags).toEqual([])
  await workspace.create({ name: '乙案', passphrase: null })
  expect(marks.tags).toEqual([])
  await marks.refreshTags()
  expect(marks.tags).toEqual([])
  await engine.shutdown()
})
