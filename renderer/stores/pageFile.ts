import type { Input, ReportFile } from '../../shared/contract/index.ts'
import { mostPageBytes } from '../../shared/model/pageFiles.ts'
import { AppError, host } from '../api/index.ts'
import { caseApi } from './caseBound.ts'

/**
 * Lets the person keep what the page made. The engine makes the file, so that it is hashed and told in the list of exports and the audit log like every other.
 * Null when turned back. Errors: selection-too-large.
 */
export async function keepPageFile(
  made: Blob,
  file: Omit<Input<'report.page'>, 'bytes'>,
): Promise<ReportFile | null> {
  if (made.size > mostPageBytes)
    throw new AppError('selection-too-large', `${made.size} bytes are more than a message carries`, {
      limit: mostPageBytes,
    })
  const kept = await caseApi.call('report.page', { ...file, bytes: base64Of(await made.arrayBuffer()) })
  return (await host.save(kept.fileId, kept.fileName)) ? kept : null
}
/** A piece at a time: a call takes only so many arguments. */
function base64Of(buffer: ArrayBuffer): string {
  const bytes = new Uint8Array(buffer)
  const pieces: string[] = []
  for (let at = 0; at < bytes.length; at += 0x8000)
    pieces.push(String.fromCharCode(...bytes.subarray(at, at + 0x8000)))
  return btoa(pieces.join(''))
}
