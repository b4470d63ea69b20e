/** Whether a case is whole: every page, the audit chain, the originals, the row counts, the references. */
import { createHash } from 'node:crypto'
import { setImmediate as turn } from 'node:timers/promises'
import {
  type Verification,
  type VerificationCheck,
  verificationChecks,
} from '../../../shared/contract/verification.ts'
import { answerHolds } from '../analyses/keptResults.ts'
import { readOverview } from '../analysis/overview.ts'
import { gatherFindings } from '../analysis/quality.ts'
import type { ReadingJobContext } from '../core/context.ts'
import { readMeasures } from '../law/measures.ts'
import { presentKeptFigures } from '../records/keptFigures.ts'
import { listTables } from '../records/totals.ts'
import { programMark } from '../store/programMark.ts'
import type { Db } from '../store/db.ts'
import { containsHead, verifyAudit } from '../store/audit.ts'
import { clockJumps } from '../store/clock.ts'
import { foreignPart, partText } from '../store/caseSchema.ts'
import { refuseMoved } from '../store/place.ts'
import { property } from '../store/properties.ts'
import { headsInLog } from '../workspace/keptHeads.ts'
import { type Beside, manyRows, startBeside } from './beside.ts'
import { type CheckBeside, type CheckResult, checksBeside, gathered } from './checksBeside.ts'
import { checkIndex } from './checkIndex.ts'
import { checkLog } from './checkLog.ts'
import { checkReread } from './checkReread.ts'
import { checkSteps } from './checkSteps.ts'
import { logTellsDerived } from './derivedAsLogged.ts'
import { type Findings, together } from './findings.ts'
import { recordedRows } from './keptSheets.ts'
import { type LogState, readLog } from './logState.ts'

/**
 * Runs all checks, also after one has failed; `deep` also reads the originals again. Throws only `cancelled` and errors of the disk.
 */
export async function verifyCase(
  context: ReadingJobContext,
  { deep = false }: { readonly deep?: boolean | undefined },
): Promise<Verification> {
  const began = performance.now()
  const { file } = context.workspace.session()
  refuseMoved(file)
  const rows = recordedRows(context.db())
  const { factRules } = context.workspace.info()
  const beside = startBeside(
    context,
    deep ? checksBeside : checksBeside.filter((check) => check !== 'records'),
    {
      access: file.access,
      factRules,
      // Small cases are derived again in no time.
      byDigests: !deep && rows >= manyRows && logTellsDerived(context.db(), readLog(context.db()), factRules),
    },
    rows,
  )
  try {
    const checks = await look(context, beside, deep)
    return {
      ok: checks.every((check) => check.ok),
      deep,
      checks,
      milliseconds: Math.round(performance.now() - began),
    }
  } finally {
    await beside.end()
  }
}
async function look(
  context: ReadingJobContext,
  beside: Beside,
  deep: boolean,
): Promise<readonly CheckResult[]> {
  let log: LogState | null = null
  const logged = (): LogState => (log ??= readLog(context.db()))
  const here: Partial<Record<VerificationCheck, (found: Findings) => void | Promise<void>>> = {
    schema: (found) => {
      checkSchema(context.db(), found)
    },
    'audit-chain': (found) => {
      checkAudit(context.db(), found)
    },
    heads: (found) => {
      checkHeads(context, found)
    },
    originals: (found) => checkOriginals(context, found),
    log: (found) => {
      checkLog(context.db(), logged(), found)
    },
    steps: (found) => {
      checkSteps(context.db(), logged(), found)
    },
    index: (found) => {
      checkIndex(context.db(), logged(), found)
    },
    'kept-figures': (found) => checkKeptFigures(context, found),
    completeness: (found) => {
      checkCompleteness(context, found)
    },
  }
  const asked = verificationChecks.filter((check) => deep || check !== 'reread')
  const reread = (): Promise<CheckResult> => gathered('reread', (found) => checkReread(context, found))
  // Whoever has threads has time while they work: the parser reads from the beginning.
  const early = deep && beside.threads ? reread() : null
  early?.catch(() => undefined)
  const checks: CheckResult[] = []
  for (const [index, check] of asked.entries()) {
    context.progress(check, index, asked.length)
    await turn()
    context.checkCancelled()
    const own = here[check]
    if (own !== undefined) checks.push(await gathered(check, own))
    else if (check === 'reread') {
      const originals = await (early ?? reread())
      checks.push(together(originals, await beside.result('records')))
    }
    // Every other one of the list stands among those beside.
    else checks.push(await beside.result(check as CheckBeside))
  }
  return checks
}

function checkSchema(db: Db, found: Findings): void {
  const foreign = foreignPart(db)
  found.looked = db.prepare<[], number>('SELECT count(*) FROM main.sqlite_master').pluck().get() ?? 0
  if (foreign !== null) found.add('schema', { part: partText(foreign), how: foreign.how })
}

function checkAudit(db: Db, found: Findings): void {
  const { looked, firstBad } = verifyAudit(db, property(db, 'caseId'))
  found.looked = looked
  if (firstBad !== null) found.add('audit-row', { seq: firstBad })
  // Not a fault of the case: its rows stand in the order of their numbers.
  for (const { seq, was, now } of clockJumps(db).slice(0, mostJumps))
    found.note('clock-back', { seq, was, now })
}
const mostJumps = 20
/** The log goes back to every state of the case that this installation kept, whatever the file is called. */
function checkHeads({ db, workspace }: ReadingJobContext, found: Findings): void {
  const kept = workspace.keptHeads()
  found.looked = kept.length
  if (kept.length === 0) found.note('heads-none')
  const restored = workspace.restored()
  const { missing, leftBehind, restoredElsewhere } = headsInLog(kept, restored, (head) =>
    containsHead(db(), head),
  )
  for (const { seq, at } of missing) found.add('head-missing', { seq, at })
  for (const { seq, at } of restoredElsewhere) found.add('head-restored-elsewhere', { seq, at })
  const last = leftBehind.at(-1)
  if (last !== undefined)
    found.note('head-left-behind', { count: leftBehind.length, seq: last.seq, at: last.at })
}

/** What answers each question whose figures are kept in the case. */
const figures: Readonly<Record<string, (context: ReadingJobContext) => unknown>> = {
  'overview.read': (context) => readOverview(context.db()),
  'measures.list': (context) => readMeasures(context.db()),
  'tables.list': (context) => listTables(context.db()),
  'quality.list': gatherFindings,
}
/** Figures that are shown without being made again are what the records give now. */
async function checkKeptFigures(context: ReadingJobContext, found: Findings): Promise<void> {
  const kept = presentKeptFigures(context.db(), programMark(context.workspace.appVersion))
  found.looked = kept.length
  for (const { name, text } of kept) {
    context.checkCancelled()
    const made = await figures[name]?.(context)
    if (JSON.stringify(made) !== text) found.add('kept-figure', { name })
  }
}

/** Whether the file was copied without its log, now or at some time before. */
function checkCompleteness({ workspace }: ReadingJobContext, found: Findings): void {
  const { incomplete } = workspace.info()
  found.looked = 1
  if (incomplete !== null) found.add('incomplete', { seq: incomplete.afterSeq })
}

async function checkOriginals(context: ReadingJobContext, found: Findings): Promise<void> {
  const originals = context
    .db()
    .prepare<[], { original_id: number; sha256: string; file_name: string; size: number }>(
      'SELECT original_id, sha256, file_name, size FROM originals ORDER BY original_id',
    )
    .all()
  for (const original of originals) {
    const hash = createHash('sha256')
    let size = 0
    for (let seq: number | null = -1; seq !== null;) {
      const next = context
        .db()
        .prepare<[number, number], { seq: number; bytes: Buffer }>(
          'SELECT seq, bytes FROM original_chunks WHERE original_id = ? AND seq > ? ORDER BY seq LIMIT 1',
        )
        .get(original.original_id, seq)
      if (next !== undefined) {
        hash.update(next.bytes)
        size += next.bytes.length
        await turn()
        context.checkCancelled()
      }
      seq = next?.seq ?? null
    }
    found.looked += 1
    if (size !== original.size || hash.digest('hex') !== original.sha256)
      found.add('original-bytes', { file: original.file_name })
  }
  await checkAttachments(context, found)
  await checkKeptAnswers(context, found)
}

/** Attached files still have the bytes that were attached. */
async function checkAttachments(context: ReadingJobContext, found: Findings): Promise<void> {
  const files = context
    .db()
    .prepare<[], { sha256: string; name: string; size: number }>(
      'SELECT sha256, min(name) AS name, size FROM attachments GROUP BY sha256, size ORDER BY min(attachment_id)',
    )
    .all()
  for (const { sha256, name, size } of files) {
    const hash = createHash('sha256')
    let read = 0
    for (let seq = 0; ; seq += 1) {
      const bytes = context
        .db()
        .prepare<[string, number], Buffer>('SELECT bytes FROM attached_bytes WHERE sha256 = ? AND seq = ?')
        .pluck()
        .get(sha256, seq)
      if (bytes === undefined) break
      hash.update(bytes)
      read += bytes.length
      await turn()
      context.checkCancelled()
    }
    found.looked += 1
    if (read !== size || hash.digest('hex') !== sha256) found.add('attachment-bytes', { file: name })
  }
}

/** Kept answers of analyses are what was kept. */
async function checkKeptAnswers(context: ReadingJobContext, found: Findings): Promise<void> {
  const kept = context
    .db()
    .prepare<[], { sha256: string; name: string }>(
      'SELECT answer AS sha256, min(name) AS name FROM kept_results GROUP BY answer ORDER BY min(kept_id)',
    )
    .all()
  for (const { sha256, name } of kept) {
    found.looked += 1
    if (!answerHolds(context.db(), sha256)) found.add('kept-answer', { name })
    await turn()
    context.checkCancelled()
  }
}
