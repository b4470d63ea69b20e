/** What people added, against the history: each row of a journaled table is as the last step left it, and each step as the log says. */
import { imageTexts, ImagesDigest } from '../store/history.ts'
import { journaledNames, parseImage, type RowImage, shapeOf } from '../store/journal.ts'
import type { Db } from '../store/db.ts'
import type { Findings } from './findings.ts'
import type { LogState } from './logState.ts'

interface StepRow {
  readonly id: number
  readonly at: string
  readonly operator: string
  readonly action: string
  readonly params: string
  readonly status: 'done' | 'undone'
}
/** The rows as the done steps leave them: by table and key. */
type Replayed = Map<string, Map<string, RowImage>>

export function checkSteps(db: Db, log: LogState, found: Findings): void {
  const steps = db
    .prepare<[], StepRow>(
      'SELECT history_id AS id, at, operator, action, params, status FROM history ORDER BY history_id',
    )
    .all()
  const shapes = new Map(journaledNames.map((table) => [table, shapeOf(db, table)]))
  const replayed: Replayed = new Map(journaledNames.map((table) => [table, new Map<string, RowImage>()]))
  const open = new Map(log.steps)
  let older = 0
  for (const step of steps) {
    found.looked += 1
    const logged = open.get(step.id)
    open.delete(step.id)
    const images = new ImagesDigest()
    for (const { table, before, after } of imageTexts(db, step.id)) {
      images.add(table, before, after)
      const shape = shapes.get(table)
      const rows = replayed.get(table)
      if (step.status === 'undone' || shape === undefined || rows === undefined) continue
      try {
        apply(rows, shape.key, parseImage(before), parseImage(after))
      } catch {
        found.add('step-images', { step: step.id, action: step.action })
      }
    }
    if (logged?.made == null) {
      if (log.firstMade === null || step.id < log.firstMade) older += 1
      else found.add('step-unlogged', { step: step.id, action: step.action })
      if (logged !== undefined && logged.status !== step.status)
        found.add('step-status', { step: step.id, action: step.action })
      continue
    }
    const { made } = logged
    if (
      made.at !== step.at ||
      made.operator !== step.operator.normalize('NFC') ||
      made.action !== step.action ||
      !sameParams(step.params, made.params)
    )
      found.add('step-differs', { step: step.id, action: made.action, seq: made.seq })
    if (logged.status !== step.status) found.add('step-status', { step: step.id, action: step.action })
    if (logged.images !== null && logged.images !== images.end())
      found.add('step-images', { step: step.id, action: step.action })
  }
  for (const { historyId, made } of open.values())
    if (made !== null) found.add('step-missing', { step: historyId, action: made.action, seq: made.seq })
  if (older > 0) found.note('steps-older', { steps: older })
  compareRows(db, shapes, replayed, found)
}
function sameParams(text: string, logged: Readonly<Record<string, unknown>>): boolean {
  try {
    const params = JSON.parse(text) as Readonly<Record<string, unknown>>
    return Object.entries(params).every(
      ([name, value]) => logged[name] === value || String(logged[name]) === String(value).normalize('NFC'),
    )
  } catch {
    return false
  }
}

function keyOf(key: readonly string[], image: RowImage): string {
  return JSON.stringify(key.map((column) => image[column] ?? null))
}
function apply(
  rows: Map<string, RowImage>,
  key: readonly string[],
  before: RowImage | null,
  after: RowImage | null,
): void {
  if (before !== null && after === null) rows.delete(keyOf(key, before))
  if (after !== null) {
    const id = keyOf(key, after)
    rows.set(id, { ...rows.get(id), ...after })
  }
}
function compareRows(
  db: Db,
  shapes: ReadonlyMap<string, ReturnType<typeof shapeOf>>,
  replayed: Replayed,
  found: Findings,
): void {
  for (const [table, shape] of shapes) {
    const rows = replayed.get(table) ?? new Map<string, RowImage>()
    for (const row of db.prepare<[], RowImage>(`SELECT * FROM main."${table}"`).iterate()) {
      found.looked += 1
      const id = keyOf(shape.key, row)
      const said = rows.get(id)
      rows.delete(id)
      const key = shape.key.map((column) => row[column]).join('/')
      if (said === undefined) {
        found.add('row-unjournaled', { table, key })
        continue
      }
      const column = Object.keys(said).find(
        (name) => name in row && !shape.view.has(name) && row[name] !== said[name],
      )
      if (column !== undefined) found.add('row-changed', { table, key, column })
    }
    for (const row of rows.values())
      found.add('row-missing', { table, key: shape.key.map((column) => row[column]).join('/') })
  }
}
