/** The frame of analyses: parameters, their limits, keys of lines, and the first of them against links counted by hand. */
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { runAnalysis } from '../../electron/engine/analyses/runAnalysis.ts'
import { analyses } from '../../shared/contract/analyses/index.ts'
import { paramsSchema } from '../../shared/contract/analyses/params.ts'
import type { EntityCell } from '../../shared/contract/analyses/result.ts'

import { seedEntities, seedLinks } from './chartsCase.ts'
import { emptyCase } from './factsCase.ts'

function caseOfFive() {
  const db = emptyCase()
  seedEntities(db, 'person', ['甲', '乙', '丙', '丁', '戊'], 1)
  seedLinks(db, [
    { from: 1, to: 4, count: 3, directed: true, amount: null, kind: 'transfer' },
    { from: 4, to: 2, count: 2, directed: true, amount: null, kind: 'transfer' },
    { from: 3, to: 4, count: 1, directed: false, amount: null, kind: 'holds' },
    { from: 1, to: 5, count: 9, directed: true, amount: null, kind: 'transfer' },
    { from: 2, to: 5, count: 1, directed: true, amount: null, kind: 'holds' },
    { from: 1, to: 2, count: 7, directed: true, amount: null, kind: 'transfer' },
  ])
  return { db, checkCancelled: () => undefined, progress: () => undefined }
}
const labels = (cells: unknown): unknown =>
  Array.isArray(cells) ? (cells as EntityCell[]).map(({ label }) => label) : (cells as EntityCell).label

test('common contacts are counted as by hand, those chosen are none of them', () => {
  const context = caseOfFive()
  const ask = (params: Record<string, unknown>) =>
    runAnalysis(context, 'common', params).result.tables[0]?.rows.map(({ cells }) => [
      cells[0],
      labels(cells[1]),
      cells[2],
      cells[3],
      labels(cells[4]),
    ])
  expect(ask({ of: [1, 2, 3] })).toEqual([
    [1, '丁', 3, 6, ['甲', '乙', '丙']],
    [2, '戊', 2, 10, ['甲', '乙']],
  ])
  expect(ask({ of: [1, 2, 3], least: 3 })).toEqual([[1, '丁', 3, 6, ['甲', '乙', '丙']]])
  expect(ask({ of: [1, 2], links: ['transfer'] })).toEqual([[1, '丁', 2, 5, ['甲', '乙']]])
  expect(ask({ of: [1, 3] })).toEqual([[1, '丁', 2, 4, ['甲', '丙']]])
})

test('without two different entities there is no answer and it says why', () => {
  const context = caseOfFive()
  for (const of of [[], [1], [1, 1]])
    expect(runAnalysis(context, 'common', { of }).result).toMatchObject({
      tables: [],
      notes: [{ tone: 'withheld', id: 'choose-two' }],
    })
  expect(() => runAnalysis(context, 'common', { of: [1, 99] })).toThrow(/no entity 99/)
})

test('what is kept of a run is complete, and a wrong parameter is refused by its name', () => {
  const context = caseOfFive()
  expect(runAnalysis(context, 'common', { of: [1, 2] }).params).toEqual({ of: [1, 2], least: 2, links: [] })
  for (const params of [{ least: 1 }, { least: 1.5 }, { other: 1 }, { of: ['1'] }, { of: [0] }])
    expect(() => runAnalysis(context, 'common', params)).toThrow(/parameters of common/)
})

test('every definition is whole: defaults within their limits, both languages, ids of their own', () => {
  expect(new Set(analyses.map(({ id }) => id)).size).toBe(analyses.length)
  for (const { id, title, question, rule, params } of analyses) {
    expect(v.safeParse(paramsSchema(params), {}).success, id).toBe(true)
    expect(new Set(params.map((param) => param.id)).size, id).toBe(params.length)
    for (const words of [title, question, rule, ...params.map((param) => param.title)])
      expect(words.zh !== '' && words.en !== '', id).toBe(true)
  }
})
