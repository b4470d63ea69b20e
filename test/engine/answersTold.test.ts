/** What answers say of themselves where they find little or nothing, on a made-up case of rented lines: what was searched, what cannot be told from it. */
import { beforeAll, expect, test } from 'vitest'
import type { Engine } from '../../electron/engine/index.ts'
import type { AnalysisResult } from '../../shared/contract/analyses/result.ts'
import { temporaryEngine, temporaryFolder } from '../helpers/engine.ts'
import { makeFraudCase, type FraudCase } from '../helpers/madeUpCases/fraud.ts'
import { linesOf, noteOf } from './analysisLines.ts'

let engine: Engine
let fraud: FraudCase
const ask = async (analysis: string, params: Record<string, unknown> = {}): Promise<AnalysisResult> =>
  (await engine.call('analyses.run', { analysis: analysis as 'calls', params })).result
async function idOf(label: string): Promise<number> {
  const { rows } = await engine.call('entities.list', { text: label, offset: 0, limit: 20 })
  const found = rows.find((row) => row.label === label)
  if (found === undefined) throw new Error(`nobody is called ${label}`)
  return found.entityId
}
beforeAll(async () => {
  fraud = makeFraudCase(temporaryFolder(), 20_240_403)
  ;({ engine } = await temporaryEngine())
  for (const path of fraud.files) await engine.call('import.run', { fileId: engine.files.grant(path) })
})

test('people have no contacts of their own here: what they hold is told, of phones nothing, and lines open rows', async () => {
  const [boss, one] = fraud.people as [FraudCase['people'][0], FraudCase['people'][0]]
  const people = await ask('common', { of: [await idOf(boss.name), await idOf(one.name)] })
  expect(linesOf(people, 'common')).toEqual([])
  // A phone each, and the account of the second.
  expect(noteOf(people, 'held')).toContain('另有 3 个号码、账户')
  const chosen = [await idOf(boss.name), await idOf(one.name), await idOf(boss.phone)]
  expect(noteOf(await ask('common', { of: chosen }), 'held')).toContain('另有 2 个号码、账户')
  const phones = await ask('common', { of: [await idOf(boss.phone), await idOf(fraud.lines[0] ?? '')] })
  expect(noteOf(phones, 'held')).toBeUndefined()
  expect(linesOf(phones, 'common').map(({ entity }) => entity)).toEqual([fraud.abroad])
  const [scope] = phones.tables[0]?.rows[0]?.rows ?? []
  expect(scope?.kind).toBe('call')
  if (scope === undefined) throw new Error('the line opens no rows')
  const { rows } = await engine.call('records.window', { scope: scope as never, offset: 0, limit: 100 })
  expect(rows).toHaveLength(60)
})
test('a pattern says how much of each sort it searched, and that a missing sort says nothing', async () => {
  expect(noteOf(await ask('pattern', { ready: 'relayCalls' }), 'material')).toMatch(
    /^参与匹配的材料：通话 1,\d{3}。$/,
  )
  const both = noteOf(await ask('pattern', { ready: 'callBeforeTransfer' }), 'material')
  expect(both).toContain('通话 1,')
  expect(both).toContain('转账 160')
  const drawn = {
    nodes: { a: { kind: 'siteAccount' }, b: { kind: 'siteAccount' } },
    steps: [{ from: 'a', to: 'b', link: 'bets' }],
  }
  const none = await ask('pattern', { ready: 'own', drawn: JSON.stringify(drawn) })
  expect(none.notes.find(({ id }) => id === 'material')).toMatchObject({ tone: 'warn' })
})
test('statements that tell no device say so; wages say how near anybody came', async () => {
  expect(noteOf(await ask('shared'), 'no-marks')).toContain('无从判断')
  expect(noteOf(await ask('shared'), 'considered')).toBeUndefined()
  expect(noteOf(await ask('wages'), 'nearest')).toContain('最多付给 1 个不同收款人（下限 5 个）')
  const empty = await temporaryEngine()
  const { result } = await empty.engine.call('analyses.run', { analysis: 'wages', params: {} })
  expect(result.notes.map(({ id }) => id)).toEqual(['no-transfers'])
})
test('few lists make nobody a public number, and a box of lines is one handset with several numbers', async () => {
  expect(noteOf(await ask('callCommon'), 'few-lists')).toContain('只有 7 个')
  const crowded = linesOf(await ask('phoneChanges'), 'crowded')
  expect(new Map(crowded.map(({ handset, numbers }) => [handset, (numbers as string[]).toSorted()]))).toEqual(
    new Map(fraud.truth.boxes.map(([box, lines]) => [box, lines.toSorted()])),
  )
  expect(crowded.map(({ count }) => count)).toEqual([3, 2])
})
test('tracing tells nothing chosen from nothing paid; sums of a warning have their currency', async () => {
  expect((await ask('trace')).notes.map(({ id }) => id)).toEqual(['choose'])
  const [first, second] = fraud.settlement as [string, string]
  const between = await ask('trace', { payers: [await idOf(first)], payees: [await idOf(second)] })
  expect(between.notes.map(({ id }) => id)).toEqual(['no-transfer'])
  expect(noteOf(await ask('money'), 'no-statement')).toMatch(/涉及 人民币 [\d,]+\.\d{2}；/)
})
