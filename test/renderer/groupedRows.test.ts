/** The list of a grouped table: whatever is open, each of its rows is what lies at that place, in pages of any size. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  groupedRows,
  isGroup,
  type GroupedRows,
  type GroupSource,
  type TableRow,
} from '../../renderer/model/groupedRows.ts'
import type { RecordRow, Scalar } from '../../shared/contract/index.ts'

/** Groups of two levels with `sizes` records in each inner group; records are numbered. */
function source(sizes: readonly (readonly number[])[]): GroupSource {
  const record = (recordId: number) => ({ recordId }) as RecordRow
  const group = (value: Scalar, count: number) => ({
    value,
    count,
    counted: count,
    sums: [],
    flow: null,
    first: null,
    last: null,
  })
  return {
    depth: 2,
    groups(path, offset, limit) {
      const inner = sizes[Number(path[0])] ?? []
      const rows =
        path.length === 0
          ? sizes.map((each, index) =>
              group(
                index,
                each.reduce((sum, count) => sum + count, 0),
              ),
            )
          : inner.map((count, index) => group(index, count))
      return Promise.resolve({ total: rows.length, rows: rows.slice(offset, offset + limit) })
    },
    records(path, offset, limit) {
      const count = sizes[Number(path[0])]?.[Number(path[1])] ?? 0
      return Promise.resolve(
        Array.from({ length: Math.max(0, Math.min(limit, count - offset)) }, (_, index) =>
          record(Number(path[0]) * 10_000 + Number(path[1]) * 100 + offset + index),
        ),
      )
    },
  }
}
const told = (rows: readonly TableRow[]) =>
  rows.map((row) => (isGroup(row) ? `${row.open ? '-' : '+'}${row.path.join('/')}` : `#${row.recordId}`))
async function all(rows: GroupedRows): Promise<readonly string[]> {
  return told(await rows.load(0, rows.total()))
}
/** The same list by hand. */
function expected(sizes: readonly (readonly number[])[], open: ReadonlySet<string>): readonly string[] {
  return sizes.flatMap((inner, one) => [
    `${open.has(String(one)) ? '-' : '+'}${one}`,
    ...(!open.has(String(one))
      ? []
      : inner.flatMap((count, two) => [
          `${open.has(`${one}/${two}`) ? '-' : '+'}${one}/${two}`,
          ...(open.has(`${one}/${two}`)
            ? Array.from({ length: count }, (_, index) => `#${one * 10_000 + two * 100 + index}`)
            : []),
        ])),
  ])
}

test('groups open and close in any order, and pages are slices of the whole', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }), {
        minLength: 1,
        maxLength: 5,
      }),
      fc.array(fc.nat(60), { maxLength: 12 }),
      fc.nat(40),
      fc.integer({ min: 1, max: 15 }),
      async (sizes, toggles, offset, limit) => {
        const rows = await groupedRows(source(sizes))
        const open = new Set<string>()
        for (const pick of toggles) {
          const row = (await rows.load(pick % rows.total(), 1))[0]
          if (row === undefined || !isGroup(row)) continue
          await rows.toggle(row)
          const path = row.path.join('/')
          // What was open inside a group that is closed is forgotten with it.
          if (open.has(path))
            for (const each of [...open]) {
              if (each === path || each.startsWith(`${path}/`)) open.delete(each)
            }
          else open.add(path)
        }
        const whole = expected(sizes, open)
        expect(await all(rows)).toEqual(whole)
        expect(told(await rows.load(offset, limit))).toEqual(whole.slice(offset, offset + limit))
        const again = await groupedRows(source(sizes))
        await again.openLike(rows)
        expect(await all(again)).toEqual(whole)
      },
    ),
    { numRuns: 200 },
  )
})

test('a record is brought into sight by the groups that hold it, whatever else is open', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }), {
        minLength: 1,
        maxLength: 5,
      }),
      fc.array(fc.nat(60), { maxLength: 8 }),
      fc.nat(1_000),
      async (sizes, toggles, pick) => {
        const rows = await groupedRows(source(sizes))
        for (const each of toggles) {
          const row = (await rows.load(each % rows.total(), 1))[0]
          if (row !== undefined && isGroup(row)) await rows.toggle(row)
        }
        const before = new Set(rows.openPaths().map((path) => path.join('/')))
        const all = sizes.flatMap((inner, one) =>
          inner.flatMap((count, two) => Array.from({ length: count }, (_, offset) => ({ one, two, offset }))),
        )
        const { one, two, offset } = all[pick % all.length] ?? { one: 0, two: 0, offset: 0 }
        const place = await rows.reveal(
          [
            { value: one, place: one, count: 0 },
            { value: two, place: two, count: sizes[one]?.[two] ?? 0 },
          ],
          offset,
        )
        expect(told(await rows.load(place, 1))).toEqual([`#${one * 10_000 + two * 100 + offset}`])
        expect(new Set(rows.openPaths().map((path) => path.join('/')))).toEqual(
          new Set([...before, `${one}`, `${one}/${two}`]),
        )
      },
    ),
    { numRuns: 200 },
  )
})
