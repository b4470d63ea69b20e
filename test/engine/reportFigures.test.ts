/** What reports and the overview show of the shipped sample case, against its known right answers. */
import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { countAccounts, rankAccounts } from '../../electron/engine/analysis/accounts.ts'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { readPeople, readSeizure, readSources } from '../../electron/engine/report/figures.ts'
import { numberOf } from '../helpers/figures.ts'
import type { Engine } from '../../electron/engine/index.ts'
import { sampleEngine } from '../helpers/sampleEngine.ts'
import { openReading } from '../helpers/openReading.ts'

interface Truth {
  readonly people: {
    readonly count: number
    readonly list: readonly { readonly name: string; readonly id: string; readonly role: string }[]
  }
  readonly seizure: {
    readonly boxesByTitle: Readonly<Record<string, number>>
    readonly bySite: Readonly<
      Record<
        string,
        { readonly boxes: number; readonly volume: number; readonly weight: number; readonly items: number }
      >
    >
  }
  readonly bank: {
    readonly totals: Readonly<
      Record<
        string,
        { readonly inCount: number; readonly in: number; readonly outCount: number; readonly out: number }
      >
    >
  }
}
const truth = JSON.parse(
  readFileSync(new URL('../fixtures/truth/piracy.json', import.meta.url), 'utf8'),
) as Truth
let engine: Engine
let db: WriteDb
beforeAll(async () => {
  const made = await sampleEngine('piracy')
  engine = made.engine
  db = openReading(made.casesFolder)
})

test('the totals of each account are those of its statement, each transfer once', () => {
  const ranked = new Map(
    rankAccounts(db, 1_000_000).map((rank) => [
      rank.account,
      rank.money.map(({ currency, inCount, inSum, outCount, outSum }) => [
        currency,
        { inCount, in: Number(inSum) / 100, outCount, out: Number(outSum) / 100 },
      ]),
    ]),
  )
  expect(
    Object.fromEntries(Object.keys(truth.bank.totals).map((account) => [account, ranked.get(account)])),
  ).toEqual(
    Object.fromEntries(
      Object.entries(truth.bank.totals).map(([account, totals]) => [account, [['CNY', totals]]]),
    ),
  )
  expect(countAccounts(db)).toBe(ranked.size)
})

test('seized boxes, volume and weight by site and by title add up to the known ones', () => {
  const bySite = Object.fromEntries(
    readSeizure(db, 'site').map(({ label, boxes, volume, weight, items }) => [
      label,
      { boxes, volume: volume / 1000, weight: weight / 1000, items },
    ]),
  )
  expect(bySite).toEqual(truth.seizure.bySite)
  const byTitle = Object.fromEntries(
    readSeizure(db, 'title')
      .filter(({ label }) => label !== '')
      .map(({ label, boxes }) => [label, boxes]),
  )
  expect(byTitle).toEqual(truth.seizure.boxesByTitle)
})

test('the table of people is the register, each person once with the right number and part', () => {
  const byName = (list: readonly { readonly name: string }[]) =>
    list.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  expect(byName(readPeople(db).map(({ name, idNumber, role }) => ({ name, id: idNumber, role })))).toEqual(
    byName(truth.people.list.map(({ name, id, role }) => ({ name, id, role }))),
  )
})

test('every source row is accounted for', () => {
  const uneven = readSources(db).filter(
    ({ read, accepted, duplicate, rejected, skipped }) => read !== accepted + duplicate + rejected + skipped,
  )
  expect(uneven).toEqual([])
})

test('the overview shows measures with the same figures, parts that add up, and only what opens rows', async () => {
  const overview = await engine.call('overview.read', {})
  const measures = new Map((await engine.call('measures.list', {})).map((measure) => [measure.id, measure]))
  expect(overview.highlights.map(({ measure, value, why }) => [measure, value, why])).toEqual(
    overview.highlights.map(({ measure }) => [
      measure,
      measures.get(measure)?.value,
      measures.get(measure)?.why,
    ]),
  )
  expect(overview.highlights.map(({ measure }) => measure).slice(0, 4)).toEqual([
    'people.count',
    'sites.count',
    'seizure.boxes',
    'seizure.volume_m3',
  ])
  const parts = (id: string) =>
    overview.highlights
      .find(({ measure }) => measure === id)
      ?.parts.reduce((sum, { value }) => sum + (numberOf(value) ?? 0), 0)
  expect({ people: parts('people.count'), sites: parts('sites.count') }).toEqual({ people: 39, sites: 15 })
  expect(overview.chain.map(({ stage }) => stage)).toEqual(['print', 'store', 'online', 'shop'])
  for (const finding of await engine.call('quality.list', {})) {
    if (finding.opens?.screen !== 'tables' || finding.opens.kind === null || finding.opens.field === null)
      continue
    const { kind, field, value } = finding.opens
    const { total } = await engine.call('records.window', {
      scope: {
        kind,
        filter: [
          value === null ? { field, op: 'notEmpty', values: [] } : { field, op: 'is', values: [value] },
        ],
      },
      offset: 0,
      limit: 1,
    })
    expect({ code: finding.code, opens: total >= finding.count }).toEqual({ code: finding.code, opens: true })
  }
  expect(await engine.call('overview.read', {})).toEqual(overview)
})
