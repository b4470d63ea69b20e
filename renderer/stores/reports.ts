import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { Input, ReportFile, ReportRecord, ReportSection } from '../../shared/contract/index.ts'
import { host } from '../api/index.ts'
import { sendViews } from './viewWriter.ts'
import { caseApi, onCaseChange } from './caseBound.ts'

/** Reports made from the case and what was exported before. */
export const useReports = defineStore('reports', () => {
  const exported = shallowRef<readonly ReportRecord[]>([])
  /** The sections a report can have, in their order. */
  const sections = shallowRef<readonly ReportSection[]>([])
  const running = shallowRef<{
    readonly what: 'document' | 'workbook' | 'list'
    readonly stage: string
    readonly done: number
    readonly total: number | null
  } | null>(null)
  /** Made since the case was opened: these can be saved again. */
  const made = shallowRef<readonly ReportFile[]>([])
  let cancelling: AbortController | null = null

  function clear(): void {
    exported.value = []
    made.value = []
  }
  onCaseChange(clear)
  async function refresh(): Promise<void> {
    exported.value = await caseApi.call('report.list', {})
  }
  async function refreshSections(): Promise<void> {
    sections.value = await caseApi.call('report.sections', {})
  }
  async function run(
    what: 'document' | 'workbook' | 'list',
    work: (options: {
      signal: AbortSignal
      onProgress: (progress: { stage: string; done: number; total: number | null }) => void
    }) => Promise<ReportFile>,
  ): Promise<ReportFile> {
    const abort = new AbortController()
    cancelling = abort
    running.value = { what, stage: '', done: 0, total: null }
    try {
      // The report draws charts as they are looked at.
      await sendViews()
      const file = await work({
        signal: abort.signal,
        onProgress: (progress) => {
          running.value = { what, ...progress }
        },
      })
      made.value = [file, ...made.value]
      await refresh()
      return file
    } finally {
      running.value = null
      cancelling = null
    }
  }
  /** Errors: report-empty, disk-full, cancelled. */
  const makeDocument = (args: Input<'report.document'>) =>
    run('document', (options) => caseApi.call('report.document', args, options))
  const makeWorkbook = (args: Input<'report.workbook'>) =>
    run('workbook', (options) => caseApi.call('report.workbook', args, options))
  /** A list in the form of its official paper. Errors: those of `lists.write`. */
  const makeList = (args: Input<'lists.write'>) =>
    run('list', (options) => caseApi.call('lists.write', args, options))
  function cancel(): void {
    cancelling?.abort()
  }
  /** False when the person turned back. */
  const save = (file: { readonly fileId: string; readonly fileName: string }) =>
    host.save(file.fileId, file.fileName)

  return {
    exported,
    sections,
    made,
    running,
    clear,
    refresh,
    refreshSections,
    makeDocument,
    makeWorkbook,
    makeList,
    cancel,
    save,
  }
})
