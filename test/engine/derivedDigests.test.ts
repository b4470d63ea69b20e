/** What the log says of the derived tables is what they are, whatever is done, taken back and brought again; what was done between two transactions stays found. */
import { join } from 'node:path'
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3-multiple-ciphers'
import { expect, test } from 'vitest'
import type { Engine } from '../../electron/engine/index.ts'
import type { Db, WriteDb } from '../../electron/engine/store/db.ts'
import { derivedRoot, digestedNames, emptyRoot } from '../../electron/engine/store/derivedDigests.ts'
import { readLog } from '../../electron/engine/verification/logState.ts'
import { rowsOtherwise } from '../helpers/rowsOtherwise.ts'
import { engineAt, temporaryFolder } from '../helpers/engine.ts'
import { random } from '../helpers/statements.ts'
import { tamper } from '../helpers/tamper.ts'

function look<T>(path: string, work: (db: Db) => T): T {
  const db: WriteDb = new Database(path, { readonly: true })
  try {
    return work(db)
  } finally {
    db.close()
  }
}
/** Tables whose root in the log is not that of their rows; all of them where the log does not hold together. */
function otherwise(path: string): readonly string[] {
  return look(path, (db) => {
    const { derived } = readLog(db)
    return digestedNames.filter(
      (name) => derivedRoot(db, name) !== (derived?.get(name) ?? (derived === null ? '' : emptyRoot)),
    )
  })
}
const changedTables = (path: string): number =>
  look(path, (db) => digestedNames.filter((name) => derivedRoot(db, name) !== emptyRoot).length)

const register = fileURLToPath(
  new URL('../../resources/samples/piracy/01_涉案人员登记表.xlsx', import.meta.url),
)
const names = ['张三', '李四', '王五', '赵六', '钱七', '孙八']
const accounts = [
  '6222020200012345678',
  '6217000010087654321',
  '6228480402564890018',
  '6222021001116245702',
  '6217852000000123456',
  '6225880112345678',
]
/** A statement of one account: what it paid and got, so that each payment stands in two statements; some rows twice, some taken back. */
function statement(next: () => number, own: number, rows: number): string {
  const pick = (count: number): number => Math.floor(next() * count)
  const lines = Array.from({ length: rows }, (_, at) => {
    // The same payments whoever tells them.
    const payer = at % accounts.length
    const payee = (at * 5 + 1) % accounts.length
    const other = payer === own ? payee : payer
    const back = next() < 0.15
    return `2024-03-0${1 + (at % 9)} 10:00:0${at % 10},${accounts[own]},${names[own]},${payer === own ? '付' : '收'},${back ? '-' : ''}${100 + at}.00,${accounts[other]},${names[other]},${back ? '冲正' : '货款'},S${pick(2) * 1000 + at}`
  }).filter((line) => next() < 0.8 && !line.includes('undefined'))
  return [
    '交易时间,本方账号,本方户名,收付标志,交易金额,对方账号,对方户名,摘要,流水号',
    ...lines,
    ...lines.slice(0, 2),
  ].join('\n')
}

interface Case {
  readonly engine: Engine
  readonly folder: string
  readonly path: string
  readonly next: () => number
}
async function freshCase(seed: number): Promise<Case> {
  const folder = temporaryFolder()
  const engine = engineAt(folder)
  await engine.call('workspace.create', { name: '案', passphrase: null })
  const given = { engine, folder, path: join(folder, 'cases', '案.lzcase'), next: random(seed) }
  await engine.call('import.run', { fileId: engine.files.grant(register) })
  return given
}
async function importOne({ engine, folder, next }: Case, number: number): Promise<void> {
  const path = join(folder, `流水${number}.csv`)
  writeFileSync(path, statement(next, number % accounts.length, 30))
  await engine.call('import.run', { fileId: engine.files.grant(path), accept: true })
}

/** What is done, by name; each chooses what it is done to by the given numbers. A refusal is as good as a deed: it leaves nothing. */
const deeds: Readonly<Record<string, (given: Case, number: number) => Promise<unknown>>> = {
  import: importOne,
  undo: ({ engine }) => engine.call('history.undo', {}),
  redoAgain: ({ engine }) => engine.call('history.redo', {}),
  redo: ({ engine }) => engine.call('history.redo', {}),
  takeOut: ({ engine, next }) => engine.call('import.undo', { batchId: 1 + Math.floor(next() * 3) }),
  edit: ({ engine, next }) =>
    engine.call('records.edit', {
      sheetId: 2 + Math.floor(next() * 3),
      row: 2 + Math.floor(next() * 20),
      field: next() < 0.5 ? 'amount' : 'counterName',
      text: next() < 0.5 ? '300.00' : '改名',
      reason: '核对',
    }),
  async merge({ engine, next }) {
    const { rows } = await engine.call('entities.list', {
      kind: 'person',
      sort: 'label',
      offset: 0,
      limit: 9,
    })
    const first = Math.floor(next() * rows.length)
    const ids = [rows[first]?.entityId ?? 0, rows[(first + 1) % rows.length]?.entityId ?? 0]
    return engine.call('identity.merge', { entityIds: ids, note: '同一人' })
  },
  async split({ engine, next }) {
    const { rows } = await engine.call('entities.list', {
      kind: 'person',
      sort: 'label',
      offset: 0,
      limit: 9,
    })
    const entityId = rows[Math.floor(next() * rows.length)]?.entityId ?? 0
    const [choice] = await engine.call('identity.splitChoices', { entityId })
    const { kind = '', field = '', value = '' } = choice ?? {}
    return engine.call('identity.split', {
      entityId,
      label: '另一人',
      conditions: [{ kind, field, value }],
      note: '',
    })
  },
  withdraw: ({ engine, next }) =>
    engine.call('identity.withdraw', { claimIds: [1 + Math.floor(next() * 3)] }),
  async apart({ engine }) {
    const { rows } = await engine.call('pairs.list', { kind: 'transfer', offset: 0, limit: 5 })
    return engine.call('pairs.takeApart', { kind: 'transfer', recordId: rows[0]?.payer.recordId ?? 0 })
  },
  forget: ({ engine, next }) =>
    engine.call('pairs.forget', { kind: 'transfer', recordId: 1 + Math.floor(next() * 30) }),
  tag: ({ engine, next }) =>
    engine.call('tags.save', { name: `重点${Math.floor(next() * 99)}`, colour: 'red' }),
  async reopen({ engine, path }) {
    await engine.call('workspace.close', {})
    await engine.call('workspace.open', { place: engine.files.grant(path) })
  },
  async passphrase({ engine }) {
    await engine.call('workspace.changePassphrase', { current: null, next: null } as never)
  },
}

test.each([1, 2, 3, 4])(
  'after whatever was done the log says what is there (%i)',
  async (seed) => {
    const given = await freshCase(seed)
    await importOne(given, 0)
    await importOne(given, 1)
    expect(otherwise(given.path)).toEqual([])
    const list = Object.keys(deeds)
    const done = new Set<string>()
    for (let step = 0; step < 36; step += 1) {
      const name = list[Math.floor(given.next() * list.length)] ?? ''
      const refused = await deeds[name]?.(given, step).then(
        () => false,
        () => true,
      )
      if (refused === false) done.add(name)
      expect([step, name, ...otherwise(given.path)]).toEqual([step, name])
      expect(look(given.path, rowsOtherwise)).toBe(0)
    }
    expect(done.size).toBeGreaterThan(5)
    expect(changedTables(given.path)).toBeGreaterThan(2)
  },
  120_000,
)

test.each([
  ['a link', 'UPDATE links SET count = count + 1 WHERE link_id = (SELECT min(link_id) FROM links)', 'links'],
  ['a label', "UPDATE entities SET label = '别人' WHERE kind = 'person'", 'entities'],
  ['a value of an entity', 'UPDATE identifiers SET records = records + 1', 'identifiers'],
  [
    'a repeat',
    'UPDATE r_transfer SET duplicate_of = (SELECT min(record_id) FROM r_transfer) WHERE row = 5',
    'r_transfer',
  ],
  ['a pair', 'UPDATE r_transfer SET mirror_of = NULL WHERE mirror_of IS NOT NULL', 'r_transfer'],
  ['which record has which place', 'UPDATE r_transfer SET record_id = 1000 - record_id', 'r_transfer'],
])(
  '%s changed from outside is found, also after the program wrote over it',
  async (_, change, table) => {
    const given = await freshCase(9)
    await importOne(given, 0)
    await importOne(given, 1)
    await given.engine.call('workspace.close', {})
    tamper(given.path, change)
    expect(otherwise(given.path)).toEqual([table])
    await given.engine.call('workspace.open', { place: given.engine.files.grant(given.path) })
    await importOne(given, 2)
    // The log does not follow from row to row any more.
    expect(look(given.path, (db) => readLog(db).derived)).toBeNull()
  },
  60_000,
)

test('a transaction that was rolled back leaves nothing in the digests of the next', async () => {
  const given = await freshCase(5)
  await importOne(given, 0)
  const controller = new AbortController()
  const path = join(given.folder, '长.csv')
  writeFileSync(path, statement(given.next, 2, 4_000))
  await expect(
    given.engine.call(
      'import.run',
      { fileId: given.engine.files.grant(path), accept: true },
      {
        signal: controller.signal,
        onProgress: ({ stage }) => {
          if (stage !== 'rows') controller.abort()
        },
      },
    ),
  ).rejects.toMatchObject({ code: 'cancelled' })
  expect(otherwise(given.path)).toEqual([])
  await importOne(given, 1)
  expect(otherwise(given.path)).toEqual([])
}, 60_000)
