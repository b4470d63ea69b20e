/** Undo and redo through dispatch: handlers know nothing of it, so random commands are the handlers here. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AllHandlers, JobContext } from '../../electron/engine/core/context.ts'
import type { ReadDb, WriteDb } from '../../electron/engine/store/db.ts'
import { handlers } from '../../electron/engine/handlers.ts'
import type { Engine } from '../../electron/engine/index.ts'
import type { ImportBatch } from '../../shared/contract/index.ts'
import { temporaryEngine } from '../helpers/engine.ts'
import { tablesOf } from '../helpers/tables.ts'

/** Bookkeeping that grows or changes by design. */
const bookkeeping = ['audit', 'history', 'history_rows']

interface Bench {
  readonly engine: Engine
  readonly db: () => ReadDb
  run(work: (db: WriteDb) => void): Promise<void>
}
/** An engine whose `entities.note` does whatever the test puts in its place. */
async function bench(change: Partial<AllHandlers> = {}): Promise<Bench> {
  const held: { db: ReadDb | null; work: ((db: WriteDb) => void) | null } = { db: null, work: null }
  const { engine } = await temporaryEngine({
    handlers: {
      ...handlers,
      'entities.note': (context) => {
        held.work?.(context.db)
        context.describe({ text: 'x' })
        return null
      },
      'entities.kinds': ({ db }) => {
        held.db = db
        return []
      },
      ...change,
    },
  })
  await engine.call('entities.kinds', {})
  return {
    engine,
    db: () =>
      held.db ??
      (() => {
        throw new Error('no connection')
      })(),
    async run(work) {
      held.work = work
      await engine.call('entities.note', { entityId: 1, note: '' })
    },
  }
}
const entries = async (
  engine: Engine,
): Promise<readonly { historyId: number; status: string; action: string }[]> =>
  (await engine.call('history.list', { limit: 1000 })).entries

type Action = { readonly sql: string; readonly values: readonly (string | number | null)[] }
const chart = fc.integer({ min: 1, max: 4 })
const entity = fc.oneof(fc.integer({ min: 1, max: 4 }), fc.constant(Number.MAX_SAFE_INTEGER))
const place = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(null))
const name = fc.string({ unit: 'grapheme', maxLength: 6 })
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({
    sql: fc.constant(
      'INSERT OR IGNORE INTO charts (chart_id, name, settings, created_at, updated_at) VALUES (?, ?, ?, ?, ?)',
    ),
    values: fc.tuple(chart, name, name, name, name),
  }),
  fc.record({
    sql: fc.constant(
      'INSERT OR REPLACE INTO charts (chart_id, name, settings, created_at, updated_at) VALUES (?, ?, ?, ?, ?)',
    ),
    values: fc.tuple(chart, name, name, name, name),
  }),
  fc.record({
    sql: fc.constant('UPDATE charts SET name = ? WHERE chart_id >= ?'),
    values: fc.tuple(name, chart),
  }),
  fc.record({ sql: fc.constant('DELETE FROM charts WHERE chart_id = ?'), values: fc.tuple(chart) }),
  fc.record({
    sql: fc.constant('INSERT OR REPLACE INTO chart_nodes (chart_id, entity_id, x, y) VALUES (?, ?, ?, ?)'),
    values: fc.tuple(chart, entity, place, place),
  }),
  fc.record({
    sql: fc.constant('UPDATE chart_nodes SET x = ?, pinned = 1 - pinned WHERE entity_id <> ?'),
    values: fc.tuple(place, entity),
  }),
  fc.record({
    sql: fc.constant(
      'UPDATE OR IGNORE chart_nodes SET entity_id = entity_id - 1 WHERE chart_id = ? AND entity_id > 1',
    ),
    values: fc.tuple(chart),
  }),
  fc.record({ sql: fc.constant('DELETE FROM chart_nodes'), values: fc.constant([]) }),
  fc.record({
    sql: fc.constant('INSERT INTO entity_notes VALUES (?, ?) ON CONFLICT DO UPDATE SET note = excluded.note'),
    values: fc.tuple(entity, name),
  }),
)
const command = fc.record({ actions: fc.array(action, { minLength: 1, maxLength: 5 }) })

test('whatever commands do, undoing all of them brings back every row, and redoing all of them does them again', async () => {
  const { engine, db, run } = await bench()
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 1, maxLength: 8 }), async (commands) => {
      const before = tablesOf(db(), bookkeeping)
      const from = (await entries(engine))[0]?.historyId ?? 0
      for (const { actions } of commands) {
        await run((target) => {
          for (const { sql, values } of actions) target.prepare(sql).run(...values)
        })
      }
      const after = tablesOf(db(), bookkeeping)
      const steps = (await entries(engine)).filter(
        (entry) => entry.historyId > from && entry.status === 'done',
      )
      for (const _step of steps) await engine.call('history.undo', {})
      expect(tablesOf(db(), bookkeeping)).toEqual(before)
      for (const _step of steps) await engine.call('history.redo', {})
      expect(tablesOf(db(), bookkeeping)).toEqual(after)
    }),
    { numRuns: 60 },
  )
})

const addChart =
  (id: number, chartName = '图') =>
  (db: WriteDb): void => {
    db.prepare("INSERT INTO charts VALUES (?, ?, '{}', '', '')").run(id, chartName)
  }
const rename =
  (id: number, chartName: string) =>
  (db: WriteDb): void => {
    db.prepare('UPDATE charts SET name = ? WHERE chart_id = ?').run(chartName, id)
  }

test('undo to an earlier step takes back everything after it and it too; redo to a later step brings all back', async () => {
  const { engine, db, run } = await bench()
  await run(addChart(1))
  await run(rename(1, '二'))
  await run(rename(1, '三'))
  const [third, second] = await entries(engine)
  expect((await engine.call('history.undo', { to: second?.historyId })).historyId).toBe(second?.historyId)
  expect(db().prepare('SELECT name FROM charts').pluck().all()).toEqual(['图'])
  await engine.call('history.redo', { to: third?.historyId })
  expect(db().prepare('SELECT name FROM charts').pluck().all()).toEqual(['三'])
  await expect(engine.call('history.redo', { to: third?.historyId })).rejects.toMatchObject({
    code: 'nothing-to-redo',
  })
  await expect(engine.call('history.undo', { to: 4711 })).rejects.toMatchObject({ code: 'nothing-to-undo' })
})

test('a new command cuts off what was undone', async () => {
  const { engine, run } = await bench()
  await run(addChart(1))
  await run(rename(1, '二'))
  await engine.call('history.undo', {})
  await run(rename(1, '另一个'))
  expect(await engine.call('history.list', { limit: 10 })).toMatchObject({
    canRedo: false,
    entries: [{ status: 'done' }, { status: 'done' }],
  })
  await expect(engine.call('history.redo', {})).rejects.toMatchObject({ code: 'nothing-to-redo' })
})

test('a command that changed nothing leaves neither history nor audit row nor event', async () => {
  const { engine, run } = await bench()
  await run(addChart(1))
  const audit = await engine.call('audit.list', { offset: 0, limit: 1 })
  let events = 0
  engine.on('changed', () => {
    events += 1
  })
  await run(() => undefined)
  await run(rename(1, '图'))
  await run((db) => {
    rename(1, '暂时')(db)
    rename(1, '图')(db)
  })
  expect(await entries(engine)).toHaveLength(1)
  expect(await engine.call('audit.list', { offset: 0, limit: 1 })).toEqual(audit)
  expect(events).toBe(0)
})

test('a command that throws half-way leaves no row', async () => {
  const { engine, db, run } = await bench()
  await expect(
    run((target) => {
      addChart(1)(target)
      throw new Error('half-way')
    }),
  ).rejects.toMatchObject({ code: 'internal' })
  expect(db().prepare('SELECT count(*) FROM charts').pluck().get()).toBe(0)
  expect(await entries(engine)).toEqual([])
})

test('a command that writes journaled rows and others beside them is refused whole', async () => {
  const { engine, db, run } = await bench()
  await expect(
    run((target) => {
      addChart(1)(target)
      target
        .prepare("INSERT INTO entities (entity_id, kind, key, label) VALUES (1, 'person', 'k', 'l')")
        .run()
    }),
  ).rejects.toMatchObject({ code: 'internal' })
  await expect(
    run((target) => {
      addChart(1)(target)
      // The view column of a journaled table is none of a command's business either.
      target.prepare('UPDATE charts SET settings = \'{"layout":"tree"}\'').run()
    }),
  ).rejects.toMatchObject({ code: 'internal' })
  expect(db().prepare('SELECT count(*) FROM charts').pluck().get()).toBe(0)
  expect(await entries(engine)).toEqual([])
})

test('a command cannot write where undo does not reach', async () => {
  const { db, run } = await bench()
  await expect(
    run((target) => {
      target
        .prepare("INSERT INTO entities (entity_id, kind, key, label) VALUES (1, 'person', 'k', 'l')")
        .run()
    }),
  ).rejects.toMatchObject({ code: 'internal' })
  expect(db().prepare('SELECT count(*) FROM entities').pluck().get()).toBe(0)
})

test('undo is refused, and changes nothing, when something outside the history changed a row of the step', async () => {
  const { engine, db, run } = await bench({
    'records.export': (context) => {
      context.write({ action: 'outside', params: {}, topics: [] }, (target) => {
        target.prepare("UPDATE charts SET name = '外部'").run()
      })
      return Promise.resolve({ fileId: '', fileName: '', rows: 0 })
    },
  })
  await run(addChart(1))
  await run(addChart(2))
  await engine.call('records.export', { scope: { kind: 'x' }, format: 'csv' })
  const before = tablesOf(db())
  await expect(engine.call('history.undo', {})).rejects.toMatchObject({ code: 'undo-blocked' })
  expect(tablesOf(db())).toEqual(before)
})

test('a step of a job with a batch is undone and redone through the batch, in one transaction with its status', async () => {
  const calls: string[] = []
  const write =
    (name: string, count: number) =>
    (context: JobContext, { batchId }: { readonly batchId: number }): Promise<ImportBatch> => {
      calls.push(`${name} ${batchId}`)
      return context.transaction<ImportBatch>(async (db) => {
        await Promise.resolve()
        db.prepare("INSERT OR REPLACE INTO meta (key, value) VALUES ('rows', ?)").run(String(count))
        return {
          value: {} as never,
          entry: { action: name, params: { batch: batchId }, topics: ['records'], history: { batchId } },
        }
      })
    }
  const { engine, db } = await bench({
    'import.run': (context) => write('import.run', 5)(context, { batchId: 7 }),
    'import.undo': write('import.undo', 0),
    'import.redo': write('import.redo', 5),
  })
  const rows = (): unknown => db().prepare("SELECT value FROM meta WHERE key = 'rows'").pluck().get()
  await engine.call('import.run', { fileId: '0'.repeat(32) })
  expect(await entries(engine)).toMatchObject([{ action: 'import.run', status: 'done' }])
  await engine.call('history.undo', {})
  expect([rows(), calls.at(-1)]).toEqual(['0', 'import.undo 7'])
  expect(await entries(engine)).toMatchObject([{ action: 'import.run', status: 'undone' }])
  await engine.call('history.redo', {})
  expect([rows(), calls.at(-1)]).toEqual(['5', 'import.redo 7'])
  // Taken back by hand, the import is a step of its own; undoing that brings the rows again.
  await engine.call('import.undo', { batchId: 7 })
  expect(await entries(engine)).toMatchObject([
    { action: 'import.undo', status: 'done' },
    { action: 'import.run', status: 'done' },
  ])
  await engine.call('history.undo', {})
  expect([rows(), calls.at(-1)]).toEqual(['5', 'import.redo 7'])
  const { entries: audit } = await engine.call('audit.list', { offset: 0, limit: 100 })
  expect(audit.map((entry) => entry.action).slice(0, 5)).toEqual([
    'import.redo',
    'import.undo',
    'import.redo',
    'import.undo',
    'import.run',
  ])
})
