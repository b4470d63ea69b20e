/** Claims over facts: what is seen changes, what is known does not. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { removeBatchFacts } from '../../electron/engine/entities/derive.ts'
import {
  linksOfEntity,
  listEntities,
  listLinks,
  readUnmergedEntities,
  readEntity,
} from '../../electron/engine/entities/entityRows.ts'
import { claimedClusters, refreshMerges } from '../../electron/engine/entities/merges.ts'
import { membersOf, resolvedId } from '../../electron/engine/records/seenAs.ts'
import { readOverview } from '../../electron/engine/analysis/overview.ts'
import { qualityFindings } from '../../electron/engine/analysis/quality.ts'
import { refreshClaims } from '../../electron/engine/entities/splits.ts'
import {
  endClaims,
  listClaims,
  mergeEntities,
  reviveClaims,
  takeOutOf,
} from '../../electron/engine/identity/claims.ts'
import { personsBehindAccounts } from '../../electron/engine/identity/persons.ts'
import { splitChoices, splitEntity } from '../../electron/engine/identity/split.ts'
import { listMeasures } from '../../electron/engine/law/measures.ts'
import { factsChanged } from '../../electron/engine/records/factsVersion.ts'
import { totalsOf } from '../../electron/engine/records/totals.ts'
import { readPeople } from '../../electron/engine/report/figures.ts'
import { entityIdOf } from '../../shared/model/entityId.ts'
import { numberOf } from '../helpers/figures.ts'
import { addBatch, derivedFacts, emptyCase, type SheetRows, type Values } from './factsCase.ts'
import { rowsOf } from '../helpers/rows.ts'

const by = (db: WriteDb) => ({ db, at: '2026-11-25 22:00:00', operator: '承办人' })
const account = (card: string) => entityIdOf('bankAccount', `account:${card}`)
const site = (name: string) => entityIdOf('siteAccount', `siteAccount:${name}`)
const transfer = (own: string, counter: string, amount: number, more: Values = {}): Values => ({
  ownCard: own,
  counterAccount: counter,
  amount,
  direction: 'out',
  time: '2024-03-01 10:00:00',
  ...more,
})
const measures = (db: WriteDb) =>
  Object.fromEntries(listMeasures(db).map(({ id, value }) => [id, numberOf(value)]))
/** Sums over all links as they are seen, by kind of link. */
const sums = (db: WriteDb) =>
  db
    .prepare('SELECT kind, SUM(count), SUM(amount), SUM(quantity) FROM links GROUP BY kind ORDER BY kind')
    .raw()
    .all()
/** Links as stored for each by itself, wherever they stand. */
const bareLinks = (db: WriteDb) =>
  db
    .prepare(
      `SELECT * FROM (SELECT * FROM merged_links UNION ALL SELECT * FROM links l WHERE NOT EXISTS (SELECT 1 FROM entity_merges g WHERE g.entity_id IN (l.from_id, l.to_id))) ORDER BY link_id`,
    )
    .raw()
    .all()

test('two accounts merged are one entity with the links of both, and a transfer between them is a link to itself', () => {
  const db = emptyCase()
  addBatch(db, [
    {
      kind: 'transfer',
      rows: [
        transfer('A1', 'X', 100),
        transfer('A2', 'X', 250),
        transfer('A1', 'A2', 7),
        transfer('X', 'A2', 40),
      ],
    },
  ])
  const [before, linksBefore, summed] = [derivedFacts(db), bareLinks(db), sums(db)]
  db.transaction(() => {
    mergeEntities(by(db), [account('A1'), account('A2')], ['by-hand'], '同一张卡')
    refreshMerges(db)
  })()
  const seen = resolvedId(db, account('A2'))
  expect(membersOf(db, seen)).toEqual([account('A1'), account('A2')].sort((left, right) => left - right))
  expect(listEntities(db, { kind: 'bankAccount', sort: 'label', offset: 0, limit: 10 })).toMatchObject({
    total: 2,
  })
  // Four rows name one of the two; the one that names both counts once.
  expect(readEntity(db, account('A1'))).toMatchObject({ entityId: seen, members: 2, records: 4, links: 1 })
  expect(
    linksOfEntity(db, seen, null).map(({ fromId, toId, count, amount }) => ({
      out: fromId === seen,
      in: toId === seen,
      count,
      amount,
    })),
  ).toEqual([
    { out: true, in: false, count: 2, amount: 350 },
    { out: false, in: true, count: 1, amount: 40 },
    { out: true, in: true, count: 1, amount: 7 },
  ])
  expect(sums(db)).toEqual(summed)
  expect(bareLinks(db)).toEqual(linksBefore)
  const inner = linksOfEntity(db, seen, null).find((link) => link.fromId === link.toId)
  expect(totalsOf(db, rowsOf(db, { kind: 'transfer', link: inner?.linkId ?? 0 }))).toMatchObject({
    count: 1,
    sums: expect.arrayContaining([expect.objectContaining({ field: 'amount', sum: 7 })]) as unknown,
  })
  expect(totalsOf(db, rowsOf(db, { kind: 'transfer', entity: seen }))).toMatchObject({ count: 4 })
  db.transaction(() => {
    endClaims(by(db), [1])
    refreshMerges(db)
  })()
  expect(derivedFacts(db)).toEqual(before)
  expect(listClaims(db, { offset: 0, limit: 5 }).rows).toMatchObject([
    { status: 'withdrawn', note: '同一张卡', size: 2 },
  ])
})

test('of several merges one is withdrawn: its members are back as they were, and the others stay one', () => {
  const db = emptyCase()
  addBatch(db, [
    {
      kind: 'transfer',
      rows: [
        transfer('A1', 'X', 100),
        transfer('A2', 'X', 250),
        transfer('B1', 'A1', 7),
        transfer('B2', 'Y', 40),
      ],
    },
  ])
  const before = derivedFacts(db)
  const merge = (...names: readonly string[]) => {
    db.transaction(() => {
      mergeEntities(by(db), names.map(account), ['by-hand'], '')
      refreshMerges(db)
    })()
  }
  merge('B1', 'B2')
  const one = derivedFacts(db)
  merge('A1', 'A2')
  db.transaction(() => {
    endClaims(by(db), [2])
    refreshMerges(db)
  })()
  expect(derivedFacts(db)).toEqual(one)
  expect([membersOf(db, account('A1')), membersOf(db, account('B1')).length]).toEqual([[account('A1')], 2])
  db.transaction(() => {
    endClaims(by(db), [1])
    refreshMerges(db)
  })()
  expect(derivedFacts(db)).toEqual(before)
})

test('a member by itself has its own neighbours, whoever was merged before it; its links are found by any member', () => {
  const db = emptyCase()
  addBatch(db, [
    { kind: 'transfer', rows: [transfer('A1', 'X', 100), transfer('A2', 'X', 250), transfer('Y', 'Z', 7)] },
  ])
  const merge = (...names: readonly string[]) => {
    db.transaction(() => {
      mergeEntities(by(db), names.map(account), ['by-hand'], '')
      refreshMerges(db)
    })()
  }
  merge('A1', 'A2')
  merge('X', 'Y')
  expect(
    [...readUnmergedEntities(db, ['A1', 'A2', 'X', 'Y'].map(account)).values()]
      .map(({ label, links }) => [label, links])
      .sort(),
  ).toEqual([
    ['A1', 1],
    ['A2', 1],
    ['X', 2],
    ['Y', 1],
  ])
  expect(readEntity(db, account('X')).links).toBe(2)
  for (const name of ['X', 'Y'])
    expect(listLinks(db, { entityId: account(name), sort: 'amount', offset: 0, limit: 10 })).toMatchObject({
      total: 2,
      rows: [{ amount: 350 }, { amount: 7 }],
    })
})

test('of four who are one, two are taken out: the rest stays one, and the two are apart', () => {
  const db = emptyCase()
  addBatch(db, [
    {
      kind: 'memberAccount',
      rows: ['a', 'b', 'c', 'd'].map((name) => ({ account: name, phone: '13800000001' })),
    },
  ])
  db.transaction(() => {
    for (const pair of [
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'd'],
    ])
      mergeEntities(by(db), pair.map(site), ['same-phone'], '')
    refreshMerges(db)
    takeOutOf(by(db), site('a'), [site('b'), site('c')], '手机转卖')
    refreshMerges(db)
  })()
  expect(claimedClusters(db)).toEqual([[site('a'), site('d')].sort((left, right) => left - right)])
  expect(
    listClaims(db, { status: 'active', offset: 0, limit: 10 }).rows.map(({ type, size }) => [type, size]),
  ).toEqual([
    ['apart', 4],
    ['merge', 2],
  ])
})

test('a card that two people use is taken apart by the name beside it, later rows included, and given back whole', () => {
  const db = emptyCase()
  const rows = [
    transfer('6217000018', 'X', 100, { ownName: '甲' }),
    transfer('6217000018', 'X', 30, { ownName: '乙' }),
    transfer('6217000018', 'Y', 5, { ownName: '乙' }),
    transfer('Z', '6217000018', 9, { counterName: '乙' }),
  ]
  addBatch(db, [{ kind: 'transfer', rows }])
  expect(
    splitChoices(db, account('6217000018')).map(({ field, value, records }) => [field, value, records]),
  ).toEqual(
    expect.arrayContaining([
      ['ownName', '乙', 2],
      ['ownName', '甲', 1],
      ['counterName', '乙', 1],
    ]),
  )
  const [before, figures, summed] = [derivedFacts(db), measures(db), sums(db)]
  const { partId, rows: moved } = db.transaction(() => {
    const made = splitEntity(
      by(db),
      account('6217000018'),
      '乙',
      [
        { kind: 'transfer', field: 'ownName', value: '乙' },
        { kind: 'transfer', field: 'counterName', value: '乙' },
      ],
      '',
    )
    refreshClaims(db)
    return made
  })()
  expect(moved).toBe(3)
  expect(readEntity(db, partId)).toMatchObject({
    label: '乙',
    key: 'account:6217000018¦乙',
    records: 3,
    links: 3,
  })
  expect(readEntity(db, account('6217000018'))).toMatchObject({ records: 1, links: 1 })
  expect([measures(db), sums(db)]).toEqual([figures, summed])
  addBatch(db, [{ kind: 'transfer', rows: [transfer('6217000018', 'W', 1, { ownName: '乙' })] }])
  expect(readEntity(db, partId).records).toBe(4)
  db.transaction(() => {
    removeBatchFacts(db, { batchId: 2 })
    endClaims(by(db), [1])
    refreshClaims(db)
  })()
  expect(derivedFacts(db)).toEqual(before)
})

test('an account that is taken apart, and its part again, is one account in every count of accounts', () => {
  const db = emptyCase()
  addBatch(db, [
    {
      kind: 'memberAccount',
      rows: ['甲', '乙', '丙'].map((name, at) => ({
        account: 'a',
        name,
        phone: `1380000000${at}`,
        parent: 'dl',
      })),
    },
    {
      kind: 'deposit',
      rows: [
        ['甲', 'P1'],
        ['乙', 'P1'],
        ['丙', 'P2'],
      ].map(([name = '', card = ''], at) => ({
        number: `D${at}`,
        account: 'a',
        type: 'deposit',
        amount: 100,
        result: 'success',
        payeeCard: card,
        payeeName: name,
        payerCard: 'Q',
        time: '2024-03-01 10:00:00',
      })),
    },
  ])
  const accounts = () => {
    const { accounts: all, accountsThatBet } = personsBehindAccounts(db, {
      sort: 'accounts',
      several: 'all',
      offset: 0,
      limit: 10,
    })
    return [all, accountsThatBet]
  }
  const [figures, counted] = [measures(db), accounts()]
  expect([figures['members.accounts'], figures['agents.with_subordinates']]).toEqual([1, 1])
  const split = (entityId: number, label: string, names: readonly string[]) =>
    db.transaction(() => {
      const made = splitEntity(
        by(db),
        entityId,
        label,
        names.map((value) => ({ kind: 'memberAccount', field: 'name', value })),
        '',
      )
      refreshClaims(db)
      return made
    })()
  const { partId } = split(site('a'), '乙丙', ['乙', '丙'])
  split(partId, '丙', ['丙'])
  expect(
    listEntities(db, { kind: 'siteAccount', text: 'a', sort: 'label', offset: 0, limit: 10 }).total,
  ).toBe(3)
  expect(listEntities(db, { text: 'siteAccount:dl', sort: 'label', offset: 0, limit: 10 }).total).toBe(1)
  expect([measures(db), accounts()]).toEqual([figures, counted])
})

test('the balances of an account that is taken apart are held against its whole statement', () => {
  const db = emptyCase()
  const line = (day: number, ownName: string, balance: number): Values =>
    transfer('6217000018', 'X', 100, { ownName, direction: 'in', balance, time: `2024-0${day}-01 10:00:00` })
  addBatch(db, [
    {
      kind: 'transfer',
      rows: [line(1, '甲', 100), line(2, '乙', 200), line(3, '甲', 300), line(4, '乙', 400)],
    },
  ])
  const findings = () =>
    qualityFindings(db)
      .filter(({ code }) => code === 'balance-break' || code === 'missing-period')
      .map(({ code, count }) => [code, count])
  expect(findings()).toEqual([])
  db.transaction(() => {
    splitEntity(
      by(db),
      account('6217000018'),
      '乙',
      [{ kind: 'transfer', field: 'ownName', value: '乙' }],
      '',
    )
    refreshClaims(db)
    factsChanged(db)
  })()
  expect(findings()).toEqual([])
})

test('the list of people in a report has as many as the measure counts', () => {
  const db = emptyCase()
  addBatch(db, [
    {
      kind: 'personRegister',
      rows: [
        { name: '张伟', role: '经理' },
        { name: '张大伟', role: '经理' },
        { name: '李强', role: '印刷' },
      ],
    },
  ])
  const listed = () => [
    readPeople(db).map(({ name }) => name),
    measures(db)['people.count'],
    numberOf(readOverview(db).highlights.find(({ measure }) => measure === 'people.count')?.value),
  ]
  expect(listed()).toEqual([['张伟', '张大伟', '李强'], 3, 3])
  db.transaction(() => {
    mergeEntities(
      by(db),
      listEntities(db, { kind: 'person', sort: 'label', offset: 0, limit: 9 })
        .rows.filter(({ label }) => label !== '李强')
        .map(({ entityId }) => entityId),
      ['by-hand'],
      '',
    )
    refreshMerges(db)
    factsChanged(db)
  })()
  expect(listed()).toEqual([['张伟', '李强'], 2, 2])
})

const cards = ['A', 'B', 'C', 'D', 'E']
const row = fc
  .record({
    own: fc.constantFrom(...cards),
    counter: fc.constantFrom(...cards),
    amount: fc.integer({ min: 1, max: 3 }),
    direction: fc.constantFrom('in', 'out', 'unknown'),
    name: fc.constantFrom('甲', '乙'),
    second: fc.integer({ min: 10, max: 14 }),
  })
  .map(({ own, counter, amount, direction, name, second }): Values =>
    transfer(own, counter, amount, { direction, ownName: name, time: `2024-03-01 10:00:${second}` }),
  )
const batch = fc.array(row, { minLength: 1, maxLength: 8 })
interface Act {
  readonly do: 'import' | 'remove' | 'withdraw' | 'restore' | 'merge' | 'takeOut' | 'split'
  readonly rows: readonly Values[]
  readonly which: number
  readonly who: readonly string[]
}
const acts: fc.Arbitrary<Act[]> = fc.array(
  fc.record({
    do: fc.constantFrom('import', 'remove', 'withdraw', 'restore', 'merge', 'merge', 'takeOut', 'split'),
    rows: batch,
    which: fc.nat(9),
    who: fc.uniqueArray(fc.constantFrom(...cards), { minLength: 1, maxLength: 3 }),
  }),
  { minLength: 1, maxLength: 12 },
)

test(
  'whatever is merged, split, imported, taken back and brought again, no sum changes, and without claims everything is as the rows give it',
  { timeout: 120_000 },
  () => {
    fc.assert(
      fc.property(batch, acts, (first, steps) => {
        const db = emptyCase()
        const bare = emptyCase()
        const both = (sheets: readonly SheetRows[]) => {
          addBatch(db, sheets)
          return addBatch(bare, sheets)
        }
        const batches = [both([{ kind: 'transfer', rows: first }])]
        for (const step of steps)
          db.transaction(() => {
            if (step.do === 'import') batches.push(both([{ kind: 'transfer', rows: step.rows }]))
            else if (step.do === 'remove') {
              for (const of of [db, bare])
                removeBatchFacts(of, { batchId: batches[step.which % batches.length] ?? 1 })
            } else if (step.do === 'withdraw') endClaims(by(db), [step.which])
            else if (step.do === 'restore') reviveClaims(by(db), [step.which])
            else {
              const [who] = step.who
              try {
                if (step.do === 'merge') mergeEntities(by(db), step.who.map(account), ['by-hand'], '')
                else if (step.do === 'takeOut')
                  takeOutOf(by(db), account(who ?? ''), step.who.map(account), '')
                else
                  splitEntity(
                    by(db),
                    account(who ?? ''),
                    '乙',
                    [{ kind: 'transfer', field: 'ownName', value: '乙' }],
                    '',
                  )
              } catch {
                return
              }
            }
            refreshClaims(db)
          })()
        expect(sums(db)).toEqual(sums(bare))
        expect(measures(db)).toEqual(measures(bare))
        expect(totalsOf(db, rowsOf(db, { kind: 'transfer' })).sums).toEqual(
          totalsOf(bare, rowsOf(bare, { kind: 'transfer' })).sums,
        )
        const seen = db.prepare('SELECT * FROM links ORDER BY 1').raw().all()
        db.transaction(() => {
          removeBatchFacts(db, { batchId: 999 })
        })()
        expect(db.prepare('SELECT * FROM links ORDER BY 1').raw().all()).toEqual(seen)
        db.transaction(() => {
          endClaims(
            by(db),
            Array.from({ length: 40 }, (_, index) => index),
          )
          refreshClaims(db)
        })()
        expect(derivedFacts(db)).toEqual(derivedFacts(bare))
      }),
      { numRuns: Number(process.env['FC_RUNS'] ?? 25) },
    )
  },
)

test('the order of claims plays no part', () => {
  fc.assert(
    fc.property(
      fc.array(fc.uniqueArray(fc.constantFrom(...cards), { minLength: 2, maxLength: 3 }), {
        minLength: 1,
        maxLength: 5,
      }),
      fc.integer(),
      (claims, turn) => {
        const clusters = (order: readonly (readonly string[])[]) => {
          const db = emptyCase()
          addBatch(db, [{ kind: 'transfer', rows: cards.map((card) => transfer(card, 'X', 1)) }])
          db.transaction(() => {
            for (const who of order) {
              try {
                mergeEntities(by(db), who.map(account), ['by-hand'], '')
              } catch {
                /* one already */
              }
              refreshMerges(db)
            }
          })()
          return [claimedClusters(db), derivedFacts(db)]
        }
        const at = Math.abs(turn) % claims.length
        expect(clusters([...claims.slice(at), ...claims.slice(0, at)])).toEqual(clusters(claims))
      },
    ),
    { numRuns: 15 },
  )
})
