/** The main job: spreadsheets in, figures out. Right answers come from truth.json and from the maker of the made-up cases, never from the program. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Engine } from '../../electron/engine/index.ts'
import type { ImportBatch } from '../../shared/contract/index.ts'
import { temporaryEngine, temporaryFolder } from '../helpers/engine.ts'
import { numberOf } from '../helpers/figures.ts'
import { makeBettingCase } from '../helpers/madeUpCases/betting.ts'
import { makePiracyCase } from '../helpers/madeUpCases/piracy.ts'
import { sampleEngine, type SampleName } from '../helpers/sampleEngine.ts'

async function importAll(engine: Engine, files: readonly string[]): Promise<readonly ImportBatch[]> {
  const batches: ImportBatch[] = []
  for (const path of files)
    batches.push(await engine.call('import.run', { fileId: engine.files.grant(path) }))
  return batches
}
async function figures(
  engine: Engine,
  ids: readonly string[],
): Promise<Record<string, number | null | undefined>> {
  const measures = await engine.call('measures.list', {})
  return Object.fromEntries(
    ids.map((id) => [id, numberOf(measures.find((measure) => measure.id === id)?.value)]),
  )
}
/** The case of the shipped files, imported once a run by recognition alone; every spreadsheet of its folder must be in it. */
async function shipped(name: SampleName): Promise<Engine> {
  const { engine } = await sampleEngine(name)
  const batches = await engine.call('import.batches', {})
  expect(batches.map(({ fileName }) => fileName).sort()).toEqual(
    readdirSync(new URL(`../../resources/samples/${name}/`, import.meta.url))
      .filter((file) => /\.(xlsx|csv)$/.test(file))
      .sort(),
  )
  expectReconciled(batches)
  return engine
}
// truth.json is nested and differs by case; what each id means stands in its `definitions`.
const truth = (name: SampleName) =>
  JSON.parse(readFileSync(new URL(`../fixtures/truth/${name}.json`, import.meta.url), 'utf8')) as Record<
    string,
    Record<string, number>
  >

function expectReconciled(batches: readonly ImportBatch[]): void {
  for (const { fileName, reconciliation, sheets } of batches) {
    const { read, accepted, duplicate, rejected, skipped } = reconciliation
    expect({ fileName, sum: accepted + duplicate + rejected + skipped }).toEqual({ fileName, sum: read })
    for (const sheet of sheets)
      if (sheet.skip === null)
        expect({ fileName, sheet: sheet.name, kind: sheet.kind }).toEqual({
          fileName,
          sheet: sheet.name,
          kind: expect.any(String),
        })
  }
}

describe('the shipped sample cases import by recognition alone and give the figures of truth.json', () => {
  test('piracy', async () => {
    const engine = await shipped('piracy')
    const { people, seizure, printing, online, wholesale, bank, calls } = truth('piracy')
    const expected = {
      'people.count': people?.['count'],
      'sites.count': seizure?.['sites'],
      'seizure.items': seizure?.['items'],
      'seizure.boxes': seizure?.['boxes'],
      'seizure.volume_m3': seizure?.['volume_m3'],
      'seizure.weight_kg': seizure?.['weight_kg'],
      'seizure.phones': seizure?.['phones'],
      'seizure.cash': seizure?.['cash'],
      'printing.copies': printing?.['copies'],
      'printing.amount': printing?.['amount'],
      'online.orders': online?.['orders'],
      'online.copies': online?.['copies'],
      'online.amount': online?.['amount'],
      'wholesale.copies': wholesale?.['copies'],
      'wholesale.amount': wholesale?.['amount'],
      'bank.rows': bank?.['rows'],
      'bank.failed_transfers': bank?.['failedTransfers'],
      'calls.rows': calls?.['rows'],
    }
    expect(await figures(engine, Object.keys(expected))).toEqual(expected)
  })
  test('betting', async () => {
    const engine = await shipped('betting')
    const { bets, agents, participants, receiving, sites } = truth('betting')
    const expected = {
      'bets.distinct_slips': bets?.['distinctSlips'],
      'bets.valid_points': bets?.['validPoints'],
      'bets.stakes': bets?.['stakesYuan'],
      'agents.listed': agents?.['listed'],
      'agents.with_subordinates': agents?.['withSubordinates'],
      'members.accounts': participants?.['memberAccounts'],
      'receiving.deposits': receiving?.['depositsYuan'],
      'receiving.withdrawals': receiving?.['withdrawalsYuan'],
      'domains.count': sites?.['domains'],
      'ips.count': sites?.['ips'],
    }
    expect(await figures(engine, Object.keys(expected))).toEqual(expected)
  })
})

describe('cases nobody has seen give the figures their maker counted', () => {
  const seeds = process.env['LZ_LONG'] === '1' ? Array.from({ length: 20 }, (_, index) => index + 1) : [1]
  test.each(seeds)('piracy, seed %i', async (seed) => {
    const { engine } = await temporaryEngine()
    const made = makePiracyCase(temporaryFolder(), seed)
    expectReconciled(await importAll(engine, made.files))
    expect(await figures(engine, Object.keys(made.truth))).toEqual(made.truth)
  })
  test.each(seeds)('betting, seed %i, files in any order', async (seed) => {
    const { engine } = await temporaryEngine()
    const made = makeBettingCase(temporaryFolder(), seed)
    const turned = [
      ...made.files.slice(seed % made.files.length),
      ...made.files.slice(0, seed % made.files.length),
    ]
    expectReconciled(await importAll(engine, turned))
    expect(await figures(engine, Object.keys(made.truth))).toEqual(made.truth)
  })
})

test('a second import of the same files adds nothing, and undoing every batch leaves an empty case', async () => {
  const { engine } = await temporaryEngine()
  const made = makePiracyCase(temporaryFolder(), 3, 0.05)
  const batches = await importAll(engine, made.files)
  const before = await engine.call('measures.list', {})
  for (const path of made.files)
    await expect(engine.call('import.run', { fileId: engine.files.grant(path) })).rejects.toMatchObject({
      code: 'original-already-imported',
    })
  expect(await engine.call('measures.list', {})).toEqual(before)
  for (const { batchId } of [...batches.slice(3), ...batches.slice(0, 3)])
    await engine.call('import.undo', { batchId })
  const left = await engine.call('workspace.read', {})
  expect(left.openCase?.counts).toMatchObject({ records: 0, entities: 0, links: 0 })
  for (const { batchId } of batches) await engine.call('import.redo', { batchId })
  expect(await figures(engine, Object.keys(made.truth))).toEqual(made.truth)
})
