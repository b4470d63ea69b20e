/** What hangs on what people add: derived again after command, job, undo and redo, in their transaction. */
import { expect, test } from 'vitest'
import type { Consequence } from '../../electron/engine/store/consequence.ts'
import type { ReadDb } from '../../electron/engine/store/db.ts'
import { handlers } from '../../electron/engine/handlers.ts'
import { temporaryEngine } from '../helpers/engine.ts'

const derivedLabels = (db: ReadDb): unknown[] =>
  db.prepare('SELECT entity_id, label FROM entities ORDER BY entity_id').all()

/** Entities' labels follow their notes; every call is remembered. */
async function bench(apply?: Consequence['apply']) {
  const calls: { readonly before: unknown; readonly after: unknown }[][] = []
  const held: { db: ReadDb | null } = { db: null }
  const { engine } = await temporaryEngine({
    handlers: {
      ...handlers,
      'entities.kinds': ({ db }) => {
        held.db = db
        return []
      },
      'entities.note': ({ db, describe }, { entityId, note }) => {
        describe({ entity: entityId })
        if (note === '') db.prepare('DELETE FROM entity_notes WHERE entity_id = ?').run(entityId)
        else
          db.prepare(
            'INSERT INTO entity_notes VALUES (?, ?) ON CONFLICT DO UPDATE SET note = excluded.note',
          ).run(entityId, note)
        return null
      },
      'report.workbook': (context) => {
        context.write({ action: 'test.job', params: {}, topics: [], history: { batchId: null } }, (db) => {
          db.prepare("INSERT INTO entity_notes VALUES (7, 'by a job')").run()
        })
        return Promise.resolve({ fileId: '', fileName: '', size: 0, sha256: '' })
      },
    },
    consequences: [
      {
        tables: ['entity_notes'],
        apply:
          apply ??
          ((db, changes) => {
            calls.push(
              changes.map(({ before, after }) => ({
                before: before?.['note'] ?? null,
                after: after?.['note'] ?? null,
              })),
            )
            for (const { before, after } of changes) {
              const entityId = (after ?? before)?.['entity_id'] ?? null
              db.prepare('DELETE FROM entities WHERE entity_id = ?').run(entityId)
              if (after !== null)
                db.prepare(
                  "INSERT INTO entities (entity_id, kind, key, label) VALUES (?, 'person', ?, ?)",
                ).run(entityId, `name:${String(entityId)}`, after['note'] ?? null)
            }
            return ['entities']
          }),
      },
    ],
  })
  await engine.call('entities.kinds', {})
  const db = held.db
  if (db === null) throw new Error('no connection')
  return { engine, db, calls }
}

test('what hangs on a change is derived with the command, taken back with undo, brought again with redo', async () => {
  const { engine, db, calls } = await bench()
  await engine.call('entities.note', { entityId: 1, note: 'one' })
  await engine.call('entities.note', { entityId: 1, note: 'two' })
  expect(derivedLabels(db)).toEqual([{ entity_id: 1, label: 'two' }])
  await engine.call('history.undo', {})
  expect(derivedLabels(db)).toEqual([{ entity_id: 1, label: 'one' }])
  await engine.call('history.undo', {})
  expect(derivedLabels(db)).toEqual([])
  await engine.call('history.redo', {})
  expect(derivedLabels(db)).toEqual([{ entity_id: 1, label: 'one' }])
  expect(calls).toEqual([
    [{ before: null, after: 'one' }],
    [{ before: 'one', after: 'two' }],
    [{ before: 'two', after: 'one' }],
    [{ before: 'one', after: null }],
    [{ before: null, after: 'one' }],
  ])
})

test('a command that touches none of the tables leaves the consequence alone', async () => {
  const { engine, calls } = await bench()
  await engine.call('charts.create', { name: '链图' })
  expect(calls).toEqual([])
})

test('a job may leave a step of the history without an import, with its consequences', async () => {
  const { engine, db } = await bench()
  await engine.call('report.workbook', {})
  expect(derivedLabels(db)).toEqual([{ entity_id: 7, label: 'by a job' }])
  await engine.call('history.undo', {})
  expect(derivedLabels(db)).toEqual([])
  expect(db.prepare('SELECT count(*) AS n FROM entity_notes').get()).toEqual({ n: 0 })
})

test('when a consequence fails, neither it nor the command has happened', async () => {
  const { engine, db } = await bench(() => {
    throw new Error('broken')
  })
  await expect(engine.call('entities.note', { entityId: 1, note: 'one' })).rejects.toMatchObject({
    code: 'internal',
  })
  expect(db.prepare('SELECT count(*) AS n FROM entity_notes').get()).toEqual({ n: 0 })
})

test('a consequence that writes what people add is refused', async () => {
  const { engine, db } = await bench((inner) => {
    inner.prepare("INSERT INTO entity_notes VALUES (9, 'own')").run()
    return []
  })
  await expect(engine.call('entities.note', { entityId: 1, note: 'one' })).rejects.toMatchObject({
    code: 'internal',
  })
  expect(db.prepare('SELECT count(*) AS n FROM entity_notes').get()).toEqual({ n: 0 })
})
