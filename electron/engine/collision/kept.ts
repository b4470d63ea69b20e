/** Collisions that are kept: what was asked, what came out, by which program; they can be run again on the case as it is now. */
import type { CaseFamily, Collision, KeptCollision, ListReadAs } from '../../../shared/contract/collision.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Args, Result } from '../../../shared/contract/index.ts'
import type { CommandContext, ReadingJobContext } from '../core/context.ts'
import type { Db } from '../store/db.ts'
import { collideCases, toldCases } from './cases.ts'
import { lookEverywhere } from './everywhere.ts'
import { collideList, toldList } from './list.ts'
import { keptList, type KeptList } from './listInput.ts'
import { heldResult, type HeldResult } from './results.ts'
import { collideTables, type KeptSide, toldTables } from './tables.ts'

type KeptQuestion =
  | {
      readonly what: 'list'
      readonly readAs: ListReadAs
      readonly everywhere: boolean
      readonly list: KeptList
    }
  | { readonly what: 'tables'; readonly left: KeptSide; readonly right: KeptSide }
  | { readonly what: 'cases'; readonly families: readonly CaseFamily[] }
interface KeptRow {
  readonly collision_id: number
  readonly name: string
  readonly what: Collision['what']
  readonly at: string
  readonly operator: string
  readonly program: string
  readonly digest: string
  readonly question: string
  readonly counts: string
  readonly cases: string
}

/** The summary of any result. */
export function toldResult(db: Db, result: HeldResult): Collision {
  switch (result.what) {
    case 'list':
      return toldList(db, result)
    case 'tables':
      return toldTables(db, result)
    case 'cases':
      return toldCases(db, result)
  }
}
/** Plain counts of a result, by name: what is compared when it is run again. */
export function countsOf(collision: Collision): Readonly<Record<string, number>> {
  switch (collision.what) {
    case 'list':
      return { ...collision.counts }
    case 'tables':
      return { ...collision.counts, leftRows: collision.left.rows, rightRows: collision.right.rows }
    case 'cases':
      return {
        overlaps: collision.counts.overlaps,
        ...Object.fromEntries(collision.counts.byFamily.map(({ family, count }) => [family, count])),
      }
  }
}
function questionOf(result: HeldResult): KeptQuestion {
  switch (result.what) {
    case 'list':
      return {
        what: 'list',
        readAs: result.readAs,
        everywhere: result.places !== null,
        list: keptList({ values: result.raws, numeric: result.numeric, source: result.source }),
      }
    case 'tables':
      return { what: 'tables', ...result.input }
    case 'cases':
      return { what: 'cases', families: result.families }
  }
}

/** Keeps a result. Errors: `collision-not-found`. */
export function keepResult({ db, describe }: CommandContext, resultId: string, name: string): KeptCollision {
  const result = heldResult(db, resultId)
  const told = toldResult(db, result)
  const cases =
    told.what === 'cases'
      ? told.cases
          .slice(1)
          .map(({ name: caseName, fileName, sha256 }) => ({ name: caseName, fileName, sha256: sha256 ?? '' }))
      : []
  const id =
    1 + (db.prepare<[], number>('SELECT coalesce(max(collision_id), 0) FROM collisions').pluck().get() ?? 0)
  db.prepare(
    'INSERT INTO collisions (collision_id, name, what, at, operator, program, digest, question, counts, cases) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  ).run(
    id,
    name,
    told.what,
    told.at,
    told.operator,
    told.program,
    told.digest,
    JSON.stringify(questionOf(result)),
    JSON.stringify(countsOf(told)),
    JSON.stringify(cases),
  )
  describe({ collision: name, what: told.what, digest: told.digest })
  return readKept(db, id)
}
const summaryColumns = 'collision_id, name, what, at, operator, program, digest, counts, cases'
function keptOf(row: Omit<KeptRow, 'question'>): KeptCollision {
  const { collision_id: keptId, name, what, at, operator, program, digest } = row
  // Both were written by keepResult.
  return {
    keptId,
    name,
    what,
    at,
    operator,
    program,
    digest,
    counts: JSON.parse(row.counts) as KeptCollision['counts'],
    cases: JSON.parse(row.cases) as KeptCollision['cases'],
  }
}
function readKept(db: Db, keptId: number): KeptCollision {
  const row = db
    .prepare<[number], Omit<KeptRow, 'question'>>(
      `SELECT ${summaryColumns} FROM collisions WHERE collision_id = ?`,
    )
    .get(keptId)
  if (row === undefined) throw new AppError('collision-not-found', 'this collision is not kept', { keptId })
  return keptOf(row)
}
/** The kept collisions, the last one first. */
export function listKept(db: Db): readonly KeptCollision[] {
  return db
    .prepare<[], Omit<KeptRow, 'question'>>(
      `SELECT ${summaryColumns} FROM collisions ORDER BY collision_id DESC`,
    )
    .all()
    .map(keptOf)
}
/** Takes a kept collision off the list. Errors: `collision-not-found`. */
export function forgetKept({ db, describe }: CommandContext, keptId: number): null {
  const { name, what } = readKept(db, keptId)
  db.prepare('DELETE FROM collisions WHERE collision_id = ?').run(keptId)
  describe({ collision: name, what })
  return null
}

/** Runs a kept collision again. Errors: `collision-not-found`, and those of the collision. */
export async function runAgain(
  context: ReadingJobContext,
  { keptId, cases }: Args<'collision.again'>,
): Promise<Result<'collision.again'>> {
  const kept = readKept(context.db(), keptId)
  const question = JSON.parse(
    context
      .db()
      .prepare<[number], string>('SELECT question FROM collisions WHERE collision_id = ?')
      .pluck()
      .get(keptId) ?? '{}',
  ) as KeptQuestion
  const result = await askAgain(context, question, keptId, cases)
  const told = toldResult(context.db(), result)
  const now = countsOf(told)
  const names = new Set([...Object.keys(kept.counts), ...Object.keys(now)])
  const hashes = new Set(kept.cases.map(({ sha256 }) => sha256))
  return {
    result: told,
    differs: [...names]
      .map((count) => ({ count, was: kept.counts[count] ?? 0, is: now[count] ?? 0 }))
      .filter(({ was, is }) => was !== is),
    changed:
      told.what === 'cases'
        ? told.cases
            .slice(1)
            .filter(({ sha256 }) => !hashes.has(sha256 ?? ''))
            .map(({ fileName }) => fileName)
        : [],
  }
}
async function askAgain(
  context: ReadingJobContext,
  question: KeptQuestion,
  keptId: number,
  cases: Args<'collision.again'>['cases'],
): Promise<HeldResult> {
  switch (question.what) {
    case 'list': {
      const result = await collideList(context, { kept: question.list }, question.readAs, keptId)
      return question.everywhere ? lookEverywhere(context, result) : result
    }
    case 'tables':
      return collideTables(context, { left: question.left, right: question.right }, keptId)
    case 'cases':
      return collideCases(context, cases ?? [], question.families, keptId)
  }
}
