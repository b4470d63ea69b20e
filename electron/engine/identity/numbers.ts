/** What a person says of a number against the rules, and what that would do. */
import type { NumberPreview } from '../../../shared/contract/identity.ts'
import { convertCell } from '../../../shared/model/convert.ts'
import { AppError } from '../../../shared/errors.ts'
import type { RecordKind } from '../../../shared/model/define.ts'
import {
  fieldsOfSort,
  type NumberClaim,
  ruledSaying,
  saidOf,
  spellingsOf,
  typesOfSort,
} from '../../../shared/model/numberClaims.ts'
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import { type NumberedEntity, resolverOf, sheetMark } from '../../../shared/model/resolve.ts'
import type { CommandContext } from '../core/context.ts'
import { holdsNumber, numberClaimOf, numberClaims, rowsWithNumbers } from '../entities/numberClaims.ts'
import { columnOf, fieldOf } from '../records/evidence.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'
import { addClaim, endClaims, type NewMember } from './claims.ts'

const shownGroups = 10
const shownMembers = 8
const keptMembers = 20

interface Group {
  readonly entity: NumberedEntity
  rows: number
  nobody: number
  readonly members: Map<number, { readonly label: string; rows: number }>
  readonly names: Set<string>
}
interface Foreseen extends Omit<NumberPreview, 'groups' | 'groupsInAll' | 'now'> {
  readonly groups: readonly Group[]
}

/** What a person says of the number now: the claims in force about it, newest first. */
function claimsOn(db: Db, { sort, value }: Pick<NumberClaim, 'sort' | 'value'>) {
  const spellings = spellingsOf(sort, value)
  return db
    .prepare<[], { claimId: number; detail: string }>(
      "SELECT claim_id AS claimId, detail FROM identity_claims WHERE status = 'active' AND type = 'number' ORDER BY claim_id DESC",
    )
    .all()
    .map(({ claimId, detail }) => ({ claimId, ...numberClaimOf(detail) }))
    .filter(
      (claim) => claim.sort === sort && spellingsOf(sort, claim.value).some((one) => spellings.includes(one)),
    )
}
/** What saying it would do; the facts stay as they are. */
export function foreseeNumber(db: Db, given: NumberClaim): NumberPreview {
  const { groups, ...rest } = foresee(db, given)
  const [claim] = claimsOn(db, rest.number)
  return {
    ...rest,
    now: { says: claim?.says ?? ruledSaying(given.sort, rest.number.value), claimId: claim?.claimId ?? null },
    groups: groups.slice(0, shownGroups).map(({ entity, rows, nobody, members, names }) => ({
      kind: entity.entityKind,
      label: entity.label,
      entityId: entity.entityId,
      rows,
      nobody,
      size: members.size,
      members: [...members]
        .toSorted(([, one], [, other]) => other.rows - one.rows)
        .slice(0, shownMembers)
        .map(([entityId, { label, rows: own }]) => ({ entityId, label, rows: own })),
      named: names.size,
      names: [...names].toSorted().slice(0, shownMembers),
    })),
    groupsInAll: groups.length,
  }
}
function foresee(db: Db, given: NumberClaim): Foreseen {
  const number: NumberClaim = { ...given, value: storedValue(db, given) }
  const [now, then] = [numberClaims(db), [...numberClaims(db), number]].map(saidOf)
  const groups = new Map<string, Group>()
  const kinds: { kind: string; rows: number }[] = []
  let found = 0
  for (const kind of recordKinds) {
    const holds = holdsNumber(kind, [number])
    if (holds === null) continue
    const fields = kind.fields.map(({ id }) => id)
    const [before, after] = [resolverOf(kind, fields, now), resolverOf(kind, fields, then)]
    let changed = 0
    for (const [sha256, idx, row, ...values] of db
      .prepare<[], [string, number, number, ...(string | number | null)[]]>(
        `SELECT o.sha256, s.idx, r.row, ${fields.map((field) => columnOf('r', field)).join(', ')} FROM ${recordTable(kind.id)} r JOIN sheets s ON s.sheet_id = r.sheet_id JOIN batches USING (batch_id) JOIN originals o USING (original_id) WHERE ${holds} ORDER BY r.record_id`,
      )
      .raw()
      .iterate()) {
      const place = { sheet: sheetMark(sha256, idx), row }
      found += 1
      const [was, becomes] = [before(values, place), after(values, place)]
      if (tellChange(groups, number, kind, fields, values, was, becomes)) changed += 1
    }
    if (changed > 0) kinds.push({ kind: kind.id, rows: changed })
  }
  return {
    number,
    found,
    rows: kinds.reduce((sum, { rows }) => sum + rows, 0),
    kinds,
    groups: [...groups.values()].toSorted(
      (one, other) => other.rows - one.rows || one.entity.entityId - other.entity.entityId,
    ),
  }
}
/** The number as rows keep it: as it is given where one holds it so, otherwise as a cell with it would be read. */
function storedValue(db: Db, { sort, value }: NumberClaim): string {
  const given = value.trim()
  const isHeld = recordKinds.some((kind) => rowsWithNumbers(db, kind, [{ sort, value: given }]).length > 0)
  if (isHeld) return given
  for (const kind of recordKinds)
    for (const id of fieldsOfSort(kind, sort)) {
      const read = convertCell(
        { ...fieldOf(kind, id), multi: false },
        { text: given, type: 'text' },
        '',
      ).value
      if (typeof read === 'string' && read !== '') return read
    }
  return given
}
/** Adds a row to the groups; returns whether it would name others than it does. */
function tellChange(
  groups: Map<string, Group>,
  { says }: NumberClaim,
  kind: RecordKind,
  fields: readonly string[],
  values: readonly (string | number | null)[],
  was: readonly NumberedEntity[],
  becomes: readonly NumberedEntity[],
): boolean {
  let changes = false
  for (const [at, role] of kind.roles.entries()) {
    const [old, next] = [was, becomes].map((all) => all.filter(({ number }) => number === at))
    const left = (old ?? []).filter(
      ({ entityId }) => !(next ?? []).some((other) => other.entityId === entityId),
    )
    const come = (next ?? []).filter(
      ({ entityId }) => !(old ?? []).some((other) => other.entityId === entityId),
    )
    if (left.length + come.length === 0) continue
    changes = true
    const [heads, others] = says === 'number' ? [come, left] : [left, come]
    for (const entity of heads) {
      const name = `${entity.entityKind}\n${entity.entityId}`
      const group = groups.get(name) ?? { entity, rows: 0, nobody: 0, members: new Map(), names: new Set() }
      groups.set(name, group)
      group.rows += 1
      if (others.length === 0) group.nobody += 1
      for (const { entityId, label } of others) {
        const member = group.members.get(entityId) ?? { label, rows: 0 }
        member.rows += 1
        group.members.set(entityId, member)
      }
      const called = role.label === undefined ? null : values[fields.indexOf(role.label)]
      if (called !== null && called !== undefined && called !== '') group.names.add(String(called))
    }
  }
  return changes
}

/** Says it. Errors: `note-missing`, `number-nothing`, `suggestions-changed`. */
export function claimNumber(
  context: Pick<CommandContext, 'db' | 'at' | 'operator'>,
  {
    note,
    expected,
    ...given
  }: NumberClaim & { readonly note: string; readonly expected?: number | undefined },
): { readonly claimId: number; readonly rows: number; readonly withdrawn: number } {
  const { db } = context
  if (note.trim() === '') throw new AppError('note-missing', 'a claim about a number needs a reason')
  const { number, found, rows, groups } = foresee(db, given)
  const earlier = claimsOn(db, number)
  const now = earlier[0]?.says ?? ruledSaying(number.sort, number.value)
  if (found === 0 || now === number.says)
    throw new AppError('number-nothing', found === 0 ? 'no row holds the number' : 'it counts so already', {
      sort: number.sort,
    })
  if (expected !== undefined && expected !== rows)
    throw new AppError('suggestions-changed', 'other rows would change than were shown', { expected, rows })
  const withdrawn = endClaims(
    context,
    earlier.map(({ claimId }) => claimId),
  )
  const claimId = addClaim(context, {
    type: 'number',
    kind: groups[0]?.entity.entityKind ?? kindOfSort(number),
    reasons: ['by-hand'],
    note,
    detail: number,
    members: membersOf(groups),
  })
  return { claimId, rows, withdrawn }
}
function membersOf(groups: readonly Group[]): readonly NewMember[] {
  return [...new Map(groups.map(({ entity }) => [entity.entityId, entity])).values()]
    .slice(0, keptMembers)
    .map(({ entityId, key, label }) => ({ entityId, key, label, side: 0 }))
}
/** What a number of a sort tells first of all. */
function kindOfSort({ sort }: NumberClaim): string {
  for (const kind of recordKinds)
    for (const role of kind.roles)
      for (const { fields } of role.keys)
        if (
          fields.length === 1 &&
          fieldsOfSort(kind, sort).includes(fields[0] ?? '') &&
          kind.fields.some(({ id, type }) => id === fields[0] && typesOfSort(sort).includes(type))
        )
          return role.kind
  return 'person'
}
