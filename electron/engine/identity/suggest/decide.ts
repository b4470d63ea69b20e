/** Suggestions as lists show them, and what a person decides of them. */
import { keyValueSql } from '../../../../shared/model/entityId.ts'
import type { Args } from '../../../../shared/contract/index.ts'
import { AppError } from '../../../../shared/errors.ts'
import type {
  BulkPreview,
  IdentityOverview,
  ReasonCount,
  ReasonInCase,
  Suggestion,
  SuggestionReason,
  SuggestionState,
} from '../../../../shared/contract/identity.ts'
import type { CommandContext } from '../../core/context.ts'
import type { Db } from '../../store/db.ts'
import { readUnmergedEntities } from '../../entities/entityRows.ts'
import { membersOf, resolvedId } from '../../records/seenAs.ts'
import { factsVersion } from '../../records/factsVersion.ts'
import { escapedLike, folded } from '../../records/filter.ts'
import { activeClaimsOn, addClaim, countClaims, endClaims, mergeEntities, sidesOf } from '../claims.ts'
import { bulkOf, previewOf, type OpenSuggestion } from './bulk.ts'
import { suggestedWhen, suggestionIdOf, toldApart } from './kept.ts'

const shownMembers = 20
interface Row {
  readonly suggestionId: number
  readonly kind: string
  readonly score: number
  readonly state: SuggestionState
  readonly reasons: string
  readonly against: number
  readonly size: number
  readonly cluster: number
}
type Question = Omit<Args<'identity.suggestions'>, 'offset' | 'limit'>
function whereOf(
  db: Db,
  { state, reason, kind, minScore, text, entityId }: Question,
): { readonly where: string; readonly params: Readonly<Record<string, string | number>> } {
  const wanted = folded(text ?? '').trim()
  // Without what stands before a key's colon: that is our word for what it is called by.
  const like = `SELECT e.entity_id FROM {} e WHERE e.label LIKE @text ESCAPE '\\' OR ${keyValueSql('e.key')} LIKE @text ESCAPE '\\'`
  const conditions = [
    's.state = @state',
    ...(kind === undefined ? [] : ['s.kind = @kind']),
    ...(minScore === undefined ? [] : ['s.score >= @minScore']),
    ...(reason === undefined
      ? []
      : [
          's.suggestion_id IN (SELECT w.suggestion_id FROM identity_suggestion_reasons w WHERE w.reason = @reason)',
        ]),
    ...(entityId === undefined
      ? []
      : [
          's.suggestion_id IN (SELECT m.suggestion_id FROM json_each(@members) w CROSS JOIN identity_suggestion_members m ON m.entity_id = w.value)',
        ]),
    ...(wanted === ''
      ? []
      : [
          `(s.reasons LIKE @text ESCAPE '\\' OR s.suggestion_id IN (SELECT m.suggestion_id FROM identity_suggestion_members m WHERE m.entity_id IN (${like.replace('{}', 'entities')} UNION ${like.replace('{}', 'merged_entities')})))`,
        ]),
  ]
  const given = {
    state,
    reason,
    kind,
    minScore,
    members: entityId === undefined ? undefined : JSON.stringify(membersOf(db, entityId)),
    text: wanted === '' ? undefined : `%${escapedLike(wanted)}%`,
  }
  return {
    where: conditions.join(' AND '),
    params: Object.fromEntries(
      Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    ),
  }
}
function reasonsOf(row: Pick<Row, 'reasons' | 'against'>): readonly ReasonInCase[] {
  // Written by keepSuggestions.
  const reasons = JSON.parse(row.reasons) as readonly ReasonInCase[]
  return (row.against & toldApart) === 0
    ? reasons
    : [...reasons, { code: 'told-apart', value: '', against: true }]
}
/** Suggestions, strongest first. */
export function listSuggestions(
  db: Db,
  { offset, limit, ...question }: Args<'identity.suggestions'>,
): { readonly total: number; readonly rows: readonly Suggestion[] } {
  const { where, params } = whereOf(db, question)
  const total =
    db
      .prepare<[object], number>(`SELECT COUNT(*) FROM identity_suggestions s WHERE ${where}`)
      .pluck()
      .get(params) ?? 0
  const rows = db
    .prepare<[object], Row>(
      `SELECT s.suggestion_id AS suggestionId, s.kind, s.score, s.state, s.reasons, s.against, s.size, s.cluster FROM identity_suggestions s
    WHERE ${where} ORDER BY s.score DESC, s.suggestion_id LIMIT @limit OFFSET @offset`,
    )
    .all({ ...params, offset, limit })
  const members = db
    .prepare<[number, number], number>(
      'SELECT entity_id FROM identity_suggestion_members WHERE suggestion_id = ? ORDER BY entity_id LIMIT ?',
    )
    .pluck()
  return {
    total,
    rows: rows.map(({ against, reasons, ...row }) => ({
      ...row,
      reasons: reasonsOf({ reasons, against }),
      members: [...readUnmergedEntities(db, members.all(row.suggestionId, shownMembers)).values()].sort(
        (left, right) =>
          Number(left.nameOnly) - Number(right.nameOnly) ||
          right.records - left.records ||
          left.entityId - right.entityId,
      ),
    })),
  }
}
/** Counts for the head of the screen. */
export function identityOverview(db: Db): IdentityOverview {
  const { at, outdated } = suggestedWhen(db, factsVersion(db))
  const states = new Map(
    db
      .prepare<[], [string, number]>('SELECT state, COUNT(*) FROM identity_suggestions GROUP BY state')
      .raw()
      .all(),
  )
  const byReason = db
    .prepare<[], ReasonCount>(
      `SELECT w.reason, SUM(s.state = 'open') AS open, SUM(s.state = 'later') AS later, SUM(s.state IN ('accepted', 'rejected')) AS decided,
    (SELECT COUNT(DISTINCT m.entity_id) FROM identity_suggestion_reasons v CROSS JOIN identity_suggestions o ON o.suggestion_id = v.suggestion_id AND o.state = 'open' CROSS JOIN identity_suggestion_members m ON m.suggestion_id = v.suggestion_id WHERE v.reason = w.reason) AS entities
    FROM identity_suggestion_reasons w CROSS JOIN identity_suggestions s ON s.suggestion_id = w.suggestion_id GROUP BY w.reason ORDER BY open DESC, w.reason`,
    )
    .all()
  const merged = db
    .prepare<[], { members: number; clusters: number }>(
      'SELECT COUNT(*) AS members, COUNT(DISTINCT resolved_id) AS clusters FROM entity_merges',
    )
    .get() ?? { members: 0, clusters: 0 }
  return {
    suggestedAt: at,
    outdated,
    open: states.get('open') ?? 0,
    later: states.get('later') ?? 0,
    byReason,
    claims: countClaims(db),
    merged,
  }
}

type Decision = Args<'identity.decide'>['decision']
type Writing = Pick<CommandContext, 'db' | 'at' | 'operator'>
/** Decides suggestions one after the other; suggestions whose entities are gone or that are decided already are skipped. */
export function decide(
  context: Writing,
  suggestionIds: readonly number[],
  decision: Decision,
  note: string,
): { readonly decided: number; readonly claims: number } {
  const { db } = context
  const read = db.prepare<[number], Row>(
    'SELECT suggestion_id AS suggestionId, kind, score, state, reasons, against, size, cluster FROM identity_suggestions WHERE suggestion_id = ?',
  )
  const members = db
    .prepare<[number], number>(
      'SELECT entity_id FROM identity_suggestion_members WHERE suggestion_id = ? ORDER BY entity_id',
    )
    .pluck()
  let [decided, claims] = [0, 0]
  for (const suggestionId of new Set(suggestionIds)) {
    const row = read.get(suggestionId)
    const ids =
      row === undefined
        ? []
        : [...readUnmergedEntities(db, members.all(suggestionId)).keys()].sort((left, right) => left - right)
    if (row === undefined || ids.length < 2) continue
    const made = decideOne(context, row, ids, decision, note)
    if (made === null) continue
    decided += 1
    claims += made
  }
  return { decided, claims }
}
/** How many claims were made or ended; null when there was nothing to decide. */
function decideOne(
  context: Writing,
  row: Row,
  members: readonly number[],
  decision: Decision,
  note: string,
): number | null {
  const { db } = context
  const codes = reasonsOf(row)
    .filter(({ against }) => !against)
    .map(({ code }) => code)
  const reasons = [...new Set<SuggestionReason>(codes)]
  if (decision === 'open') {
    const ended = [
      ...postponements(db, row, members),
      ...(row.state === 'rejected' || (row.against & toldApart) !== 0 ? separations(db, members) : []),
    ]
    return ended.length === 0 ? null : endClaims(context, ended)
  }
  if (row.state === 'accepted') return null
  if (decision === 'accept') {
    mergeEntities(context, members, reasons, note)
    return 1
  }
  if (row.state === (decision === 'reject' ? 'rejected' : 'later')) return null
  const unmerged = readUnmergedEntities(db, members)
  const groups = [...new Set(members.map((entityId) => resolvedId(db, entityId)))]
  const named = (entityId: number, side: number) => ({
    entityId,
    side,
    key: unmerged.get(entityId)?.key ?? '',
    label: unmerged.get(entityId)?.label ?? '',
  })
  endClaims(context, postponements(db, row, members))
  // Entities merged already stay on one side.
  if (decision === 'reject')
    addClaim(context, {
      type: 'apart',
      kind: row.kind,
      reasons,
      note,
      members: members.map((entityId) => named(entityId, groups.indexOf(resolvedId(db, entityId)))),
    })
  else
    addClaim(context, {
      type: 'later',
      kind: row.kind,
      reasons,
      note,
      members: members.map((entityId) => named(entityId, 0)),
    })
  return 1
}
function postponements(db: Db, row: Row, members: readonly number[]): readonly number[] {
  return [...sidesOf(db, activeClaimsOn(db, 'later', members))]
    .filter(([, sides]) => suggestionIdOf(row.kind, [...sides.keys()]) === row.suggestionId)
    .map(([claimId]) => claimId)
}
/** Claims that put two of them on different sides. */
function separations(db: Db, members: readonly number[]): readonly number[] {
  const among = new Set(members)
  return [...sidesOf(db, activeClaimsOn(db, 'apart', members))]
    .filter(
      ([, sides]) =>
        new Set([...sides].filter(([entityId]) => among.has(entityId)).map(([, side]) => side)).size > 1,
    )
    .map(([claimId]) => claimId)
}
/**
 * Decides everything open of a reason, kind or least score. Accepting leaves what something speaks against for a person. Errors: `note-missing`
 * for accepting without a reason, `suggestions-changed` when not `expected` many would be accepted.
 */
export function decideAll(
  context: Writing,
  { of, decision, note, expected }: Args<'identity.decideAll'>,
): { readonly decided: number; readonly claims: number; readonly left: number } {
  const { db } = context
  if (decision !== 'accept') {
    const ids = openOf(db, of, decision === 'open' ? 'later' : 'open').map(({ suggestionId }) => suggestionId)
    return { ...decide(context, ids, decision, note ?? ''), left: 0 }
  }
  if ((note ?? '').trim() === '') throw new AppError('note-missing', 'accepting many at once needs a reason')
  const { accepted, against, contested } = bulkOf(db, openOf(db, of, 'open'))
  if (expected !== undefined && expected !== accepted.length)
    throw new AppError('suggestions-changed', 'not what was shown before', {
      expected,
      found: accepted.length,
    })
  return {
    ...decide(
      context,
      accepted.map(({ suggestionId }) => suggestionId),
      decision,
      note ?? '',
    ),
    left: against + contested,
  }
}
/** What accepting them would do. */
export function foreseeAll(db: Db, of: Args<'identity.foreseeAll'>['of']): BulkPreview {
  return previewOf(db, bulkOf(db, openOf(db, of, 'open')))
}
function openOf(
  db: Db,
  of: Args<'identity.foreseeAll'>['of'],
  state: SuggestionState,
): readonly OpenSuggestion[] {
  const { where, params } = whereOf(db, { ...of, state })
  return db
    .prepare<[object], OpenSuggestion>(
      `SELECT s.suggestion_id AS suggestionId, s.kind, s.against FROM identity_suggestions s WHERE ${where} ORDER BY s.score DESC, s.suggestion_id`,
    )
    .all(params)
}
