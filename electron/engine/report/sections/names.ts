/** Names of evidence tables and why sheets gave none, in words. */
import { recordKinds } from '../../../../shared/model/recordKinds/index.ts'
import { reportWords } from '../words.ts'
import type { Language } from '../words.ts'

export function kindName(id: string | null, language: Language): string {
  const kind = recordKinds.find((candidate) => candidate.id === id)
  return kind === undefined ? (id ?? '') : language === 'en' ? kind.nameEn : kind.nameZh
}
/** Why a sheet gave no rows, in words. */
export function skipText(skip: string, language: Language): string {
  const { skipped } = reportWords[language]
  return Object.hasOwn(skipped, skip) ? skipped[skip as keyof typeof skipped] : skip
}
