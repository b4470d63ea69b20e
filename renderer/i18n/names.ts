/** Names that are data, not messages: kinds, fields and links carry both languages in their definitions. */
import { nameIn, textIn, type Language, type Named } from '../../shared/language.ts'
import { groupKind } from '../../shared/model/chart/groups.ts'
import { groupWords } from '../../shared/words/groups.ts'
import { entityKinds, linkKinds } from '../../shared/model/define.ts'
import type { EntityKind, LinkKind } from '../../shared/model/define.ts'
import { recordKind } from '../../shared/model/recordKinds/index.ts'

const entityKindsById: ReadonlyMap<string, EntityKind> = new Map(entityKinds.map((kind) => [kind.id, kind]))
const linkKindsById: ReadonlyMap<string, LinkKind> = new Map(linkKinds.map((kind) => [kind.id, kind]))

function nameOf(named: Named | undefined, id: string, language: Language): string {
  return named === undefined ? id : nameIn(named, language)
}
/** Name of an entity kind; the id itself for one this version does not know. */
export function entityKindName(id: string, language: Language): string {
  if (id === groupKind) return textIn(groupWords.kind, language)
  return nameOf(entityKindsById.get(id), id, language)
}
export function entityKindOf(id: string): EntityKind | undefined {
  return entityKindsById.get(id)
}
export function linkKindName(id: string, language: Language): string {
  return nameOf(linkKindsById.get(id), id, language)
}
export function recordKindName(id: string, language: Language): string {
  return nameOf(recordKind(id), id, language)
}
export function fieldName(kind: string, field: string, language: Language): string {
  return nameOf(
    recordKind(kind)?.fields.find((candidate) => candidate.id === field),
    field,
    language,
  )
}
