/** Messages on a stream of bytes: length, then the value as V8 writes it. What engine and parser send each other through a pipe. */
import { deserialize, serialize } from 'node:v8'
import { AppError } from '../../../../shared/errors.ts'

/** A batch is some hundred kilobytes; the file's bytes come in pieces of a few megabytes. */
const frameLimit = 256 * 1024 * 1024
const headBytes = 4

/** The bytes of one message, in two parts so that nothing is copied. */
export function frameOf(message: unknown): readonly [head: Buffer, body: Buffer] {
  const body = serialize(message)
  const head = Buffer.allocUnsafe(headBytes)
  head.writeUInt32LE(body.length)
  return [head, body]
}

/** Puts messages together again from the pieces in which they arrive. */
export class FrameReader {
  private pieces: Buffer[] = []
  private held = 0

  /** The messages that are complete with this piece, each with its bytes on the line. Errors: `parser-stopped` for what is no message. */
  push(piece: Buffer): readonly { readonly message: unknown; readonly bytes: number }[] {
    this.pieces.push(piece)
    this.held += piece.length
    const found: { message: unknown; bytes: number }[] = []
    for (let bytes = this.ready(); bytes > 0; bytes = this.ready())
      found.push({ message: messageOf(this.take(headBytes + bytes).subarray(headBytes)), bytes })
    return found
  }
  /** Length of the next message when all of it is here, else 0. */
  private ready(): number {
    if (this.held < headBytes) return 0
    const bytes = this.peek(headBytes).readUInt32LE()
    if (bytes === 0 || bytes > frameLimit)
      throw new AppError('parser-stopped', 'an answer of the parser cannot be read')
    return this.held >= headBytes + bytes ? bytes : 0
  }
  private peek(length: number): Buffer {
    const [first] = this.pieces
    if (first !== undefined && first.length >= length) return first
    // Only where the head of a message is cut between two pieces.
    const whole = Buffer.concat(this.pieces)
    this.pieces = [whole]
    return whole
  }
  private take(length: number): Buffer {
    const [first] = this.pieces
    if (first !== undefined && first.length >= length) {
      if (first.length === length) this.pieces.shift()
      else this.pieces[0] = first.subarray(length)
      this.held -= length
      return first.subarray(0, length)
    }
    this.pieces = [Buffer.concat(this.pieces)]
    return this.take(length)
  }
}
function messageOf(body: Buffer): unknown {
  try {
    return deserialize(body)
  } catch {
    throw new AppError('parser-stopped', 'an answer of the parser cannot be read')
  }
}
