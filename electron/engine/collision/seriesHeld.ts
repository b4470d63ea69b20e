/** The last answers to a series, held in memory so that they can be exported. */
import { randomBytes } from 'node:crypto'
import type { SeriesAnswer } from '../../../shared/contract/series.ts'
import { AppError } from '../../../shared/errors.ts'

const mostHeld = 3
const held = new WeakMap<object, Map<string, SeriesAnswer>>()

/** Holds an answer until a case is closed, others push it out, or the program ends. */
export function holdSeries(program: object, answer: Omit<SeriesAnswer, 'seriesId'>): SeriesAnswer {
  const answers = held.get(program) ?? new Map<string, SeriesAnswer>()
  held.set(program, answers)
  const one = { ...answer, seriesId: randomBytes(16).toString('hex') }
  answers.set(one.seriesId, one)
  for (const oldest of answers.keys()) {
    if (answers.size <= mostHeld) break
    answers.delete(oldest)
  }
  return one
}
/** Forgets them: a case is closed, and what was read of it goes with it. */
export function forgetSeries(program: object): void {
  held.delete(program)
}
/** Errors: `collision-not-found`. */
export function heldSeries(program: object, seriesId: string): SeriesAnswer {
  const answer = held.get(program)?.get(seriesId)
  if (answer === undefined)
    throw new AppError('collision-not-found', 'the answer is no longer held; read the case files again', {})
  return answer
}
