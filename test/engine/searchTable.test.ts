/** The rows a search finds in a table, shown as that table: the same records the hits name, no more and no fewer. */
import { readdirSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { rowList, windowOf } from '../../electron/engine/records/rowList.ts'
import { findInCase } from '../../electron/engine/search/find.ts'
import { random } from '../helpers/statements.ts'
import { importCase, sample } from './importCase.ts'
import { caseOfSheets, indexAll } from './searchCase.ts'
import { rowsOf } from '../helpers/rows.ts'

/** By table: the records of the hits, and those of the table narrowed to the search. */
function compared(db: WriteDb, text: string): { readonly hits: unknown; readonly shown: unknown } {
  const answer = findInCase(db, { text, limit: 1_000_000, within: { type: 'record' } })
  const hits = new Map<string, number[]>(answer.tables.map(({ kind }) => [kind, []]))
  for (const hit of answer.hits) if (hit.type === 'record') hits.get(hit.kind)?.push(hit.recordId)
  const sorted = (ids: Iterable<number>) => [...ids].sort((one, other) => one - other)
  return {
    hits: answer.tables.map(({ kind, count }) => [kind, count, sorted(hits.get(kind) ?? [])]),
    shown: answer.tables.map(({ kind }) => [
      kind,
      windowOf(db, rowsOf(db, { kind, search: text }), [], 0, 0).total,
      sorted(rowList(db, rowsOf(db, { kind, search: text }), [])),
    ]),
  }
}

const searched: readonly (readonly [string, number])[] = [
  ['piracy', 3],
  ...(process.env['LZ_LONG'] === '1' ? ([['betting', 8]] as const) : []),
]
test.each(searched)(
  'the %s case: whatever is searched',
  async (folder, seed) => {
    const next = random(seed)
    const { engine, run, look } = await importCase()
    for (const name of readdirSync(sample(folder)).filter((file) => /\.(xlsx?|csv)$/.test(file)))
      await run(sample(`${folder}/${name}`))
    const asked =
      folder === 'piracy'
        ? ['罗志华', '雾港', '62170083', 'lzh', '货款 罗', '2021-03', '没有这样的词']
        : ['张', '充值', '2022', 'wx', '成功 1']
    const {
      rows: [first],
    } = await engine.call('records.window', {
      scope: { kind: folder === 'piracy' ? 'transfer' : 'deposit' },
      offset: 0,
      limit: 1,
    })
    const { tagId } = await engine.call('tags.save', { name: '雾港待查', colour: 'red' })
    await engine.call('records.tag', {
      scope: { kind: folder === 'piracy' ? 'transfer' : 'deposit' },
      recordIds: [first?.recordId ?? 0],
      tagId,
      on: true,
    })
    await look((db) => {
      const cells = db
        .prepare<[], string>(
          'SELECT value FROM identifiers WHERE length(value) > 3 ORDER BY value LIMIT 5000',
        )
        .pluck()
        .all()
      const pieces = Array.from({ length: 12 }, () => {
        const text = cells[Math.floor(next() * cells.length)] ?? ''
        const from = Math.floor(next() * (text.length - 2))
        return text.slice(from, from + 2 + Math.floor(next() * 5))
      })
      for (const text of [...asked, '雾港待查', ...pieces]) {
        const { hits, shown } = compared(db, text)
        expect([text, shown]).toEqual([text, hits])
      }
    })
    // A tag by another name is found by that name, and no longer by the old one.
    const marked = async (search: string) =>
      (
        await engine.call('records.window', {
          scope: { kind: folder === 'piracy' ? 'transfer' : 'deposit', search },
          offset: 0,
          limit: 0,
        })
      ).total
    expect(await marked('雾港待查')).toBe(1)
    await engine.call('tags.save', { tagId, name: '另一个名字', colour: 'red' })
    expect([await marked('雾港待查'), await marked('另一个名字')]).toEqual([0, 1])
  },
  300_000,
)

test('words that are none leave no row, and other conditions narrow further', async () => {
  const db = caseOfSheets(
    [Array.from({ length: 600 }, (_, row) => [row % 3 === 0 ? '罗志华' : '张伟', `6222${row * 7_919}00831`])],
    [3, 5],
  )
  await indexAll(db)
  const total = (
    search: string,
    filter: readonly { field: string; op: 'between'; values: (string | number | null)[] }[] = [],
  ) => windowOf(db, rowsOf(db, { kind: 'seizure', search, filter: [...filter] }), [], 0, 0).total
  // Every third of rows 2 to 601 is found; one of them, row 5, became no record.
  expect([
    total('罗志华'),
    total('  '),
    total('lzh'),
    total('罗志华', [{ field: 'row', op: 'between', values: [2, 10] }]),
  ]).toEqual([199, 0, 199, 2])
  db.close()
})

test('the plan: found records are read by their ids, and sheets by their rows', async () => {
  const db = caseOfSheets([
    Array.from({ length: 600 }, (_, row) => [
      row % 100 === 0 ? '罗志华' : row % 2 === 0 ? '张伟' : '',
      `6222${row * 7_919}00831`,
    ]),
  ])
  await indexAll(db)
  const spy = vi.spyOn(db, 'prepare')
  for (const search of ['罗志华', '张伟'])
    windowOf(db, rowsOf(db, { kind: 'seizure', search }), [{ field: 'row', descending: true }], 0, 50)
  const asked = [...new Set(spy.mock.calls.map(([sql]) => sql))].filter(
    (sql) => sql.includes('r_seizure') && !sql.includes('MAX('),
  )
  spy.mockRestore()
  const plans = asked.map((sql) =>
    db
      .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all(
        ...[...sql.matchAll(/\?/g)].map(() => null),
        ...(sql.includes('@')
          ? [Object.fromEntries([...sql.matchAll(/@(\w+)/g)].map(([, name]) => [name, null]))]
          : []),
      )
      .map(({ detail }) => detail),
  )
  expect(plans.flat().filter((step) => /^SCAN (?!json_each)/.test(step))).toEqual([])
  expect(new Set(plans.map(([first]) => first))).toEqual(
    new Set([
      'SEARCH r_seizure USING COVERING INDEX r_seizure_by_source (sheet_id=? AND row=?)',
      'SEARCH r_seizure USING COVERING INDEX r_seizure_by_source (sheet_id=? AND row>? AND row<?)',
      'SEARCH r USING INTEGER PRIMARY KEY (rowid=?)',
    ]),
  )
  db.close()
})
