/** The inspector's page, links and their rows; what an entity's page says is what its rows say. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { rebuildFacts, removeBatchFacts } from '../../electron/engine/entities/derive.ts'
import { entityDetail, linkDetail } from '../../electron/engine/entities/detail.ts'
import { countKinds, listEntities, listLinks } from '../../electron/engine/entities/entityRows.ts'
import { entityHandlers } from '../../electron/engine/entities/handlers.ts'
import { rowList } from '../../electron/engine/records/rowList.ts'
import { totalsOf } from '../../electron/engine/records/totals.ts'
import { entityIdOf } from '../../shared/model/entityId.ts'
import { commandContext } from './chartsCase.ts'
import { addBatch, derivedFacts, emptyCase } from './factsCase.ts'
import { rowsOf } from '../helpers/rows.ts'

const [me, other] = ['6217000000000000001', '6217000000000000002']
const account = (card: string) => entityIdOf('bankAccount', `account:${card}`)
const person = entityIdOf('person', 'id:110101199001010015')
const out = {
  ownCard: me,
  ownName: '王强',
  ownIdNumber: '110101199001010015',
  counterAccount: other,
  direction: 'out',
  time: '2022-11-20 10:00:00',
  amount: 700,
  result: 'success',
  serial: 'p1',
}
const into = {
  ownCard: other,
  ownName: '李四',
  counterAccount: me,
  direction: 'in',
  time: '2022-11-20 10:00:02',
  amount: 700,
  result: 'success',
  serial: 'r1',
}
let db: WriteDb
beforeEach(() => {
  db = emptyCase()
})
afterEach(() => {
  db.close()
})

test('one transfer in both files is one fact of the link, and both its rows open', () => {
  addBatch(db, [
    {
      kind: 'transfer',
      rows: [
        out,
        into,
        { ...out, serial: 'p2', result: 'failed', time: '2022-11-21 10:00:00' },
        { ...out, serial: 'p3', direction: 'unknown', time: '2022-11-22 10:00:00', amount: 5 },
      ],
    },
  ])
  const { rows } = listLinks(db, { linkKind: 'transfer', sort: 'amount', offset: 0, limit: 10 })
  expect(
    rows.map(({ fromId, toId, directed, count, amount, firstTime, lastTime }) => ({
      fromId,
      toId,
      directed,
      count,
      amount,
      firstTime,
      lastTime,
    })),
  ).toEqual([
    {
      fromId: account(me),
      toId: account(other),
      directed: true,
      count: 1,
      amount: 700,
      firstTime: '2022-11-20 10:00:00',
      lastTime: '2022-11-20 10:00:00',
    },
    {
      fromId: Math.min(account(me), account(other)),
      toId: Math.max(account(me), account(other)),
      directed: false,
      count: 1,
      amount: 5,
      firstTime: '2022-11-22 10:00:00',
      lastTime: '2022-11-22 10:00:00',
    },
  ])
  const [link] = rows
  const scope = { kind: 'transfer', link: link?.linkId ?? 0 }
  // The failed row is behind the link as well; what counts is told by the totals.
  expect([
    [...rowList(db, rowsOf(db, scope), [])],
    totalsOf(db, rowsOf(db, scope)).counted,
    linkDetail(db, scope.link).recordKinds.map(({ kind, count }) => ({ kind, count })),
  ]).toEqual([[1, 2, 3], 1, [{ kind: 'transfer', count: 3 }]])
  expect([...rowList(db, rowsOf(db, { kind: 'call', link: scope.link }), [])]).toEqual([])
})

test('without the payer’s file the payee’s row gives the same link', () => {
  const payer = addBatch(db, [{ kind: 'transfer', rows: [out] }])
  addBatch(db, [{ kind: 'transfer', rows: [into] }])
  const link = () =>
    listLinks(db, { linkKind: 'transfer', sort: 'amount', offset: 0, limit: 10 }).rows.map(
      ({ linkId, fromId, toId, count, amount, firstTime }) => ({
        linkId,
        fromId,
        toId,
        count,
        amount,
        firstTime,
      }),
    )
  const before = link()
  removeBatchFacts(db, { batchId: payer })
  expect(link()).toEqual(before.map((entry) => ({ ...entry, firstTime: '2022-11-20 10:00:02' })))
})

test('a failed transfer moves nothing but says who holds the account', () => {
  addBatch(db, [{ kind: 'transfer', rows: [{ ...out, result: 'failed' }] }])
  expect(
    listLinks(db, { sort: 'count', offset: 0, limit: 10 }).rows.map(({ linkKind, fromId, toId, count }) => ({
      linkKind,
      fromId,
      toId,
      count,
    })),
  ).toEqual([{ linkKind: 'holds', fromId: person, toId: account(me), count: 1 }])
})

test('the page of an entity: identifiers as written, links from its side, sums, rows, charts, note', () => {
  addBatch(db, [
    { kind: 'transfer', rows: [out, { ...out, serial: 'p4', amount: 300, time: '2022-11-23 10:00:00' }] },
    {
      kind: 'accountHolder',
      rows: [{ name: '王强', idNumber: '110101199001010015', card: me, boundCards: `${me}\n${other}` }],
    },
  ])
  db.exec(
    "INSERT INTO row_issues (sheet_id, row, record_id, kind, field, code, severity, raw) VALUES (1, 2, 1, 'transfer', 'ownCard', 'bad-check-digit', 'warn', ''); INSERT INTO charts VALUES (1, '资金图', '{}', '', '')",
  )
  db.prepare('INSERT INTO chart_nodes (chart_id, entity_id) VALUES (1, ?)').run(account(me))
  const context = commandContext(db)
  entityHandlers['entities.note'](context, { entityId: account(me), note: '主要账户' })
  expect(context.described).toHaveLength(1)
  const page = entityDetail(db, account(me))
  expect(page.entity).toEqual({
    entityId: account(me),
    kind: 'bankAccount',
    label: me,
    key: `account:${me}`,
    nameOnly: false,
    records: 3,
    links: 2,
  })
  expect(page.identifiers).toEqual([{ kind: 'card', value: me, raws: [me], checkFailed: true, records: 3 }])
  expect(page.attributes).toEqual([
    { field: 'name', kind: 'accountHolder', value: '王强', records: 1 },
    { field: 'ownName', kind: 'transfer', value: '王强', records: 2 },
  ])
  expect(page.linkTotals).toEqual([
    { linkKind: 'holds', direction: 'in', neighbours: 1, count: 3, amount: null },
    { linkKind: 'transfer', direction: 'out', neighbours: 1, count: 2, amount: 1000 },
  ])
  expect(
    page.links.map(({ linkKind, direction, other: end, count, amount }) => [
      linkKind,
      direction,
      end.entityId,
      count,
      amount,
    ]),
  ).toEqual([
    ['transfer', 'out', account(other), 2, 1000],
    ['holds', 'in', person, 3, null],
  ])
  expect(page.records).toEqual([
    { kind: 'accountHolder', count: 1 },
    { kind: 'transfer', count: 2 },
  ])
  expect(page.sources.map(({ kind, recordId, row }) => [kind, recordId, row])).toEqual([
    ['accountHolder', 1, 2],
    ['transfer', 1, 2],
    ['transfer', 2, 3],
  ])
  expect([page.charts, page.note]).toEqual([[{ chartId: 1, name: '资金图' }], '主要账户'])
  expect(
    page.records.map(({ kind }) => rowList(db, rowsOf(db, { kind, entity: account(me) }), []).length),
  ).toEqual([1, 2])
  entityHandlers['entities.note'](context, { entityId: account(me), note: ' ' })
  expect(entityDetail(db, account(me)).note).toBe('')
  expect(() => entityDetail(db, 1)).toThrow('no entity 1')
})

test('the label is what most records say, whatever came first', () => {
  const named = (name: string, card: string) => ({ name, idNumber: '110101199001010015', card })
  addBatch(db, [{ kind: 'accountHolder', rows: [named('王 强', me)] }])
  addBatch(db, [{ kind: 'accountHolder', rows: [named('王强', other), named('王强', me)] }])
  expect(
    listEntities(db, { kind: 'person', sort: 'label', offset: 0, limit: 10 }).rows.map((entry) => [
      entry.label,
      entry.records,
    ]),
  ).toEqual([['王强', 3]])
})

test('a name alone never joins two people, and is said to be one', () => {
  addBatch(db, [
    {
      kind: 'seizure',
      rows: [
        { holder: '王强', site: '一号仓' },
        { holder: '王强', holderId: '110101199001010015', site: '一号仓' },
      ],
    },
  ])
  const { rows } = listEntities(db, { kind: 'person', sort: 'records', offset: 0, limit: 10 })
  expect(rows.map((entry) => [entry.key, entry.nameOnly, entry.label]).sort()).toEqual([
    ['id:110101199001010015', false, '王强'],
    [expect.stringMatching(/^mention:王强‖/), true, '王强'],
  ])
  expect(countKinds(db)).toContainEqual({ kind: 'person', count: 2 })
})

test('lists are found by label or identifier, wildcards taken as they are', () => {
  addBatch(db, [
    {
      kind: 'accountHolder',
      rows: [
        { name: '王_强', idNumber: '110101199001010015', card: me },
        { name: '王强强', idNumber: '110101199001010023', card: other },
      ],
    },
  ])
  const found = (text: string) =>
    listEntities(db, { text, sort: 'label', offset: 0, limit: 10 }).rows.map((entry) => entry.label)
  expect([
    found('_'),
    found('%'),
    found('６２１７'),
    found('强强'),
    listEntities(db, { sort: 'links', offset: 1, limit: 2 }),
  ]).toMatchObject([['王_强'], [], [me, other], ['王强强'], { total: 4, rows: { length: 2 } }])
})

test('an entity goes with its last record and is itself again when it comes back', () => {
  addBatch(db, [{ kind: 'transfer', rows: [into] }])
  const before = derivedFacts(db)
  const batch = addBatch(db, [{ kind: 'transfer', rows: [out] }])
  removeBatchFacts(db, { batchId: batch })
  expect(derivedFacts(db)).toEqual(before)
  addBatch(db, [{ kind: 'transfer', rows: [out] }])
  expect(entityDetail(db, person).entity.label).toBe('王强')
  const now = derivedFacts(db)
  rebuildFacts(db)
  expect(derivedFacts(db)).toEqual(now)
})
