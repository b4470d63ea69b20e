/** Names of evidence tables in words. */
import { nameIn } from '../../../../shared/language.ts'
import { recordKinds } from '../../../../shared/model/recordKinds/index.ts'
import type { Language } from '../words.ts'

export function kindName(id: string | null, language: Language): string {
  const kind = recordKinds.find((candidate) => candidate.id === id)
  return kind === undefined ? (id ?? '') : nameIn(kind, language)
}
