/** Analyses of calls against what happened in a made-up case of rented lines, and against small lists counted by hand. */
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { runAnalysis } from '../../electron/engine/analyses/runAnalysis.ts'
import type { Engine } from '../../electron/engine/index.ts'
import type { AnalysisResult } from '../../shared/contract/analyses/result.ts'
import { serviceNumberKind } from '../../shared/model/serviceNumbers.ts'
import { temporaryEngine, temporaryFolder } from '../helpers/engine.ts'
import { makeFraudCase, type FraudCase } from '../helpers/madeUpCases/fraud.ts'
import { sampleEngine } from '../helpers/sampleEngine.ts'
import { linesOf, noteOf } from './analysisLines.ts'
import { addBatch, emptyCase, type Values } from './factsCase.ts'

describe('rented lines', () => {
  let engine: Engine
  let fraud: FraudCase
  let ids: ReadonlyMap<string, number>
  const ask = async (analysis: string, params: Record<string, unknown>): Promise<AnalysisResult> =>
    (await engine.call('analyses.run', { analysis: analysis as 'calls', params })).result
  const idsOf = (numbers: readonly string[]): number[] => numbers.map((number) => ids.get(number) ?? 0)
  beforeAll(async () => {
    fraud = makeFraudCase(temporaryFolder(), 20_240_304)
    ;({ engine } = await temporaryEngine())
    for (const path of fraud.files) await engine.call('import.run', { fileId: engine.files.grant(path) })
    const { rows } = await engine.call('entities.list', { kind: 'phone', offset: 0, limit: 1_000 })
    ids = new Map(rows.map(({ label, entityId }) => [label, entityId]))
  })

  test('every pair has the calls, seconds and messages that happened, though many stand in two lists', async () => {
    const result = await ask('calls', {})
    const found = new Map(
      [...linesOf(result, 'pairs'), ...linesOf(result, 'services')].map((line) => [
        [line['one'], line['other']].toSorted().join('|'),
        line,
      ]),
    )
    expect(found.size).toBe(fraud.truth.pairs.size)
    for (const [pair, { calls, messages }] of fraud.truth.pairs)
      expect({ pair, calls: found.get(pair)?.['calls'], messages: found.get(pair)?.['messages'] }).toEqual({
        pair,
        calls,
        messages,
      })
    expect(noteOf(result, 'both-sides')).toContain(`${fraud.truth.bothSides} 次`)
    // What two lists charge differs by a second; either is right.
    for (const line of linesOf(result, 'pairs')) {
      const truth = fraud.truth.pairs.get([line['one'], line['other']].toSorted().join('|'))
      expect(Math.abs(Number(line['seconds']) - (truth?.seconds ?? -1))).toBeLessThanOrEqual(
        truth?.calls ?? 0,
      )
    }
    const [services] = [linesOf(result, 'services').map(({ other }) => other)]
    expect(services.toSorted()).toEqual(['10086', '95588'])
    const hours = linesOf(result, 'hours').reduce((sum, { contacts }) => sum + Number(contacts), 0)
    expect(hours).toBe(
      [...fraud.truth.pairs].reduce(
        (sum, [pair, { calls, messages }]) => (/10086|95588/.test(pair) ? sum : sum + calls + messages),
        0,
      ),
    )
  })

  test('the number abroad is what all lines have in common', async () => {
    const [first] = linesOf(await ask('callCommon', { of: idsOf(fraud.lines), least: 4 }), 'common')
    expect(first).toMatchObject({ phones: 4 })
    const lines = linesOf(
      await ask('callCommon', { of: idsOf([...fraud.lines, fraud.people[0]?.phone ?? '']), least: 5 }),
      'common',
    )
    expect(lines.map(({ number }) => number)).toEqual([fraud.abroad])
  })

  test('the line that was put into the other box is the one change of handset, and both boxes hold their lines', async () => {
    const result = await ask('phoneChanges', { of: idsOf(fraud.lines) })
    const { line, from, to, firstAfter } = fraud.truth.moved
    expect(linesOf(result, 'handsets')).toMatchObject([{ of: line, from, to, first: firstAfter }])
    const uses = linesOf(result, 'uses')
    for (const [box, lines] of fraud.truth.boxes)
      expect(
        uses
          .filter(({ handset }) => handset === box)
          .map(({ number }) => number)
          .toSorted(),
      ).toEqual(lines.toSorted())
    expect(linesOf(result, 'cards')).toEqual([])
  })

  test('phones of one room are together, two lines of one box are marked as one handset', async () => {
    const result = await ask('coLocation', { cells: 1 })
    const pairs = new Map(
      linesOf(result, 'together').map((line) => [[line['one'], line['other']].toSorted().join('|'), line]),
    )
    const [line1 = '', line2 = '', line3 = '', line4 = ''] = fraud.lines
    expect(pairs.get([line1, line2].toSorted().join('|'))).toMatchObject({ sameHandset: true })
    expect(pairs.get([line3, line4].toSorted().join('|'))).toMatchObject({ cells: 1, sameHandset: true })
    expect(pairs.has([line1, line3].toSorted().join('|'))).toBe(false)
    expect(linesOf(await ask('coLocation', {}), 'together')).toEqual([])
  })

  test('nights are under the cell they were made under; too few days are not decided', async () => {
    const result = await ask('homeWork', { of: idsOf(fraud.people.map(({ phone }) => phone)) })
    const cells = new Map(linesOf(result, 'cells').map((line) => [line['phone'], line]))
    for (const [phone, cell] of fraud.truth.homeCells) {
      const nights = Number(cells.get(phone)?.['nightsKnown'])
      expect({ phone, cell: cells.get(phone)?.['nightCell'] }).toEqual({
        phone,
        cell: nights < 10 ? null : cell,
      })
    }
    const strict = await ask('homeWork', { of: idsOf(fraud.people.map(({ phone }) => phone)), least: 1_000 })
    for (const line of linesOf(strict, 'cells'))
      expect(line).toMatchObject({ nightCell: null, workCell: null })
    expect(noteOf(strict, 'undecided')).toContain('3 个号码')
  })

  test('after the arrest the boss hears from nobody but a new number, and the lines cannot be judged', async () => {
    const boss = fraud.people[0]?.phone ?? ''
    const result = await ask('callsAfter', { event: fraud.event })
    expect(linesOf(result, 'fresh')).toMatchObject([
      { phone: boss, other: '13777770001', before: 0, after: 4 },
    ])
    const silent = linesOf(result, 'silent').filter(({ phone }) => phone === boss)
    expect(silent.map(({ other }) => other).toSorted()).toEqual(
      [fraud.abroad, fraud.people[1]?.phone, fraud.people[2]?.phone].toSorted(),
    )
    const phones = new Map(linesOf(result, 'phones').map((line) => [line['phone'], line]))
    for (const line of fraud.lines) expect(phones.get(line)).toMatchObject({ after: null, isSurge: null })
    expect(noteOf(result, 'ends-before')).toContain('6 个号码')
    expect(noteOf(await ask('callsAfter', { event: '昨天' }), 'no-moment')).toBeDefined()
    expect(noteOf(await ask('callsAfter', { event: '2024-02-31' }), 'no-moment')).toBeDefined()
  })

  test('the ring of one line: the number abroad first, the boss behind it', async () => {
    const result = await ask('callRing', { of: idsOf(fraud.lines.slice(0, 1)), levels: 2 })
    const ring = new Map(linesOf(result, 'ring').map((line) => [line['number'], line]))
    expect(ring.get(fraud.abroad)).toMatchObject({ level: 1, listed: false })
    expect(ring.get(fraud.people[0]?.phone)).toMatchObject({ level: 2, listed: true })
    expect(ring.has('95588')).toBe(false)
    expect(
      linesOf(
        await ask('callRing', { of: idsOf(fraud.lines.slice(0, 1)), levels: 2, through: 1 }),
        'ring',
      ).every(({ level }) => level === 1),
    ).toBe(true)
  })
})

test('the piracy sample: the pairs of truth.json, in their order', async () => {
  const { engine } = await sampleEngine('piracy')
  const { result } = await engine.call('analyses.run', { analysis: 'calls', params: {} })
  const { calls } = JSON.parse(
    readFileSync(new URL('../fixtures/truth/piracy.json', import.meta.url), 'utf8'),
  ) as { calls: { topPairs: { pair: [string, string]; count: number }[] } }
  const found = new Map(
    linesOf(result, 'pairs').map((line) => [
      [line['one'], line['other']].toSorted().join('|'),
      Number(line['calls']) + Number(line['messages']),
    ]),
  )
  for (const { pair, count } of calls.topPairs)
    expect({ pair, count: found.get(pair.toSorted().join('|')) }).toEqual({ pair, count })
  const counts = [...found.values()].toSorted((one, other) => other - one)
  expect(counts.slice(0, calls.topPairs.length)).toEqual(calls.topPairs.map(({ count }) => count))
})

describe('small lists', () => {
  const base = { ownNumber: '13800000001', counterNumber: '13900000002', direction: 'out', duration: 60 }
  const ask = (rows: readonly Values[], analysis: string, params: Record<string, unknown> = {}) => {
    const db = emptyCase()
    addBatch(db, [{ kind: 'call', rows: rows.map((row) => ({ ...base, ...row })) }])
    return runAnalysis(
      { db, checkCancelled: () => undefined, progress: () => undefined },
      analysis as 'calls',
      params,
    ).result
  }
  test('half an hour is together, a second more is not; four cells of two days count, one day is too few', () => {
    const meet = (cell: number, day: number, apart: number): Values[] => [
      { time: `2024-03-0${day} 10:00:00`, areaCode: '1', cell: String(cell) },
      {
        ownNumber: '13800000009',
        counterNumber: '13700000007',
        time: new Date(Date.UTC(2024, 2, day, 10, 0, apart)).toISOString().slice(0, 19).replace('T', ' '),
        areaCode: '1',
        cell: String(cell),
      },
    ]
    const together = (rows: readonly Values[]) => linesOf(ask(rows, 'coLocation'), 'together')
    expect(together([...meet(1, 1, 1_800), ...meet(2, 1, 60), ...meet(3, 2, 60)])).toMatchObject([
      { cells: 3, days: 2, meetings: 3, weight: 1.5 },
    ])
    expect(together([...meet(1, 1, 1_801), ...meet(2, 1, 60), ...meet(3, 2, 60)])).toEqual([])
    expect(together([...meet(1, 1, 60), ...meet(2, 1, 60), ...meet(3, 1, 60), ...meet(4, 1, 60)])).toEqual([])
    // Cells of one number in two areas are two.
    const other = meet(1, 2, 60).map((row, place) => (place === 1 ? { ...row, areaCode: '2' } : row))
    expect(together([...meet(1, 1, 60), ...meet(2, 1, 60), ...other])).toEqual([])
  })
  test('what is not told is told: no way, no length, no clock, no number', () => {
    const result = ask(
      [
        { time: '2024-03-01 10:00:00', direction: 'unknown' },
        { time: '2024-03-01 11:00:00', duration: null },
        { time: '2024-03-02' },
        { time: '2024-03-03 10:00:00', counterNumber: null },
        { time: '2024-03-04 10:00:00', direction: 'in' },
      ],
      'calls',
    )
    expect(linesOf(result, 'pairs')).toMatchObject([
      { calls: 4, oneToOther: 2, otherToOne: 1, ratio: 0.5, seconds: 180, activeDays: 3 },
    ])
    for (const id of ['no-way', 'no-length', 'no-clock', 'no-number'])
      expect(noteOf(result, id)).toContain('1 ')
  })
  test('the last contact before an event and the first after it, at the very minute after', () => {
    const times = ['2024-03-01 10:00:00', '2024-03-05 14:29:59', '2024-03-05 14:30:00', '2024-03-06 10:00:00']
    const result = ask(
      times.map((time) => ({ time })),
      'calls',
      { event: '2024-03-05 14:30' },
    )
    expect(linesOf(result, 'event')).toMatchObject([
      {
        lastBefore: '2024-03-05 14:29:59',
        firstAfter: '2024-03-05 14:30:00',
        minutesBefore: 0,
        minutesAfter: 0,
      },
    ])
  })
  test('a number that begins when another ends, with the same friends, may be its new one', () => {
    const list = (ownNumber: string, day: number, friends: readonly string[]): Values[] =>
      friends.map((counterNumber, place) => ({
        ownNumber,
        counterNumber,
        time: `2024-03-${String(day + place).padStart(2, '0')} 10:00:00`,
      }))
    const friends = ['13700000001', '13700000002', '13700000003']
    const found = (day: number, others: readonly string[]) =>
      linesOf(
        ask([...list('13800000001', 1, friends), ...list('13800000009', day, others)], 'phoneChanges'),
        'successors',
      )
    expect(found(6, friends)).toMatchObject([
      { old: '13800000001', next: '13800000009', days: 3, alike: 1, sameHandset: null },
    ])
    expect(found(7, friends)).toEqual([])
    expect(found(5, [...friends.slice(0, 1), '13600000001', '13600000002'])).toEqual([])
    expect(found(5, ['10086', '95588', '12306'])).toEqual([])
  })
  test('service numbers and what may be somebody’s', () => {
    expect(
      ['10086', '1008611', '95588', '4008001234', '12306', '110', '1069012345678'].map(serviceNumberKind),
    ).toEqual(['operator', 'operator', 'hotline', 'hotline', 'hotline', 'hotline', 'gateway'])
    expect(
      ['13800000001', '668123', '02165432109', '0085512345678', '1001', '65432109'].map(serviceNumberKind),
    ).toEqual([null, null, null, null, null, null])
  })
})

describe('messages', () => {
  test('chats of two by pair, groups by who writes, what may stand twice is told', () => {
    const db = emptyCase()
    const base = { app: 'wechat', ownAccount: 'wxid_me' }
    const rows: Values[] = [
      { ...base, counterAccount: 'wxid_you', direction: 'out', time: '2024-03-01 10:00:00', content: '在吗' },
      { ...base, counterAccount: 'wxid_you', direction: 'in', time: '2024-03-01 10:01:00', content: '在' },
      {
        ...base,
        counterAccount: 'wxid_you',
        direction: 'out',
        group: '一群',
        groupNumber: '1@chatroom',
        time: '2024-03-01 11:00:00',
        content: '收',
      },
      {
        ...base,
        counterAccount: 'wxid_him',
        direction: 'in',
        group: '一群',
        groupNumber: '1@chatroom',
        time: '2024-03-02 11:00:00',
        content: '到',
      },
      {
        app: 'wechat',
        ownAccount: 'wxid_you',
        counterAccount: 'wxid_me',
        direction: 'in',
        time: '2024-03-01 10:00:03',
        content: '在吗',
      },
    ]
    addBatch(db, [{ kind: 'message', rows }])
    const { result } = runAnalysis(
      { db, checkCancelled: () => undefined, progress: () => undefined },
      'chats',
      {},
    )
    expect(linesOf(result, 'pairs')).toMatchObject([{ messages: 3, activeDays: 1 }])
    expect(linesOf(result, 'groups')).toMatchObject([{ speakers: 2, messages: 2 }])
    expect(linesOf(result, 'speakers').length).toBe(2)
    expect(noteOf(result, 'maybe-twice')).toContain('1 条')
  })
})
