import { AppError } from '../../shared/errors.ts'

/** The AppError a promise is rejected with; anything else fails the test. */
export async function caught(work: Promise<unknown>): Promise<AppError> {
  try {
    await work
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('nothing was refused')
}
