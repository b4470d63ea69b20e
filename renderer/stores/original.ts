import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { OriginalWindow } from '../../shared/contract/index.ts'
import { caseApi, onCaseChange } from './caseBound.ts'

export type OriginalRow = OriginalWindow['rows'][number]
export type OriginalAbout = Omit<OriginalWindow, 'rows'>

/** The original sheet that is open, as it was read, with what became of each row. */
export const useOriginal = defineStore('original', () => {
  const about = shallowRef<OriginalAbout | null>(null)
  const headers = shallowRef<readonly string[]>([])
  /** The rows around the one asked for, by which columns are made wide enough. */
  const near = shallowRef<readonly OriginalRow[]>([])
  const row = ref<number | null>(null)
  const error = shallowRef<unknown>(null)
  const loading = ref(false)
  const version = ref(0)
  let asked = 0

  /** Opens a sheet at a row (one-based, as a person counts). */
  async function open(sheetId: number, at: number | null): Promise<void> {
    const ask = ++asked
    loading.value = true
    error.value = null
    row.value = at
    try {
      const window = await caseApi.call('records.original', { sheetId, row: at ?? 1, before: 20, after: 60 })
      const header =
        window.headerRow === null
          ? undefined
          : (window.rows.find((candidate) => candidate.row === window.headerRow) ??
            (await caseApi.call('records.original', { sheetId, row: window.headerRow, before: 0, after: 0 }))
              .rows[0])
      if (ask !== asked) return
      about.value = {
        provenance: window.provenance,
        kind: window.kind,
        headerRow: window.headerRow,
        columns: window.columns,
        rowCount: window.rowCount,
      }
      near.value = window.rows
      headers.value = header?.cells ?? []
      version.value++
    } catch (thrown) {
      if (ask !== asked) return
      about.value = null
      error.value = thrown
    } finally {
      if (ask === asked) loading.value = false
    }
  }
  /** Rows for the grid, one for each row number of the sheet. */
  async function load(offset: number, limit: number): Promise<readonly OriginalRow[]> {
    const sheet = about.value
    if (sheet === null) return []
    const window = await caseApi.call('records.original', {
      sheetId: sheet.provenance.sheetId,
      row: offset + 1,
      before: 0,
      after: limit - 1,
    })
    if (window.columns > (about.value?.columns ?? 0)) about.value = { ...sheet, columns: window.columns }
    const byRow = new Map(window.rows.map((entry) => [entry.row, entry]))
    const count = Math.min(limit, sheet.rowCount - offset)
    return Array.from(
      { length: Math.max(0, count) },
      (_, index) =>
        byRow.get(offset + index + 1) ?? {
          row: offset + index + 1,
          outcome: 'skipped',
          reason: 'blank',
          recordId: null,
          cells: [],
          remarks: [],
          edits: [],
        },
    )
  }
  const searching = ref(false)
  let stop = new AbortController()
  /** The next cell that holds the words after a place, or before it; from the other end when there is none. Null: in no cell. */
  async function find(
    words: string,
    from: { readonly row: number; readonly column: number },
    backwards: boolean,
  ): Promise<{ readonly row: number; readonly column: number } | null> {
    const sheet = about.value
    if (sheet === null || words.trim() === '') return null
    stop.abort()
    const mine = new AbortController()
    stop = mine
    searching.value = true
    try {
      const ask = (row: number, column: number) =>
        caseApi.call(
          'records.findInSheet',
          { sheetId: sheet.provenance.sheetId, text: words, row, column, backwards },
          { signal: mine.signal },
        )
      return (
        (await ask(from.row, from.column)) ??
        (await (backwards ? ask(sheet.rowCount, 1_000_000) : ask(1, -1)))
      )
    } catch (thrown) {
      if (mine.signal.aborted) return null
      throw thrown
    } finally {
      if (stop === mine) searching.value = false
    }
  }
  function close(): void {
    asked++
    stop.abort()
    about.value = null
    headers.value = []
    near.value = []
    row.value = null
    error.value = null
    loading.value = false
  }
  onCaseChange(close)

  return { about, headers, near, row, error, loading, version, searching, open, load, find, close }
})
