/** Archives: each file inside becomes a granted file of its own that is read where it lies, never written to the disk. */
import type { UnpackedArchive } from '../../../../shared/contract/imports.ts'
import { AppError, toEnvelope } from '../../../../shared/errors.ts'
import type { ReadingJobContext } from '../../core/context.ts'
import { containerOf, foreignFormat } from '../formats/signatures.ts'
import { grantedSource, hashSource } from './originals.ts'
import { type Archive, deepest } from '../formats/archive/archive.ts'
import { openGzipArchive } from '../formats/archive/gzipArchive.ts'
import { openGranted } from '../../store/fileGrants.ts'
import type { OpenBytes } from '../../store/randomBytes.ts'
import { openPackedArchive } from './packedArchive.ts'
import { openTarArchive, isTarHeader } from '../formats/archive/tarArchive.ts'
import { openZipArchive } from '../formats/archive/zipArchive.ts'

/**
 * Grants the files of an archive, which may itself be a file of an archive. Errors: `file-encrypted`, `file-password-wrong`,
 * `file-not-table` for what is no archive (or one of another kind: details.found), `file-truncated`, `file-hostile`, `file-too-large`, `file-unreadable`.
 */
export async function unpackArchive(
  context: ReadingJobContext,
  args: { readonly fileId: string; readonly password: string | null; readonly path: string | null },
): Promise<UnpackedArchive> {
  const granted = context.files.get(args.fileId)
  const { member, fileName } = granted
  const depth = (member?.depth ?? 0) + 1
  try {
    if (depth > deepest)
      throw new AppError('file-hostile', 'archives within archives without end', {
        what: 'nested',
        limit: deepest,
      })
    const open = openGranted(granted)
    const archive = await openArchive(open, fileName, args.password, context)
    context.progress('hash', 0, null)
    const { sha256, size } =
      member === null
        ? await hashSource(await grantedSource(granted), context.signal)
        : { sha256: member.origin.sha256, size: member.size }
    const path = args.path ?? member?.path ?? fileName
    const hold = context.files.hold(args.fileId)
    const secrets = [
      ...(member?.secrets ?? []),
      ...(archive.secret === null ? [] : [archive.secret]),
      ...(hold === null ? [] : [hold]),
    ]
    const members = archive.files.map((file) => {
      const origin =
        member === null
          ? { fileName, sha256, path: file.path }
          : { ...member.origin, path: `${member.origin.path}/${file.path}` }
      const own = { path: `${path}/${file.path}`, size: file.size }
      const name = file.path.slice(file.path.lastIndexOf('/') + 1)
      return {
        fileId: context.files.grantMember(name, {
          ...own,
          origin,
          depth,
          pieces: file.pieces,
          random: file.random,
          secrets,
        }),
        fileName: name,
        ...own,
      }
    })
    return {
      format: archive.format,
      fileName,
      size,
      sha256,
      members,
      ignored: archive.ignored.map((inside) => `${path}/${inside}`),
      refused: archive.refused.map(({ path: inside, error }) => ({
        path: `${path}/${inside}`,
        error: toEnvelope(error),
      })),
    }
  } catch (thrown) {
    throw thrown instanceof AppError
      ? new AppError(thrown.code, thrown.message, { file: fileName, ...thrown.details })
      : thrown
  }
}

async function openArchive(
  open: OpenBytes,
  fileName: string,
  password: string | null,
  context: ReadingJobContext,
): Promise<Archive> {
  const bytes = await open()
  let head: Buffer
  try {
    head = await bytes.read(0, Math.min(512, bytes.size))
  } finally {
    await bytes.close()
  }
  const foreign = foreignFormat(head)
  if (foreign === 'gzip')
    return openGzipArchive(open, fileName, () => {
      context.checkCancelled()
    })
  if (foreign === 'rar' || foreign === '7z')
    return openPackedArchive(open, { format: foreign, fileName, password }, context.workspace, context.signal)
  if (foreign === null && containerOf(head) === 'zip') return openZipArchive(open, password)
  if (isTarHeader(head)) return openTarArchive(open)
  throw new AppError('file-not-table', 'no archive that can be unpacked here', { found: foreign ?? 'binary' })
}
