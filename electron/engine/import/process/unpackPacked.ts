/** RAR and 7z in the parser: the list of an archive, or the bytes of files in it. */
import { packedContents, packedEntries } from '../formats/archive/sevenZip.ts'
import { type ByteSource, readAll } from '../formats/byteSource.ts'
import type { ParserLine } from './parse.ts'
import type { ParserRequest } from './parserProtocol.ts'

/** Answers with `unpacked`, and the pieces before it. Errors: those of the archive. */
export async function unpack(
  { file, format, wanted }: Extract<ParserRequest, { readonly what: 'unpack' }>,
  source: ByteSource,
  line: ParserLine,
): Promise<void> {
  const packed = { bytes: await readAll(source), format, password: file.password }
  if (wanted === null) {
    line.post({ type: 'unpacked', entries: await packedEntries(packed) })
    return
  }
  await packedContents(packed, wanted, (entry, bytes) => {
    line.post({ type: 'unpackedPiece', entry, bytes })
  })
  line.post({ type: 'unpacked', entries: null })
}
