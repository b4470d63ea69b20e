/** Both sample cases against truth.json: who is who by identifiers, accepted in bulk, and what that leaves alone. */
import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import type { Engine } from '../../electron/engine/index.ts'
import { numberOf } from '../helpers/figures.ts'
import { sampleEngine, type SampleName } from '../helpers/sampleEngine.ts'

// truth.json is nested and differs by case; what each id means stands in its `definitions`.
const truth = (name: string) =>
  JSON.parse(readFileSync(new URL(`../fixtures/truth/${name}.json`, import.meta.url), 'utf8')) as {
    participants: Record<string, number>
    bets: Record<string, number>
    people: { count: number; list: readonly { name: string; id: string; phone: string }[] }
  }
async function measures(engine: Engine): Promise<Record<string, number | null>> {
  return Object.fromEntries(
    (await engine.call('measures.list', {})).map(({ id, value }) => [id, numberOf(value)]),
  )
}

const engines = new Map<SampleName, Engine>()
beforeAll(async () => {
  for (const name of ['betting', 'piracy'] as const) engines.set(name, (await sampleEngine(name)).engine)
})
const engineOf = (name: SampleName): Engine => engines.get(name) ?? expect.unreachable(name)

test('betting: the persons behind the accounts that bet are those of truth.json once same phone, card and WeChat are accepted in bulk, and nothing else changes', async () => {
  const engine = engineOf('betting')
  const { participants, bets } = truth('betting')
  const before = await measures(engine)
  expect(before['bets.participants']).toBe(participants['accountsThatBet'])
  const rows = await engine.call('records.totals', { scope: { kind: 'betSlip' } })
  const result = await engine.call('identity.suggest', {})
  expect(result.open).toBeGreaterThan(100)
  for (const reason of ['same-phone', 'same-card', 'same-wechat'] as const) {
    const { left } = await engine.call('identity.decideAll', {
      of: { reason, kind: 'siteAccount' },
      decision: 'accept',
      note: '标识相同',
    })
    expect({ reason, left }).toEqual({ reason, left: 0 })
  }
  const after = await measures(engine)
  expect(after['bets.participants']).toBe(participants['personsThatBetByIdentifiers'])
  expect({ ...after, 'bets.participants': 0 }).toEqual({ ...before, 'bets.participants': 0 })
  const { distinct: _distinct, ...figures } = rows
  expect(await engine.call('records.totals', { scope: { kind: 'betSlip' } })).toMatchObject(figures)
  const persons = await engine.call('identity.persons', { sort: 'stakes', offset: 0, limit: 5_000 })
  expect(persons).toMatchObject({
    accountsThatBet: participants['accountsThatBet'],
    personsThatBet: participants['personsThatBetByIdentifiers'],
  })
  expect(persons.rows.reduce((sum, row) => sum + Number(row.stakes ?? 0), 0) / 100).toBe(bets['stakesYuan'])
  // Everything in one step each, and back.
  for (let step = 0; step < 3; step += 1) await engine.call('history.undo', {})
  expect(await measures(engine)).toEqual(before)
  expect(await engine.call('identity.overview', {})).toMatchObject({
    open: result.open,
    outdated: false,
    merged: { members: 0 },
  })
})

test('piracy: the 39 people are 39 whatever the disguise of their numbers, also once the names beside them are accepted as theirs', async () => {
  const engine = engineOf('piracy')
  const { people } = truth('piracy')
  const before = await measures(engine)
  expect(before['people.count']).toBe(people.count)
  const registered = async () =>
    (await engine.call('entities.list', { kind: 'person', sort: 'label', offset: 0, limit: 1_000 })).rows
  const named = (await registered()).filter((person) => people.list.some(({ name }) => name === person.label))
  expect(named.filter((person) => person.nameOnly).length).toBeGreaterThan(0)
  expect(
    named
      .filter((person) => !person.nameOnly)
      .map((person) => person.key)
      .sort(),
  ).toEqual(people.list.map(({ id }) => `id:${id}`).sort())
  await engine.call('identity.suggest', {})
  await engine.call('identity.decideAll', {
    of: { reason: 'name-only', kind: 'person' },
    decision: 'accept',
    note: '登记在册的同一人',
  })
  const now = (await registered()).filter((person) => people.list.some(({ name }) => name === person.label))
  expect(now.map((person) => person.key).sort()).toEqual(people.list.map(({ id }) => `id:${id}`).sort())
  expect(await measures(engine)).toEqual(before)
})
