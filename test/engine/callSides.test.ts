/** One call in the lists of both phones: what pairs, at the limits and beside them, and that links count it once. */
import { expect, test } from 'vitest'
import { possibleMirrors } from '../../electron/engine/records/possibleMirrors.ts'
import { recordKinds } from '../../shared/model/recordKinds/index.ts'
import { addBatch, emptyCase, kindIn, type Values } from './factsCase.ts'

const [one, other] = ['13800000001', '13900000002']
const row = (own: string, time: string, duration: number | null, more: Values = {}): Values => ({
  ownNumber: own,
  counterNumber: own === one ? other : one,
  direction: own === one ? 'out' : 'in',
  time,
  duration,
  ...more,
})
/** The mark of each row, its own list and the other's in two sheets, in the order given. */
function marks(pairs: readonly (readonly [Values, Values])[]): unknown {
  const db = emptyCase()
  addBatch(db, [{ kind: 'call', rows: pairs.map(([first]) => first) }])
  addBatch(db, [{ kind: 'call', rows: pairs.map(([, second]) => second) }])
  const found = db.prepare('SELECT mirror_of IS NOT NULL FROM r_call ORDER BY record_id').pluck().all()
  const count = db.prepare('SELECT sum(count) FROM links').pluck().get()
  expect(possibleMirrors(db, kindIn(recordKinds, 'call'))).toEqual([])
  return { payers: found.slice(0, pairs.length), payees: found.slice(pairs.length), count }
}

test('five minutes between the clocks and two seconds of length are one call, more are two', () => {
  expect(
    marks([
      [row(one, '2024-03-01 10:00:00', 60), row(other, '2024-03-01 10:05:00', 62)],
      [row(one, '2024-03-02 10:00:00', 60), row(other, '2024-03-02 10:05:01', 60)],
      [row(one, '2024-03-03 10:00:00', 60), row(other, '2024-03-03 10:00:00', 63)],
      [row(one, '2024-03-04 10:00:02', 58), row(other, '2024-03-04 10:00:00', 60)],
    ]),
  ).toEqual({ payers: [0, 0, 0, 0], payees: [1, 0, 0, 1], count: 6 })
})

test('messages without a length pair with their like only, and one way is no counter-entry', () => {
  expect(
    marks([
      [row(one, '2024-03-01 10:00:00', null), row(other, '2024-03-01 10:00:02', null)],
      [row(one, '2024-03-02 10:00:00', null), row(other, '2024-03-02 10:00:02', 0)],
      [row(one, '2024-03-03 10:00:00', 60), row(other, '2024-03-03 10:00:00', 60, { direction: 'out' })],
      [row(one, '2024-03-04', 60), row(other, '2024-03-04', 60)],
    ]),
  ).toEqual({ payers: [0, 0, 0, 0], payees: [1, 0, 0, 0], count: 7 })
})
