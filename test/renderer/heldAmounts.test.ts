/** Amounts against the law on screen: no answer under another question than its own, and an offence in one line as sure as it is. */
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, test } from 'vitest'
import { useConnection } from '../../renderer/api/index.ts'
import { tierMarks } from '../../renderer/model/heldBars.ts'
import { useFormLists } from '../../renderer/stores/formLists.ts'
import { useLaw } from '../../renderer/stores/law.ts'
import type { HeldCombo, HeldFigure, HeldLine, HeldOffence, HeldRow } from '../../shared/contract/law.ts'
import { fakeConnection, settled } from './fakeConnection.ts'

let calls: ReturnType<typeof fakeConnection>['calls']
beforeEach(() => {
  setActivePinia(createPinia())
  const fake = fakeConnection()
  useConnection(fake.connection)
  calls = fake.calls
})
const heldOf = (actor: string, repeat: boolean | null = null, date: string | null = null) => ({
  actor,
  repeat,
  date,
  offences: [],
})

test.each([
  ['who acted', (law: ReturnType<typeof useLaw>) => (law.actor = 'unit')],
  ['whether punished before', (law: ReturnType<typeof useLaw>) => (law.repeat = 'yes')],
  ['the day', (law: ReturnType<typeof useLaw>) => (law.date = '2025-04-25')],
])('an answer goes when the question changes: %s', async (_, change) => {
  const law = useLaw()
  const first = law.ask()
  calls.shift()?.answer(heldOf('individual'))
  await first
  expect(law.held).not.toBeNull()
  // The same question asked again leaves it until the new one is there.
  const again = law.ask()
  expect(law.held).not.toBeNull()
  calls.shift()?.answer(heldOf('individual'))
  await again
  change(law)
  const other = law.ask()
  expect([law.held, law.busy, law.failed]).toEqual([null, true, false])
  calls.shift()?.refuse(new Error('busy'))
  await expect(other).rejects.toThrow('busy')
  expect([law.held, law.busy, law.failed]).toEqual([null, false, true])
})
test('an answer about a list that another look has overtaken is left', async () => {
  const lists = useFormLists()
  const [one, two] = [lists.look({ list: 'seized' }), lists.look({ list: 'electronic' })]
  const [first, second] = calls.splice(0)
  second?.answer({ list: 'electronic' })
  await two
  first?.answer({ list: 'seized' })
  await one
  expect(lists.check?.list).toBe('electronic')
  const last = lists.look({ list: 'electronic' })
  calls.shift()?.refuse(new Error('busy'))
  await expect(last).rejects.toThrow('busy')
  await settled()
  expect(lists.check).toBeNull()
})

const figure = (openAbove: boolean): HeldFigure => ({
  value: { count: 1, scale: 0 },
  low: { count: 1, scale: 0 },
  high: { count: 1, scale: 0 },
  openBelow: false,
  openAbove,
  rows: 1,
  why: [],
})
type Against = HeldLine['sets'][number]['whole']
const lineOf = (reached: Against['reached'], perhaps: Against['perhaps'], open = false) =>
  ({
    whole: figure(open),
    sets: [
      {
        own: null,
        whole: {
          reached,
          perhaps,
          rows: [{ tier: 'T1', state: 'not-reached', notApplied: null, needs: [] }] as unknown as HeldRow[],
        },
      },
    ],
  }) as unknown as HeldLine
const combo = (
  tier: HeldCombo['tier'],
  state: HeldCombo['state'],
  reading: HeldCombo['reading'] = 'narrow',
  open = false,
) => ({ tier, state, reading, open }) as HeldCombo
const offence = (...combos: readonly HeldCombo[]) =>
  ({ sets: [{}], combos: [{ own: null, whole: combos }] }) as unknown as HeldOffence

test.each([
  ['nothing', [lineOf(null, null)], [], '—'],
  ['nothing, perhaps more by an amount nobody knows', [lineOf(null, null, true)], [], '?'],
  ['the first tier', [lineOf('T1', null)], [], 'T1'],
  ['the first, perhaps the second', [lineOf('T1', 'T2')], [], 'T1 · T2?'],
  [
    'the second of one line, the first perhaps of another',
    [lineOf('T2', null), lineOf(null, 'T1')],
    [],
    'T2',
  ],
  ['perhaps the first', [lineOf(null, 'T1')], [], 'T1?'],
  ['by two halves alone', [lineOf(null, null)], [combo('T1', 'reached')], 'T1'],
  ['perhaps by two halves', [lineOf('T1', null)], [combo('T2', 'perhaps')], 'T1 · T2?'],
  ['only by the wide reading', [lineOf(null, null)], [combo('T1', 'reached', 'wide')], '—'],
  ['halves that may be more', [lineOf(null, null)], [combo('T1', 'not-reached', 'narrow', true)], '?'],
] as const)('an offence in one line: %s', (_, lines, combos, words) => {
  expect(tierMarks(lines, offence(...combos))).toBe(words)
})
