/** Many files one after the other: what a run of them leaves is what the same files leave when each is read by a parser of its own. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lentOnce } from '../../electron/engine/import/process/parserPool.ts'
import { spawnParser } from '../../electron/engine/import/process/parserProcess.ts'
import type { ParserPool } from '../../electron/engine/workspace/parserStart.ts'
import { AppError } from '../../shared/errors.ts'
import { otherProcess } from '../helpers/caseFiles.ts'
import { parserEntry, temporaryEngine, temporaryFolder } from '../helpers/engine.ts'
import { importCase } from './importCase.ts'
import { makeXlsx } from './importFiles.ts'
import { smallStatement, watchParsers } from './parserCase.ts'

/** Gives each request a process of its own. */
const onePerFile: ParserPool = {
  lend: () => Promise.resolve(lentOnce(spawnParser({ entry: parserEntry, heapMegabytes: 352 }))),
  clear: () => undefined,
}
/** What is done with a file of a run; a file may come again, and rows of several files are the same. */
interface Deed {
  readonly file: 'text' | 'workbook' | 'register' | 'broken' | 'markup'
  readonly number: number
  readonly then: 'nothing' | 'cancel' | 'undo'
  /** Which of the imports so far is undone. */
  readonly which: number
}
const deed: fc.Arbitrary<Deed> = fc.record({
  file: fc.constantFrom('text', 'text', 'workbook', 'register', 'broken', 'markup'),
  number: fc.nat(6),
  then: fc.constantFrom('nothing', 'nothing', 'nothing', 'cancel', 'undo'),
  which: fc.nat(20),
})
function contentOf({ file, number }: Deed): readonly [name: string, bytes: Uint8Array | string] {
  const cells = Buffer.from(smallStatement(number).bytes)
    .toString()
    .split('\r\n')
    .map((line) => line.split(','))
  switch (file) {
    case 'text':
      return [`流水${number}.csv`, smallStatement(number).bytes]
    case 'workbook':
      return [`流水${number}.xlsx`, makeXlsx([{ name: '明细', rows: cells }])]
    case 'register':
      return [
        `登记${number}.csv`,
        `姓名,手机号码,身份证号码\r\n张伟,1380013800${number},110101199003078515\r\n赵${number},13900139000,\r\n`,
      ]
    case 'broken':
      return [`坏${number}.xlsx`, makeXlsx([{ name: 'a', rows: cells }]).subarray(0, 300 + number)]
    case 'markup':
      return [
        `页${number}.xls`,
        `<html><table>${cells.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table></html>`,
      ]
  }
}
/** Does it all; what became of each deed, and the tables in the end. */
async function done(deeds: readonly Deed[], parsers: ParserPool | null) {
  const { engine, give, facts } = await importCase(parsers === null ? {} : { parsers })
  const became: string[] = []
  for (const each of deeds) {
    const controller = new AbortController()
    try {
      const { reconciliation } = await engine.call(
        'import.run',
        { fileId: give(...contentOf(each)) },
        {
          signal: controller.signal,
          onProgress: ({ stage }) => {
            if (each.then === 'cancel' && stage === 'rows') controller.abort()
          },
        },
      )
      became.push(JSON.stringify(reconciliation))
    } catch (error) {
      became.push(
        error instanceof AppError ? `${error.code} ${String(error.details['file'])}` : String(error),
      )
    }
    const standing = (await engine.call('import.batches', {})).filter(({ status }) => status === 'active')
    const gone = standing[each.which % Math.max(1, standing.length)]
    if (each.then === 'undo' && gone !== undefined)
      await engine.call('import.undo', { batchId: gone.batchId })
  }
  const { ok } = await engine.call('case.verify', {})
  return { became, ok, facts: await facts() }
}

test('a run of mixed files, some broken, some cancelled, some taken out again in between, leaves what single imports leave', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 6, maxLength: 12 }), async (deeds) => {
      const together = await done(deeds, null)
      expect(together).toEqual(await done(deeds, onePerFile))
      expect(together.ok).toBe(true)
    }),
    { numRuns: process.env['LZ_LONG'] === '1' ? 12 : 2 },
  )
}, 600_000)

test('a run uses few processes, each file stays an import with a step and an audit row of its own, and names its own error', async () => {
  const { started, start } = watchParsers()
  const { engine, give } = await importCase({ startParser: start })
  for (let number = 0; number < 20; number += 1) {
    if (number === 9)
      await expect(
        engine.call('import.run', { fileId: give('坏.xlsx', makeXlsx([]).subarray(0, 200)) }),
      ).rejects.toMatchObject({ details: { file: '坏.xlsx' } })
    const { name, bytes } = smallStatement(number)
    await engine.call('import.run', { fileId: give(name, bytes) })
  }
  expect(started.length).toBeLessThanOrEqual(5)
  const { entries } = await engine.call('history.list', { limit: 100 })
  expect(entries.filter(({ action }) => action === 'import.run')).toHaveLength(20)
  expect((await engine.call('import.batches', {})).map(({ fileName }) => fileName)).toEqual(
    Array.from({ length: 20 }, (_, number) => `流水${19 - number}.csv`),
  )
  await engine.call('workspace.close', {})
  await expect.poll(() => started.every(({ ended }) => ended), { timeout: 10_000 }).toBe(true)
}, 60_000)

test('a program that is killed in the middle of a run leaves whole imports only, and the run can go on', async () => {
  const files = temporaryFolder()
  mkdirSync(files, { recursive: true })
  const names = Array.from({ length: 25 }, (_, number) => `流水${String(number).padStart(2, '0')}.csv`)
  for (const [number, name] of names.entries()) writeFileSync(join(files, name), smallStatement(number).bytes)
  const { engine, folder } = await temporaryEngine()
  const caseRef = (await engine.call('workspace.read', {})).cases[0]?.caseRef ?? ''
  await engine.call('workspace.close', {})
  for (const lines of [4, 13, 20]) {
    const importing = otherProcess('importUntilKilled.ts', folder, caseRef, files, parserEntry.href)
    let acknowledged = 0
    for (let line = 0; line < lines; line += 1)
      if ((await importing.line()).startsWith('done')) acknowledged += 1
    await importing.kill()
    await engine.call('workspace.open', { caseRef })
    const batches = (await engine.call('import.batches', {})).filter(({ status }) => status === 'active')
    expect([acknowledged, acknowledged + 1]).toContain(batches.length)
    expect(batches.map(({ fileName }) => fileName)).toEqual(names.slice(0, batches.length).reverse())
    expect((await engine.call('case.verify', {})).ok).toBe(true)
    for (const { batchId } of batches) await engine.call('import.undo', { batchId })
    // The next round imports the same files anew.
    expect((await engine.call('workspace.read', {})).openCase?.counts).toMatchObject({ records: 0, links: 0 })
    await engine.call('workspace.close', {})
  }
}, 120_000)
