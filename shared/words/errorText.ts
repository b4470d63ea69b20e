/** An error in words. */
import type { Words } from '../language.ts'

export interface ErrorText {
  readonly what: Words
  /** Empty where nothing need be done. */
  readonly todo: Words
}
