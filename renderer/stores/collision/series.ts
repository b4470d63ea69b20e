/** Series (串并案): many case files by what they share, with or without an open case. Nothing is written into any of them. */
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { CaseFamily, SeriesAnswer } from '../../../shared/contract/index.ts'
import { mostSeriesCases } from '../../../shared/contract/series.ts'
import type { Language } from '../../../shared/language.ts'
import { api, AppError, host } from '../../api/index.ts'
import { onCaseChange } from '../caseBound.ts'
import { createCollisionJob } from './collisionJob.ts'

/** A case file of the series. The passphrase lives here until the file was read, and nowhere else. */
export interface SeriesChoice {
  readonly key: number
  readonly name: string
  readonly caseRef?: string
  readonly place?: string
  readonly encrypted: boolean
  readonly isOpenHere: boolean
  readonly passphrase: string
  /** Why it was not read, by the last answer. */
  readonly problem: SeriesAnswer['files'][number]['problem']
}
type Which = { readonly caseRef: string } | { readonly place: string }
const ofPassphrase: readonly unknown[] = ['passphrase-needed', 'wrong-passphrase']

export const useSeries = defineStore('series', () => {
  const chosen = shallowRef<readonly SeriesChoice[]>([])
  /** What joins; empty: what the engine takes by itself. */
  const asked = shallowRef<readonly CaseFamily[]>([])
  const answer = shallowRef<SeriesAnswer | null>(null)
  const adding = ref(false)
  const { job, error, run, cancel, clear: clearJob } = createCollisionJob()
  const canPickFolder = computed(() => host.kind === 'desktop')
  /** The answer is not one to what is chosen now. */
  const outdated = shallowRef(false)
  let nextKey = 1
  /** How often everything was forgotten. */
  let cleared = 0

  /** Adds files that are not there yet. Errors: `invalid-arguments` when they are too many, those of looking at them. */
  async function add(files: readonly { readonly which: Which; readonly name: string }[]): Promise<void> {
    const fresh = files.filter(
      ({ which }) => !('caseRef' in which) || chosen.value.every(({ caseRef }) => caseRef !== which.caseRef),
    )
    if (fresh.length === 0) return
    if (chosen.value.length + fresh.length > mostSeriesCases)
      throw new AppError('invalid-arguments', `a series takes up to ${mostSeriesCases} case files`, {
        limit: mostSeriesCases,
      })
    adding.value = true
    const at = cleared
    try {
      const looks = await api.call('series.look', { cases: fresh.map(({ which }) => ({ ...which })) })
      // Locked or left meanwhile: nothing of it comes back.
      if (at !== cleared) return
      chosen.value = [
        ...chosen.value,
        ...fresh.map(({ which, name }, place): SeriesChoice => {
          const look = looks[place]
          return {
            key: nextKey++,
            name: name === '' ? (look?.fileName ?? '') : name,
            ...which,
            encrypted: look?.encrypted ?? false,
            isOpenHere: look?.isOpenHere ?? false,
            passphrase: '',
            problem: look?.problem ?? null,
          }
        }),
      ]
      outdated.value = answer.value !== null
    } finally {
      if (at === cleared) adding.value = false
    }
  }
  /** Files a person picks; says how many there were. */
  async function pick(what: 'cases' | 'caseFolder'): Promise<number> {
    const files = await host.pickFiles(what)
    await add(files.map(({ fileId, fileName }) => ({ which: { place: fileId }, name: fileName })))
    return files.length
  }
  function remove(key: number): void {
    chosen.value = chosen.value.filter((one) => one.key !== key)
    outdated.value = answer.value !== null
  }
  function removeAll(): void {
    chosen.value = []
    outdated.value = answer.value !== null
  }
  function setPassphrase(key: number, passphrase: string): void {
    chosen.value = chosen.value.map((one) => (one.key === key ? { ...one, passphrase } : one))
  }
  function setAsked(families: readonly CaseFamily[]): void {
    asked.value = families
    outdated.value = answer.value !== null
  }
  /** Reads the files. Passphrases are forgotten when every file opened that has one. */
  async function read(): Promise<void> {
    const files = chosen.value
    const families = asked.value
    const at = cleared
    const found = await run((options) =>
      api.call(
        'series.read',
        {
          cases: files.map(({ caseRef, place, passphrase }) => ({
            ...(caseRef === undefined ? {} : { caseRef }),
            ...(place === undefined ? {} : { place }),
            ...(passphrase === '' ? {} : { passphrase }),
          })),
          ...(families.length === 0 ? {} : { families: [...families] }),
        },
        options,
      ),
    )
    if (found === null || at !== cleared) return
    const stuck = found.files.some(({ problem }) => ofPassphrase.includes(problem))
    const problems = new Map(files.map(({ key }, place) => [key, found.files[place]?.problem ?? null]))
    // Files that came meanwhile were not read: they keep what was typed for them.
    chosen.value = chosen.value.map((one) =>
      problems.has(one.key)
        ? { ...one, problem: problems.get(one.key) ?? null, passphrase: stuck ? one.passphrase : '' }
        : one,
    )
    answer.value = found
    outdated.value =
      families !== asked.value ||
      chosen.value.length !== files.length ||
      chosen.value.some(({ key }) => !problems.has(key))
  }
  /** Writes the answer into a file and lets the person keep it; null when turned back. */
  async function exportAnswer(
    table: string | null,
    format: 'xlsx' | 'csv',
    language: Language,
  ): Promise<{ readonly fileName: string; readonly rows: number } | null> {
    const current = answer.value
    if (current === null) return null
    const file = await run((options) =>
      api.call(
        'series.export',
        { seriesId: current.seriesId, format, language, ...(table === null ? {} : { table }) },
        options,
      ),
    )
    return file !== null && (await host.save(file.fileId, file.fileName)) ? file : null
  }
  /** Forgets everything: files, passphrases, what was found. */
  function clear(): void {
    cleared += 1
    clearJob()
    job.value = null
    chosen.value = []
    asked.value = []
    answer.value = null
    adding.value = false
    outdated.value = false
  }
  onCaseChange(clear)

  return {
    chosen,
    asked,
    answer,
    adding,
    outdated,
    job,
    error,
    canPickFolder,
    add,
    pick,
    remove,
    removeAll,
    setPassphrase,
    setAsked,
    read,
    exportAnswer,
    cancel,
    clear,
  }
})
