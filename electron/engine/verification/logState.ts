/** What the audit log says the case is: its imports, the digests of their sheets, its steps, what left it. The chain itself is checked apart. */
import { digestsParam, type SheetDigests } from '../records/sheetDigests.ts'
import type { Db } from '../store/db.ts'
import { derivedAnew, derivedParam, emptyRoot, type LoggedRoots } from '../store/derivedDigests.ts'

type Params = Readonly<Record<string, unknown>>
export interface LogRow {
  readonly seq: number
  readonly at: string
  readonly operator: string
  readonly action: string
  readonly params: Params
}
export interface LoggedBatch {
  readonly batch: number
  /** The row of the first import. */
  readonly first: LogRow
  readonly file: string
  readonly sha256: string
  /** Null where an older program counted otherwise. */
  rows: number | null
  active: boolean
  /** The last row that brought its rows or took them out. */
  last: LogRow
}
export interface LoggedStep {
  readonly historyId: number
  /** Null for a step of an older program, whose row does not name it. */
  readonly made: LogRow | null
  images: string | null
  status: 'done' | 'undone'
}
export interface LogState {
  readonly first: LogRow | null
  /** Who gave the passphrase last: the cipher the case has. */
  readonly cipher: string | null
  readonly batches: ReadonlyMap<number, LoggedBatch>
  readonly sheets: ReadonlyMap<number, { digests: SheetDigests; seq: number }>
  readonly steps: ReadonlyMap<number, LoggedStep>
  /** The first step whose row names it; steps before it are of an older program. */
  readonly firstMade: number | null
  /** Rows of files that left the case. */
  readonly files: readonly LogRow[]
  readonly factRules: number | null
  /** The roots of the derived tables after the last row; null where a row does not follow from the one before it, as in a case of an older program. */
  readonly derived: ReadonlyMap<string, string> | null
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Reads the log once. A row whose parameters cannot be read says nothing here; the chain tells of it. */
export function readLog(db: Db): LogState {
  const state = {
    first: null as LogRow | null,
    cipher: null as string | null,
    batches: new Map<number, LoggedBatch>(),
    sheets: new Map<number, { digests: SheetDigests; seq: number }>(),
    steps: new Map<number, LoggedStep>(),
    firstMade: null as number | null,
    files: [] as LogRow[],
    factRules: null as number | null,
    derived: new Map<string, string>() as Map<string, string> | null,
  }
  for (const found of db
    .prepare<[], { seq: number; at: string; operator: string; action: string; params: string }>(
      'SELECT seq, at, operator, action, params FROM audit ORDER BY seq',
    )
    .iterate()) {
    const row: LogRow = { ...found, params: parsed(found.params) }
    state.first ??= row
    const { params, action } = row
    if (action === 'workspace.create' || action === 'workspace.changePassphrase')
      state.cipher = textOf(params['cipher'])
    if (action === 'facts.renew') state.factRules = Number(params['to'])
    if (
      typeof params['sha256'] === 'string' &&
      typeof params['size'] === 'number' &&
      params['stepMade'] === undefined &&
      action !== 'attachments.add'
    )
      state.files.push(row)
    takeImport(state.batches, row)
    takeSheets(state.sheets, row)
    takeStep(state, row)
    takeDerived(state, row)
  }
  return state
}
function parsed(text: string): Params {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Params) : {}
  } catch {
    return {}
  }
}
function takeImport(batches: Map<number, LoggedBatch>, row: LogRow): void {
  const { action, params } = row
  const batch = params['batch']
  if (typeof batch !== 'number' || !/^import\.(?:run|undo|redo)$/.test(action)) return
  const known = batches.get(batch)
  if (known === undefined) {
    batches.set(batch, {
      batch,
      first: row,
      file: textOf(params['file']),
      sha256: textOf(params['sha256']),
      rows: rowsOf(params),
      active: action !== 'import.undo',
      last: row,
    })
    return
  }
  known.active = action !== 'import.undo'
  known.last = row
  if (known.active) known.rows = rowsOf(params)
}
/** Rows without headers, as programs count them that keep digests. */
function rowsOf(params: Params): number | null {
  return params[digestsParam] === undefined ? null : Number(params['rows'])
}
function takeSheets(sheets: LogStateSheets, { seq, params }: LogRow): void {
  const text = params[digestsParam]
  if (typeof text !== 'string') return
  for (const [id, digests] of Object.entries(parsed(text) as Readonly<Record<string, SheetDigests>>)) {
    const before = digests.read === undefined ? sheets.get(Number(id)) : undefined
    // Rows of an older program that were written again: the rest of the sheet has no digest.
    sheets.set(Number(id), {
      seq,
      digests: { ...before?.digests, ...digests, rows: { ...before?.digests.rows, ...digests.rows } },
    })
  }
}
type LogStateSheets = Map<number, { digests: SheetDigests; seq: number }>
function takeDerived(state: { derived: Map<string, string> | null }, { action, params }: LogRow): void {
  const text = params[derivedParam]
  if (typeof text !== 'string') return
  const roots = Object.entries(parsed(text) as LoggedRoots)
  // Only deriving everything from the records is a beginning.
  if (action === 'facts.renew') state.derived = new Map()
  const { derived } = state
  if (derived === null) return
  for (const [name, [before, after]] of roots) {
    const follows =
      before === (derived.get(name) ?? emptyRoot) || (before === derivedAnew && action === 'facts.renew')
    if (!follows) {
      state.derived = null
      return
    }
    derived.set(name, after)
  }
}
function takeStep(
  state: { readonly steps: Map<number, LoggedStep>; firstMade: number | null },
  row: LogRow,
): void {
  const { stepMade, step, imagesDigest } = row.params
  const images = typeof imagesDigest === 'string' ? imagesDigest : null
  if (typeof stepMade === 'number') {
    for (const [id, known] of state.steps)
      if (known.status === 'undone' || id >= stepMade) state.steps.delete(id)
    state.firstMade = Math.min(state.firstMade ?? stepMade, stepMade)
    state.steps.set(stepMade, { historyId: stepMade, made: row, images, status: 'done' })
  } else if (typeof step === 'number') {
    const known = state.steps.get(step) ?? { historyId: step, made: null, images: null, status: 'done' }
    known.status = known.status === 'done' ? 'undone' : 'done'
    if (images !== null) known.images = images
    state.steps.set(step, known)
  }
}
