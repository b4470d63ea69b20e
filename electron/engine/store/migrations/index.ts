import { caseSchema } from './0001-case.ts'

export interface Migration {
  /** `user_version` after it; numbers run without gaps. */
  readonly version: number
  readonly name: string
  readonly up: string
}
/** In order. A migration is never edited after release; add the next number. */
export const migrations: readonly Migration[] = [caseSchema]
/** The case format this program writes. */
export const formatVersion = migrations.length
