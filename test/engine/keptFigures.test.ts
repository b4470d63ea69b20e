/** Figures kept in the case: there at the next opening, never for another state of the facts or another program. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3-multiple-ciphers'
import { expect, test } from 'vitest'
import type { Engine } from '../../electron/engine/index.ts'
import { engineAt, hostedEngineAt, temporaryEngine } from '../helpers/engine.ts'
import { sample } from './importCase.ts'

const methods = ['overview.read', 'measures.list', 'tables.list', 'quality.list'] as const
const figuresOf = async (engine: Engine): Promise<readonly unknown[]> => {
  const figures = []
  for (const method of methods) figures.push(await engine.call(method, {}))
  return figures
}
/** A case with one import whose kept figures were each replaced by their own name, closed. */
async function markedCase(hosted: boolean) {
  const { engine, folder, casesFolder } = await temporaryEngine({ hosted })
  await engine.call('import.run', { fileId: engine.files.grant(sample('piracy/01_涉案人员登记表.xlsx')) })
  const figures = await figuresOf(engine)
  await engine.shutdown()
  const path = join(casesFolder, readdirSync(casesFolder).find((name) => name.endsWith('.lzcase')) ?? '')
  const db = new Database(path)
  const kept = db.prepare<[], string>('SELECT name FROM kept_figures ORDER BY name').pluck().all()
  db.exec('UPDATE kept_figures SET value = json_quote(name)')
  db.close()
  const open = async (options: { readonly appVersion?: string; readonly readOnly?: boolean } = {}) => {
    const { readOnly = false, ...rest } = options
    const next = hosted ? hostedEngineAt(folder, rest) : engineAt(folder, rest)
    await next.call('workspace.open', { place: next.files.grant(path), readOnly })
    return next
  }
  return { figures, kept, open }
}

test.each([true, false])('are there after a restart (threads: %s), also read-only', async (threads) => {
  const { kept, open } = await markedCase(threads)
  expect(kept).toEqual([...methods].sort())
  for (const readOnly of [false, true]) {
    const engine = await open({ readOnly })
    expect(await figuresOf(engine)).toEqual([...methods])
    await engine.shutdown()
  }
})

test('of another program are made anew', async () => {
  const { figures, open } = await markedCase(false)
  const engine = await open({ appVersion: 'another' })
  expect(await figuresOf(engine)).toEqual(figures)
})

test.each([true, false])('are made anew after each change of the facts (threads: %s)', async (threads) => {
  const { figures, open } = await markedCase(threads)
  const engine = await open()
  const people = (await engine.call('entities.list', { kind: 'person', sort: 'label', offset: 0, limit: 2 }))
    .rows
  const changes: readonly (() => Promise<unknown>)[] = [
    () =>
      engine.call('identity.merge', { entityIds: people.map(({ entityId }) => entityId), note: '同一人' }),
    () => engine.call('history.undo', {}),
    () => engine.call('import.run', { fileId: engine.files.grant(sample('piracy/02_扣押清单.xlsx')) }),
    () => engine.call('history.undo', {}),
  ]
  for (const change of changes) {
    await change()
    const now = await figuresOf(engine)
    for (const [index, method] of methods.entries()) expect(now[index]).not.toEqual(method)
  }
  expect((await figuresOf(engine)).slice(0, 3)).toEqual(figures.slice(0, 3))
})

test('one that the records do not give is named by verification, each of the four', async () => {
  for (const method of methods) {
    const { engine, folder, casesFolder } = await temporaryEngine({ hosted: false })
    await engine.call('import.run', { fileId: engine.files.grant(sample('piracy/01_涉案人员登记表.xlsx')) })
    await figuresOf(engine)
    expect((await engine.call('case.verify', {})).ok).toBe(true)
    await engine.shutdown()
    const path = join(casesFolder, readdirSync(casesFolder).find((name) => name.endsWith('.lzcase')) ?? '')
    const db = new Database(path)
    db.prepare("UPDATE kept_figures SET value = replace(value, '3', '4') || ' ' WHERE name = ?").run(method)
    db.close()
    const next = engineAt(folder)
    await next.call('workspace.open', { place: next.files.grant(path) })
    const { ok, checks } = await next.call('case.verify', {})
    expect([ok, checks.filter((check) => !check.ok)]).toMatchObject([
      false,
      [{ check: 'kept-figures', ok: false, looked: 4, detail: method }],
    ])
    await next.shutdown()
  }
})
