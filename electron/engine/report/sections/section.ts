/** What a section of a report is. A new one: its file in this folder and its line in `index.ts`. */
import type { ReadingJobContext } from '../../core/context.ts'
import type { Block, Report } from '../model/documentModel.ts'
import type { SignedHead } from '../../../../shared/model/signedHead.ts'
import type { Language } from '../words.ts'

export interface SectionInputs {
  readonly context: ReadingJobContext
  readonly language: Language
  /** What the report says of itself. */
  readonly facts: Report['facts']
  /** The state of the case the report is made of, signed; null while the key is locked. */
  readonly head: SignedHead | null
  /** The charts asked for; null for all. */
  readonly charts: readonly number[] | null
  /** The kept answers of analyses asked for; null for all. */
  readonly results: readonly number[] | null
  /** The kinds of evidence tables asked for; null for all that have rows. */
  readonly kinds: readonly string[] | null
}
export interface SectionDefinition {
  readonly id: string
  readonly nameZh: string
  readonly nameEn: string
  /** Reads what the section shows; holds no figures of its own. Every value with its sort: what must be masked is masked afterwards. */
  readonly build: (inputs: SectionInputs) => readonly Block[]
}
