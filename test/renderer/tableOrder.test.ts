/** The order of a table is in sight: an arrow at a column, or words where no column shows it. */
import { expect, test } from 'vitest'
import { nextSort } from '../../renderer/components/grid/columns.ts'
import { defaultColumns } from '../../renderer/model/tableFields.ts'
import { orderHeld, orderUnseen } from '../../renderer/model/tableOrder.ts'
import { tableKinds } from '../../shared/model/recordKinds/index.ts'

const up = (field: string) => ({ field, descending: false })
test('nothing chosen is the order of times; a kind without one stands as it was imported', () => {
  expect(orderHeld([], 'time')).toEqual([up('time')])
  expect(orderHeld([up('amount')], 'time')).toEqual([up('amount')])
  expect(orderHeld([], undefined)).toEqual([])
})
test('what no column shows is told: the time that is hidden, and a key whose column was taken away', () => {
  expect(orderUnseen([], 'arrivedAt', ['name'])).toEqual([up('arrivedAt')])
  expect(orderUnseen([], 'time', ['name', 'time'])).toEqual([])
  expect(orderUnseen([up('amount'), up('name')], 'time', ['name'])).toEqual([up('amount')])
})
test('of every kind the order it opens in is at a column or in words', () => {
  for (const { id, timeField } of tableKinds) {
    const columns = defaultColumns(id)
    const shown = orderHeld([], timeField).filter(({ field }) => columns.includes(field))
    expect([id, shown.length + orderUnseen([], timeField, columns).length]).toEqual([
      id,
      timeField === undefined ? 0 : 1,
    ])
  }
})
test('a click on the column of the time turns the order that holds', () => {
  expect(nextSort(orderHeld([], 'time'), 'time', false)).toEqual([{ field: 'time', descending: true }])
})
