/** What a compound file holds, so that a foreign one is named before anything parses it and a protected one is opened. */
import { AppError } from '../../../../shared/errors.ts'
import { openCompoundFile } from './compoundFile.ts'
import { decryptBiff, isProtected } from './protection/biffEncryption.ts'
import { decryptPackage } from './protection/packageEncryption.ts'
import { unknownEncryption, type Unlocking } from './protection/unlocking.ts'

/** `xls`: the same file, in the clear. `package`: the zip that was encrypted in it. */
export interface OpenedOle {
  readonly holds: 'xls' | 'package'
  readonly bytes: Buffer
  readonly encrypted: boolean
  readonly fileKey: string | null
}

/**
 * Opens a compound file; `bytes` of a protected .xls are decrypted in place. Errors: `file-not-table` for a document that is no workbook,
 * `file-encrypted`, `file-password-wrong`, `file-unreadable` for an encryption that is not known, `file-truncated`, `file-hostile`.
 */
export function openOleFile(bytes: Buffer, unlocking: Unlocking): OpenedOle {
  const file = openCompoundFile(bytes)
  const find = (pattern: RegExp) => file.streams.find(({ name }) => pattern.test(name))
  const [info, encrypted] = [find(/^EncryptionInfo$/), find(/^EncryptedPackage$/)]
  if (encrypted !== undefined) {
    // Rights management keeps the key on a server of its owner.
    if (info === undefined) throw unknownEncryption('rights management')
    const { bytes: content, key } = decryptPackage(file.read(info), file.read(encrypted), unlocking)
    return { holds: 'package', bytes: content, encrypted: true, fileKey: key.toString('hex') }
  }
  const workbook = find(/^(?:work)?book$/i)
  if (workbook === undefined) {
    const found =
      find(/^WordDocument$/) !== undefined
        ? 'word'
        : find(/^PowerPoint Document$/) !== undefined
          ? 'presentation'
          : 'ole'
    throw new AppError('file-not-table', 'the compound file holds no workbook', { found })
  }
  const stream = readLeniently(() => file.read(workbook))
  if (stream === null || !isProtected(stream)) return { holds: 'xls', bytes, encrypted: false, fileKey: null }
  const key = decryptBiff(stream, unlocking)
  file.write(workbook, stream)
  // Protected document properties lie in a stream of their own. No cell is in them, but the library takes a file that has them for a closed one.
  const properties = find(/^encryption$/)
  if (properties !== undefined) file.rename(properties, 'opened')
  return { holds: 'xls', bytes, encrypted: true, fileKey: key.toString('hex') }
}

/** A stream whose chain is broken may still be read by the library that reads workbooks; it is left to judge. */
function readLeniently(read: () => Buffer): Buffer | null {
  try {
    return read()
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'file-truncated') return null
    throw thrown
  }
}
