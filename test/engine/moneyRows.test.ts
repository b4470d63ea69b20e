/** Rows behind figures of more transfers than one list holds, and transfers that an end of the span cuts through. */
import { describe, expect, test } from 'vitest'
import type { AnalysisResult, MoneyCell } from '../../shared/contract/analyses/result.ts'
import type { ScopeInput } from '../../shared/contract/index.ts'
import { moneyCards, moneyHeader } from '../helpers/moneyFiles.ts'
import { type ImportCase, importCase } from './importCase.ts'

const [a = '', b = '', c = ''] = moneyCards
const line = (
  own: string,
  time: string,
  amount: string,
  way: string,
  other: string,
  serial: string,
): string =>
  [own, `户${own.slice(-2)}`, time, amount, way, '', other, '', '转账', '人民币', '成功', serial].join()
async function caseOf(lines: readonly string[]): Promise<ImportCase> {
  const made = await importCase()
  await made.engine.call('import.run', { fileId: made.give('a.csv', [moneyHeader, ...lines].join('\r\n')) })
  return made
}
type Analysis = 'flows' | 'trace' | 'money' | 'moneyOf' | 'passThrough'
const run = async (
  made: ImportCase,
  analysis: Analysis,
  params: Record<string, unknown>,
): Promise<AnalysisResult> => (await made.engine.call('analyses.run', { analysis, params })).result
const entity = async (made: ImportCase, text: string): Promise<number> =>
  (await made.engine.call('entities.list', { kind: 'bankAccount', text, offset: 0, limit: 1 })).rows[0]
    ?.entityId ?? expect.fail(text)
async function countedIn(made: ImportCase, scopes: readonly ScopeInput[] = []): Promise<number> {
  let sum = 0
  for (const scope of scopes)
    sum += (await made.engine.call('records.totals', { scope: structuredClone(scope) as never })).counted
  return sum
}
const table = (result: AnalysisResult, id: string) =>
  result.tables.find((one) => one.id === id) ?? expect.fail(id)

describe('rows behind many transfers', () => {
  test('open at every figure, as many as it says', { timeout: 120_000 }, async () => {
    // 5,001 to b, 3 to c at night, so that neither all that a paid nor a list of 5,000 is what went to b.
    const lines: string[] = []
    for (let number = 0; number < 5_004; number += 1) {
      const time = `2023-01-${String(1 + Math.floor(number / 400)).padStart(2, '0')} 10:${String(Math.floor((number % 400) / 60)).padStart(2, '0')}:${String(number % 60).padStart(2, '0')}`
      lines.push(line(a, time, '1.00', '出', number % 1_668 === 5 ? c : b, `S${number}`))
    }
    const made = await caseOf(lines)
    const [own, other] = [await entity(made, a), await entity(made, b)]
    const trace = await run(made, 'trace', { payers: [own], payees: [other] })
    expect(await countedIn(made, trace.figures.find(({ id }) => id === 'traced')?.rows)).toBe(5_001)
    const all = await run(made, 'trace', { payers: [own] })
    expect(await countedIn(made, all.figures.find(({ id }) => id === 'traced')?.rows)).toBe(5_004)
    for (const by of ['person', 'account'] as const) {
      const flows = await run(made, 'flows', { of: [own], direction: 'down', levels: 1, by })
      for (const id of ['levels', 'edges']) {
        const { columns, rows } = table(flows, id)
        const at = columns.findIndex((column) => column.id === 'count')
        expect(rows.length).toBe(id === 'levels' ? 1 : 2)
        for (const row of rows) expect(await countedIn(made, row.rows), `${by} ${id}`).toBe(row.cells[at])
      }
    }
  })
})

describe('a span with a clock', () => {
  test.each([
    ['10:00', null, 'span-begin-coarse'],
    [null, '10:00', 'span-end-coarse'],
  ] as const)('from %s to %s says which rows of a day it cuts through', async (from, to, id) => {
    const made = await caseOf([
      line(a, '2023-01-05', '100.00', '出', b, 'S1'),
      line(a, '2023-01-06 09:59:59', '7.00', '出', b, 'S2'),
      line(a, '2023-01-04', '50.00', '出', b, 'S3'),
      line(a, '2023-01-06 10:00:00', '3.00', '出', b, 'S4'),
    ])
    const [own, other] = [await entity(made, a), await entity(made, b)]
    const on = (day: string) => ({
      from: from === null ? null : `${day} ${from}`,
      to: to === null ? null : `${day} ${to}`,
    })
    const questions: readonly (readonly [Analysis, Record<string, unknown>])[] = [
      ['money', {}],
      ['moneyOf', { of: own }],
      ['flows', { of: [own] }],
      ['trace', { payers: [own], payees: [other] }],
      ['passThrough', {}],
    ]
    for (const [analysis, params] of questions) {
      const cut = await run(made, analysis, { ...params, span: on('2023-01-05') })
      const note = cut.notes.find((one) => one.id === id)
      expect(note, analysis).toMatchObject({ tone: 'warn' })
      expect(note?.words.en).toContain('1 transfers')
      expect(note?.words.en).toContain('100.00')
      expect(await countedIn(made, note?.rows)).toBe(1)
      // Of a day on which every row has its clock nothing is to be said.
      const whole = await run(made, analysis, { ...params, span: on('2023-01-06') })
      expect(whole.notes.filter((one) => one.id.startsWith('span-'))).toEqual([])
      // Nor of whole days.
      const days = await run(made, analysis, { ...params, span: { from: '2023-01-05', to: '2023-01-05' } })
      expect(days.notes.filter((one) => one.id.startsWith('span-'))).toEqual([])
    }
    const ranked = await run(made, 'money', { by: 'account', span: on('2023-01-05') })
    const { columns, rows } = table(ranked, 'ranking')
    const at = columns.findIndex((column) => column.id === 'out')
    const sum = rows.reduce(
      (total, row) => total + Number((row.cells[at] as MoneyCell | null)?.minor ?? 0),
      0,
    )
    // Left out at the beginning, counted at the end, as the note says.
    expect(sum).toBe(from === null ? 15_000 : 1_000)
  })
})
