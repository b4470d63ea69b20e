/** kill -9 in the midst of work: what was acknowledged is there, nothing is half there, the case verifies, and every snapshot is whole or none. */
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { otherProcess } from '../helpers/caseFiles.ts'
import { engineAt, temporaryFolder } from '../helpers/engine.ts'
import { killedWork } from '../helpers/killedWork.ts'

const long = process.env['LZ_LONG'] === '1'
const kills = long ? 25 : 2
const csv = '姓名,手机号\n张三,13812345678\n李四,13987654321\n王五,13700001111\n'

test.each(Object.keys(killedWork))(
  '%s: killed again and again, nothing is lost that was said to be done, and nothing is half done',
  async (name) => {
    const job = killedWork[name]
    if (job === undefined) throw new Error(name)
    // Every other one is encrypted, so that both are.
    const secret = Object.keys(killedWork).indexOf(name) % 2 === 1 ? '办案口令一二三四' : null
    const folder = temporaryFolder()
    const engine = engineAt(folder)
    await engine.call('workspace.create', { name: '案件', passphrase: secret })
    const sheet = join(folder, '人员.csv')
    writeFileSync(sheet, csv)
    await engine.call('import.run', { fileId: engine.files.grant(sheet, { fileName: '人员.csv' }) })
    const { rows } = await engine.call('entities.list', { offset: 0, limit: 50 })
    const base = { name: '底图', entityIds: rows.map(({ entityId }) => entityId) }
    if (name === 'snapshots of a chart' || name === 'exchange files') await engine.call('charts.create', base)
    const before = await job.count(engine)
    await engine.call('workspace.close', {})
    const caseRef = (await engine.call('workspace.read', {})).cases[0]?.caseRef ?? ''
    const file = join(folder, '附件.bin')
    writeFileSync(file, Buffer.alloc(2_500_000, 'x'))
    let acknowledged = before
    for (let kill = 0; kill < kills; kill += 1) {
      const worker = otherProcess('jobsUntilKilled.ts', folder, caseRef, secret ?? '', name, file)
      const lines = 1 + ((kill * 2) % 5)
      for (let line = 0; line < lines; line += 1) if ((await worker.line()) === 'done') acknowledged += 1
      // Somewhere within the work that follows.
      await delay((kill * 13) % 70)
      await worker.kill()
      await engine.call('workspace.open', secret === null ? { caseRef } : { caseRef, passphrase: secret })
      const count = await job.count(engine)
      const place = `kill ${kill} after ${lines} lines`
      // Whatever was done without having been said is whole; a line may have waited in the pipe.
      expect(count, place).toBeGreaterThanOrEqual(acknowledged)
      const { entries } = await engine.call('audit.list', { offset: 0, limit: 100_000 })
      const own = entries.filter(({ action }) => action === job.action).length
      expect(own - (name === 'exchange files' ? 1 : 0), place).toBe(count)
      const { ok, checks } = await engine.call('case.verify', {})
      expect(ok, JSON.stringify(checks.filter((check) => !check.ok))).toBe(true)
      acknowledged = count
      const { cases } = await engine.call('copies.list', {})
      for (const { snapshot, state } of cases.flatMap(({ snapshots }) => snapshots)) {
        expect(state, place).toBe('whole')
        expect(await engine.call('copies.check', { snapshot }), place).toMatchObject({ ok: true })
      }
      await engine.call('workspace.close', {})
      expect(readdirSync(join(folder, 'cases')).sort(), place).toEqual(['snapshots', '案件.lzcase'])
    }
    expect(acknowledged).toBeGreaterThan(before)
  },
  1_200_000,
)
