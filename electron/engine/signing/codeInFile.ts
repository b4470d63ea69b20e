/** The signed state printed in a report: the first code in its text. Reads piece by piece, so a file of any size, and one that lies about its sizes, takes the same memory. */
import { Unzip, UnzipInflate } from 'fflate'
import { AppError } from '../../../shared/errors.ts'
import { findHeadCode } from '../../../shared/model/signedHead.ts'

/** Where text stands in Word files and workbooks. */
const textParts = /^(?:word\/document|xl\/sharedStrings|xl\/worksheets\/sheet\d+)\.xml$/
/** More than a code takes with its groups and the marks between them. */
const carried = 4_000

/** Null when there is none. Errors: `file-unreadable`; what `checkCancelled` throws. */
export async function codeInFile(
  pieces: AsyncIterable<Buffer>,
  checkCancelled: () => void,
): Promise<string | null> {
  let found: string | null = null
  const scan = (): ((bytes: Uint8Array, final: boolean) => void) => {
    const decoder = new TextDecoder()
    let rest = ''
    return (bytes, final) => {
      if (found !== null) return
      const text = rest + decoder.decode(bytes, { stream: !final })
      found = findHeadCode(text.replaceAll(/<[^>]*>/g, ' '))
      rest = text.slice(-carried)
    }
  }
  const unzip = new Unzip((file) => {
    if (!textParts.test(file.name)) return
    const look = scan()
    file.ondata = (error, bytes, final) => {
      if (error !== null) throw error
      look(bytes, final)
    }
    file.start()
  })
  unzip.register(UnzipInflate)
  const plain = scan()
  let zipped: boolean | null = null
  try {
    for await (const bytes of pieces) {
      checkCancelled()
      zipped ??= bytes.subarray(0, 2).toString('latin1') === 'PK'
      if (zipped) unzip.push(bytes)
      else plain(bytes, false)
      if (found !== null) return found
    }
    if (zipped === true) unzip.push(new Uint8Array(), true)
    else plain(new Uint8Array(), true)
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('file-unreadable', 'the report cannot be read')
  }
  return found
}
