/** What opens a protected workbook: a password that was given, the one everybody knows, or the key kept from an earlier reading. */
import { AppError } from '../../../../../shared/errors.ts'

export interface Unlocking {
  readonly password: string | null
  /** Hex; opens this one file and nothing else. */
  readonly fileKey: string | null
}
/** Excel encrypts under this password what is only to be kept from being changed; it opens such files without asking, and so do we. */
const known = 'VelvetSweatshop'

/**
 * The key of a file. `derive` gives it for a password, or null when the password is not the one. Errors: `file-encrypted` without a
 * password where one is needed, `file-password-wrong`.
 */
export function findKey(
  { password, fileKey }: Unlocking,
  container: string,
  derive: (password: string) => Buffer | null,
): Buffer {
  if (fileKey !== null) return Buffer.from(fileKey, 'hex')
  const key = (password === null ? null : derive(password)) ?? derive(known)
  if (key !== null) return key
  if (password === null)
    throw new AppError('file-encrypted', 'the workbook is under a password', { container })
  throw new AppError('file-password-wrong', 'the password does not open the workbook', { container })
}
export function unknownEncryption(scheme: string): AppError {
  return new AppError('file-unreadable', 'an encryption that is not known', {
    what: 'encryption',
    reason: scheme,
  })
}
