/** A clock that went back: the log says so, in order, once a jump; verification remarks on it and finds no fault. */
import Database from 'better-sqlite3-multiple-ciphers'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { appendAudit } from '../../electron/engine/store/audit.ts'
import { engineAt, temporaryFolder } from '../helpers/engine.ts'

async function desk() {
  const folder = temporaryFolder()
  let time = Date.UTC(2026, 10, 30, 10, 0, 0)
  const offset = new Date(time).getTimezoneOffset() * 60_000
  const engine = engineAt(folder, { now: () => new Date(time + offset) })
  await engine.call('workspace.create', { name: '案', passphrase: null })
  const [listing] = (await engine.call('workspace.read', {})).cases
  const caseRef = listing?.caseRef ?? ''
  return {
    engine,
    path: join(folder, 'cases', '案.lzcase'),
    /** The clock goes on, or back, by so many seconds. */
    pass: (seconds: number) => {
      time += seconds * 1000
    },
    open: () => engine.call('workspace.open', { caseRef }),
    close: () => engine.call('workspace.close', {}),
    chart: (name: string) => engine.call('charts.create', { name }),
    jumps: async () =>
      (await engine.call('audit.list', { offset: 0, limit: 100 })).entries
        .filter(({ action }) => action === 'clock.back')
        .map(({ params }) => `${String(params['was']).slice(11)}→${String(params['now']).slice(11)}`)
        .reverse(),
    remarks: async () => {
      const { ok, checks } = await engine.call('case.verify', {})
      const chain = checks.find(({ check }) => check === 'audit-chain')
      return { ok, notes: chain?.notes.map(({ code, values }) => `${code} #${values['seq']}`) }
    },
  }
}

test('a jump of more than two minutes is said by a row of its own before the command, at the limit it is not', async () => {
  const { chart, pass, jumps, engine, remarks } = await desk()
  pass(600)
  await chart('一')
  pass(-120)
  await chart('二')
  expect(await jumps()).toEqual([])
  pass(-1)
  await chart('三')
  expect(await jumps()).toEqual(['10:10:00→10:07:59'])
  // What follows goes by the new clock.
  pass(30)
  await chart('四')
  pass(3600)
  await chart('五')
  expect(await jumps()).toHaveLength(1)
  pass(-86_400 * 2200)
  await chart('六')
  await chart('七')
  expect(await jumps()).toEqual(['10:10:00→10:07:59', '11:08:29→11:08:29'])
  const { entries } = await engine.call('audit.list', { offset: 0, limit: 2 })
  expect(entries.map(({ action }) => action)).toEqual(['charts.create', 'charts.create'])
  expect(await remarks()).toMatchObject({ ok: true, notes: ['clock-back #5', 'clock-back #9'] })
})

test('what changes nothing leaves no row, an opening and the end of a job do; undo goes on in its order', async () => {
  const { engine, chart, pass, jumps, open, close } = await desk()
  await chart('一')
  pass(-7200)
  await engine.call('charts.list', {})
  expect(await jumps()).toEqual([])
  await close()
  await open()
  expect(await jumps()).toEqual(['10:00:00→08:00:00'])
  pass(-7200)
  const file = join(temporaryFolder(), 'a.csv')
  writeFileSync(file, '姓名,手机号\n张三,13812345678\n')
  const fileId = engine.files.grant(file, { fileName: 'a.csv' })
  await engine.call('import.run', { fileId })
  expect(await jumps()).toEqual(['10:00:00→08:00:00', '08:00:00→06:00:00'])
  await engine.call('history.undo', {})
  await engine.call('history.undo', {})
  expect(await engine.call('charts.list', {})).toEqual([])
  expect(await jumps()).toHaveLength(2)
})

test('a log of a program that did not say so is remarked on where an opening goes back, not where a long job ends late', async () => {
  const { path, close, open, remarks, chart } = await desk()
  await chart('一')
  await close()
  const db = new Database(path)
  const caseId = db.prepare<[], string>("SELECT value FROM meta WHERE key = 'caseId'").pluck().get() ?? ''
  const append = (at: string, action: string) =>
    appendAudit(db, caseId, { at, operator: '甲', action, params: {} })
  append('2026-11-30 10:30:00', 'workspace.open')
  append('2026-11-30 10:10:00', 'search.index')
  append('2026-11-30 09:00:00', 'workspace.open')
  append('不是时间', 'workspace.open')
  db.close()
  await open()
  const { notes } = await remarks()
  // The text that is no time tells nothing by itself.
  expect(notes?.[0]).toBe('clock-back #6')
})
