/** A file of the import queue: what is known of it, where it stands, and what the whole queue comes to. Pure. */
import type { FileInspection, ImportBatch, TextEncoding } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/errors.ts'
import { isReady } from './importPlan.ts'
import type { SheetPlan } from './importPlan.ts'

/**
 * waiting: to be taken up. reading: its head is looked at. ready: a person may decide. queued: to be imported when its turn comes. importing,
 * done. already: the same bytes are in the case. failed: see `error`.
 */
export type FileState =
  'waiting' | 'reading' | 'ready' | 'queued' | 'importing' | 'done' | 'already' | 'failed'
/** What is left to do about a file: nothing for a while, import it, decide something, see why not, nothing any more; or it was in and was taken out again. */
export type Standing = 'working' | 'ready' | 'decide' | 'failed' | 'done' | 'undone'
export const standings = [
  'ready',
  'decide',
  'working',
  'failed',
  'done',
  'undone',
] as const satisfies readonly Standing[]

export interface ImportProgress {
  readonly stage: string
  readonly done: number
  readonly total: number | null
  /** The total is worked out from what was read so far. */
  readonly about: boolean
  /** Rows a second since the stage began; null while too little is known. */
  readonly rate: number | null
}
export interface QueuedFile {
  readonly key: number
  readonly fileName: string
  readonly size: number
  /** Folders the file stood in, relative, for recognition by where it lay. */
  readonly path: string
  readonly fileId: string | null
  readonly state: FileState
  readonly inspection: FileInspection | null
  /** A file of an archive; `path` then begins with the archive. */
  readonly member: boolean
  /** How its bytes are read where a person knows better than what is found; null: found. The password is held for this run of the program only. */
  readonly encoding: TextEncoding | null
  readonly separator: string | null
  readonly password: string | null
  readonly plans: readonly SheetPlan[]
  /** Sheets whose plan a person has changed or confirmed, by place. */
  readonly decided: readonly number[]
  readonly progress: ImportProgress | null
  readonly batch: ImportBatch | null
  readonly error: unknown
}

/** A recognition below this is for a person to confirm. */
export const sureFrom = 0.7

export function newFile(
  key: number,
  fileName: string,
  size: number,
  path: string,
  fileId: string | null,
): QueuedFile {
  return {
    key,
    fileName,
    size,
    path,
    fileId,
    state: 'waiting',
    inspection: null,
    member: false,
    encoding: null,
    separator: null,
    password: null,
    plans: [],
    decided: [],
    progress: null,
    batch: null,
    error: null,
  }
}
export function chosenPlans(file: QueuedFile): readonly SheetPlan[] {
  return file.plans.filter((plan) => plan.chosen)
}
/** Whether it has sheets that are kept as they stand when nobody says what they are. */
export function keepsAsItStands(file: QueuedFile): boolean {
  return (
    file.inspection?.sheets.some(
      ({ skip }, place) => skip !== null && skip !== 'empty' && file.plans[place]?.chosen !== true,
    ) === true
  )
}
/** Sheets that nobody has decided about though they may be of several kinds; by their places. */
export function waitingSheets(file: QueuedFile): readonly number[] {
  return (file.inspection?.sheets ?? []).flatMap(({ skip }, place) =>
    skip === 'undecided' && !file.decided.includes(place) ? [place] : [],
  )
}
/** Ready as a whole: nothing waits for a decision, something is chosen or kept as it stands, and nothing chosen lacks a field it needs. */
export function canImport(file: QueuedFile): boolean {
  const chosen = chosenPlans(file)
  if (waitingSheets(file).length > 0) return false
  return file.state === 'ready' && (chosen.length > 0 || keepsAsItStands(file)) && chosen.every(isReady)
}
/** How sure the least sure of its chosen sheets is, 0…1; a decision of a person is sure. Null without a chosen sheet. */
export function sureness(file: QueuedFile): number | null {
  const chosen = chosenPlans(file)
  if (chosen.length === 0) return null
  return Math.min(
    ...chosen.map((plan) =>
      file.decided.includes(plan.place) ? 1 : (file.inspection?.sheets[plan.place]?.confidence ?? 0),
    ),
  )
}
/** Whether it may be imported without a person having looked at it. */
export function isSure(file: QueuedFile): boolean {
  return canImport(file) && (sureness(file) ?? 0) >= sureFrom
}
/** Whether nothing but a password keeps it from being read. */
export function isLocked(file: QueuedFile): boolean {
  return file.state === 'failed' && file.fileId !== null && wantsPassword(file.error)
}
export function wantsPassword(error: unknown): boolean {
  return (
    error instanceof AppError && (error.code === 'file-encrypted' || error.code === 'file-password-wrong')
  )
}
/** What a file is read with, as the engine takes it. */
export function readingOf({
  encoding,
  separator,
  password,
}: Pick<QueuedFile, 'encoding' | 'separator' | 'password'>): {
  readonly encoding?: TextEncoding
  readonly separator?: string
  readonly password?: string
} {
  return {
    ...(encoding === null ? {} : { encoding }),
    ...(separator === null ? {} : { separator }),
    ...(password === null ? {} : { password }),
  }
}
export function standingOf(file: QueuedFile): Standing {
  switch (file.state) {
    case 'done':
      return file.batch?.status === 'active' ? 'done' : 'undone'
    case 'already':
      return 'done'
    case 'failed':
      return isLocked(file) ? 'decide' : 'failed'
    case 'ready':
      return isSure(file) ? 'ready' : 'decide'
    default:
      return 'working'
  }
}

/** How far an import of several files is: bytes stand in for rows, which nobody knows beforehand. */
export interface WholeProgress {
  readonly files: number
  readonly finished: number
  readonly bytes: number
  readonly doneBytes: number
}
/** Share of a file that is in, 0…1. */
export function shareDone(file: QueuedFile): number {
  if (file.state === 'queued') return 0
  if (file.state !== 'importing' || file.progress === null) return 1
  const { stage, done, total } = file.progress
  if (stage === 'derive') return 0.99
  return stage === 'rows' && total !== null && total > 0 ? Math.min(1, done / total) : 0
}
export function wholeProgress(files: readonly QueuedFile[]): WholeProgress {
  return {
    files: files.length,
    finished: files.filter((file) => file.state !== 'queued' && file.state !== 'importing').length,
    bytes: files.reduce((sum, file) => sum + file.size, 0),
    doneBytes: files.reduce((sum, file) => sum + file.size * shareDone(file), 0),
  }
}

/** Seconds until a run is through, by the speed of the file under way: small files before it say little about a large one. Null while it has not got going. */
export function secondsByFile(files: readonly QueuedFile[]): number | null {
  const under = files.find((file) => file.state === 'importing')
  const progress = under?.progress ?? null
  if (
    under === undefined ||
    progress === null ||
    progress.stage !== 'rows' ||
    progress.rate === null ||
    progress.total === null ||
    progress.done < progress.total * 0.03
  )
    return null
  const bytesASecond = (under.size * progress.rate) / progress.total
  const waiting = files.filter((file) => file.state === 'queued').reduce((sum, file) => sum + file.size, 0)
  return Math.max(1, Math.round((progress.total - progress.done) / progress.rate + waiting / bytesASecond))
}
/** Two figures that mean something; a total that is guessed again with every row would flicker. */
function roundly(total: number | null): number | null {
  if (total === null) return null
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, total))) - 1)
  return Math.ceil(total / step) * step
}
/** Turns raw progress into progress with a rate, counted within each stage. `expected` stands in for a total that is not told; `held` are the milliseconds the import was held so far. */
export function paced(
  tell: (progress: ImportProgress) => void,
  expected: number | null,
  held: () => number = () => 0,
): (raw: { readonly stage: string; readonly done: number; readonly total: number | null }) => void {
  let stage = ''
  let since = 0
  let first = 0
  return (raw) => {
    const now = performance.now() - held()
    if (raw.stage !== stage) [stage, since, first] = [raw.stage, now, raw.done]
    const seconds = (now - since) / 1_000
    const rate = seconds < 0.5 || raw.done <= first ? null : Math.round((raw.done - first) / seconds)
    tell({
      stage: raw.stage,
      done: raw.done,
      total: raw.stage === 'rows' ? (expected ?? roundly(raw.total)) : raw.total,
      about: raw.stage === 'rows' && expected === null && raw.total !== null,
      rate,
    })
  }
}
