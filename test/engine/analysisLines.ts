/** Answers of analyses as tests compare them. */
import { expect } from 'vitest'
import type { AnalysisResult, EntityCell } from '../../shared/contract/analyses/result.ts'

export type Line = Readonly<Record<string, unknown>>
/** Lines of a table as objects by column, entities by their label; every line is there, and its key is its own. */
export function linesOf(result: AnalysisResult, id: string): readonly Line[] {
  const table = result.tables.find((one) => one.id === id)
  if (table === undefined) return []
  expect(table.rows.length).toBe(table.total)
  expect(new Set(table.rows.map(({ key }) => key)).size).toBe(table.rows.length)
  const plain = (cell: unknown): unknown =>
    Array.isArray(cell)
      ? cell.map(plain)
      : cell !== null && typeof cell === 'object' && 'label' in cell
        ? (cell as EntityCell).label
        : cell
  return table.rows.map(({ cells }) =>
    Object.fromEntries(table.columns.map(({ id: column }, place) => [column, plain(cells[place])])),
  )
}
/** What a note says. */
export function noteOf({ notes }: AnalysisResult, id: string): string | undefined {
  return notes.find((note) => note.id === id)?.words.zh
}
