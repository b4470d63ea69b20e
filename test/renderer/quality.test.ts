/** The list of findings: asked for again while it is on its way, everybody who waits has the newest. */
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, test } from 'vitest'
import { useConnection } from '../../renderer/api/index.ts'
import { useQuality } from '../../renderer/stores/quality.ts'
import type { QualityFinding, QualityRow } from '../../shared/contract/index.ts'
import { placeText } from '../../renderer/views/quality/placeWords.ts'
import { AppError } from '../../shared/errors.ts'
import { fakeConnection, settled } from './fakeConnection.ts'

beforeEach(() => {
  setActivePinia(createPinia())
})
const finding = (id: string, tone: 'bad' | 'warn' | 'info' | 'ok') => ({
  id,
  code: 'rejected',
  tone,
  count: 1,
  kind: null,
  opens: null,
})

test('the first answer is not shown once the list was asked for anew, and what is to be checked is counted', async () => {
  const { connection, calls } = fakeConnection()
  useConnection(connection)
  const quality = useQuality()
  const both = Promise.all([quality.readList(), quality.readList()])
  expect([calls.length, calls[0]?.aborted()]).toEqual([1, true])
  calls[0]?.refuse(new AppError('cancelled', ''))
  await settled()
  calls[1]?.answer([finding('a', 'bad'), finding('b', 'warn'), finding('c', 'info'), finding('d', 'ok')])
  await both
  expect([quality.list.map(({ id }) => id), quality.toCheck, quality.listed, quality.stale]).toEqual([
    ['a', 'b', 'c', 'd'],
    2,
    true,
    false,
  ])
})
test('a list asked for before the case was closed is neither shown nor asked for again', async () => {
  const { connection, calls } = fakeConnection()
  useConnection(connection)
  const quality = useQuality()
  const reading = quality
    .readList()
    .catch((error: unknown) => (error instanceof AppError ? error.code : 'other'))
  quality.clear()
  calls[0]?.answer([finding('a', 'bad')])
  await reading
  expect([calls.length, quality.list, quality.listed]).toEqual([1, [], false])
})
test('a possible reversal is taken or refused, one that a number tied is taken apart, and all are taken at once', async () => {
  const { connection, calls } = fakeConnection()
  useConnection(connection)
  const quality = useQuality()
  const place: QualityRow = {
    kind: 'transfer',
    recordId: 7,
    batchId: 1,
    sheetId: 1,
    file: 'a.csv',
    sheet: 'a',
    row: 3,
    field: null,
    raw: '',
    entityId: null,
    label: '',
    values: {
      time: '2023-05-02',
      amount: 10_000,
      otherRecordId: 5,
      otherFile: 'a.csv',
      otherSheet: 'a',
      otherRow: 2,
      takenBack: 10_000,
      days: 1,
      by: 'amount-and-side',
      gross: 10_000,
      net: 0,
    },
  }
  const of = (code: QualityFinding['code']): QualityFinding => ({
    ...finding('x', 'warn'),
    code,
    kind: 'transfer',
    hangs: [],
  })
  for (const [code, one] of [
    ['possible-reversal', true],
    ['possible-reversal', false],
    ['reversed', false],
  ] as const)
    void quality.decide(of(code), place, one)
  void quality.decideAll(of('possible-reversal'))
  await settled()
  const both = { kind: 'transfer', recordId: 7, otherId: 5 }
  expect(calls.map(({ name, args }) => [name, args])).toEqual([
    ['facts.decide', { ...both, decision: 'takes-back' }],
    ['facts.decide', { ...both, decision: 'no-reversal' }],
    ['facts.decide', { ...both, decision: 'no-reversal' }],
    ['facts.decideAll', { kind: 'transfer', finding: 'possible-reversal' }],
  ])
  expect([placeText('possible-reversal', place), placeText('reversed', place)]).toEqual([
    '2023-05-02 100.00：可能冲退《a.csv》a 第 2 行的 100.00（同一对方、同一金额，相隔 1 天）',
    '2023-05-02 100.00：冲退 100.00，原交易 100.00，净额 0.00',
  ])
})
