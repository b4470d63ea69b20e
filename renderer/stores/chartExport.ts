import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { ChartFile, ChartSheet, ExchangeFile, ExchangeRead, Input } from '../../shared/contract/index.ts'
import { host } from '../api/index.ts'
import { caseApi, onCaseChange } from './caseBound.ts'
import { sendViews } from './viewWriter.ts'

export type ChartExportChoice = Required<Input<'chart.sheet'>>

/** A chart on its way out: what would be made, and making it. */
export const useChartExport = defineStore('chartExport', () => {
  /** What would be made of the last choice; null while that is not known. */
  const sheet = shallowRef<ChartSheet | null>(null)
  const working = ref(false)
  let asked = 0
  onCaseChange(() => {
    asked++
    sheet.value = null
    read.value = null
  })

  /** Asks what the choice would give. An answer that came too late is dropped. */
  async function preview(choice: ChartExportChoice): Promise<void> {
    const mine = ++asked
    // The engine draws the chart as it is looked at.
    await sendViews()
    const answer = await caseApi.call('chart.sheet', choice)
    if (mine === asked) sheet.value = answer
  }
  /** What a file of another program holds; null while nobody gave one. */
  const read = shallowRef<(ExchangeRead & { readonly fileName: string }) | null>(null)
  /** Lets the person choose a graph file and finds whom of it the case knows. False when turned back. Errors: file-hostile, file-unreadable, file-too-large. */
  async function readFile(): Promise<boolean> {
    const [file] = await host.pickFiles('graphs')
    if (file === undefined) return false
    read.value = {
      ...(await caseApi.call('exchange.read', { fileId: file.fileId })),
      fileName: file.fileName,
    }
    return true
  }
  /** Writes the chart for another program and lets the person keep it; null when turned back. */
  const exchange = (choice: Input<'exchange.write'>): Promise<ExchangeFile | null> =>
    during(async () => {
      const file = await caseApi.call('exchange.write', choice)
      return (await host.save(file.fileId, file.fileName)) ? file : null
    })
  function forgetRead(): void {
    read.value = null
  }
  function forget(): void {
    asked++
    sheet.value = null
  }
  async function during<T>(work: () => Promise<T>): Promise<T> {
    working.value = true
    try {
      await sendViews()
      return await work()
    } finally {
      working.value = false
    }
  }
  /** Makes the file and lets the person keep it; null when turned back. Errors: no-font, disk-full. */
  const make = (choice: ChartExportChoice): Promise<ChartFile | null> =>
    during(async () => {
      const file = await caseApi.call('chart.export', choice)
      return (await host.save(file.fileId, file.fileName)) ? file : null
    })
  /** The chart as one drawing, to be put on the clipboard as a picture. */
  const drawing = ({ chartId, paper, look, redact, language }: ChartExportChoice) =>
    during(() => caseApi.call('chart.copy', { chartId, paper, look, redact, language }))

  return { sheet, working, read, preview, forget, make, drawing, exchange, readFile, forgetRead }
})
