/** Header spellings in no list of the program: nearly all land in their field, none turns a sheet into something else. docs/recognition.md has the table. */
import { expect, test, vi } from 'vitest'
import { counted, readSpellings, sweep } from '../helpers/headerSweep.ts'

vi.setConfig({ testTimeout: 120_000 })
const all = readSpellings()
const share = (part: number, whole: number): number => part / whole

test('the list is long, and a third of it was held out of the vocabulary', () => {
  expect(all.length).toBeGreaterThan(3_000)
  expect(share(all.filter(({ heldOut }) => heldOut).length, all.length)).toBeGreaterThan(0.3)
})
test('held out: at least 95 of 100 land right, and no sheet is lost or taken for something else', () => {
  const counts = counted(sweep(all.filter(({ heldOut }) => heldOut)))
  const sum = Object.values(counts).reduce((one, other) => one + other, 0)
  expect(share(counts.right, sum)).toBeGreaterThanOrEqual(0.95)
  expect(counts).toMatchObject({ wrong: 0, lost: 0, otherKind: 0, disturbs: 0 })
})
test('built on: all but a few land right', () => {
  const counts = counted(sweep(all.filter(({ heldOut }) => !heldOut)))
  const sum = Object.values(counts).reduce((one, other) => one + other, 0)
  expect(share(counts.right, sum)).toBeGreaterThanOrEqual(0.99)
  expect(counts).toMatchObject({ lost: 0, otherKind: 0, disturbs: 0 })
})
