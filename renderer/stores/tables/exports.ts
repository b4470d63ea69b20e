/** What is shown, written into a file. */
import { ref } from 'vue'
import type { GroupKey, ReportRedaction, SortKey, TableScope } from '../../../shared/contract/index.ts'
import { host } from '../../api/index.ts'
import { caseApi } from '../caseBound.ts'
import { plainScope } from '../../model/conditions.ts'

/** The rows, their order and groups, and the columns that are shown. */
export interface ShownTable {
  readonly scope: TableScope | null
  readonly sort: readonly SortKey[]
  readonly group: readonly GroupKey[]
  readonly columns: readonly string[]
  readonly total: number
}
export function createExports(shown: () => ShownTable) {
  const exporting = ref<{ readonly done: number; readonly total: number | null } | null>(null)
  let stopExport = new AbortController()
  /** Writes what is shown into a file and lets the person keep it. Returns its rows, or null when turned back. */
  async function exportShown(
    format: 'xlsx' | 'csv',
    redact: ReportRedaction,
  ): Promise<{ readonly fileName: string; readonly rows: number } | null> {
    const { scope, sort, group, columns, total } = shown()
    if (scope === null) return null
    stopExport = new AbortController()
    exporting.value = { done: 0, total }
    try {
      const file = await caseApi.call(
        'records.export',
        {
          scope: plainScope(scope),
          sort: [...sort],
          format,
          redact,
          fields: [...columns],
          group: group.map((key) => ({ ...key })),
        },
        {
          signal: stopExport.signal,
          onProgress: ({ done, total: all }) => {
            exporting.value = { done, total: all }
          },
        },
      )
      const saved = await host.save(file.fileId, file.fileName)
      return saved ? { fileName: file.fileName, rows: file.rows } : null
    } finally {
      exporting.value = null
    }
  }
  function cancelExport(): void {
    stopExport.abort()
  }
  return { exporting, exportShown, cancelExport }
}
