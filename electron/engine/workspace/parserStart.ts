/** What a host must be able to start: a process that reads spreadsheets and holds nothing. */
import type { Diagnostics } from '../store/diagnostics.ts'

/** How a parser ended: whether for want of memory, and the exit code or signal in the system's words. */
export interface ParserEnd {
  readonly memory: boolean
  readonly how: string
}
export interface ParserProcess {
  post(message: unknown): void
  /** Every message with its bytes on the line; a message that cannot be read is an Error. */
  onMessage(listener: (message: unknown, bytes: number) => void): void
  /** Called once, also when it has ended already; a later listener takes the place of the first. */
  onEnd(listener: (end: ParserEnd) => void): void
  /** Bytes of memory it holds; null where the system does not tell. */
  residentBytes(): number | null
  /** Closes the line after the answer; the process then exits by itself. Closing earlier would lose messages still on the line. */
  release(): void
  /** Ends it at once. */
  kill(): void
}
export interface ParserStart {
  readonly entry: URL
  /** Of the heap; file bytes are not part of it. Beyond it the process ends by itself. */
  readonly heapMegabytes: number
}
/** Starts a parser that waits for its request. */
export type StartParser = (start: ParserStart) => ParserProcess

/** A parser lent for one request. */
export interface LentParser extends ParserProcess {
  /** The request was answered. Nothing is said to it any more by who had it. */
  giveBack(): void
  /** It is about to read what none should have read that reads another file: it ends when it comes back. */
  spend(): void
}
/** Parsers that are kept for the next small file of a run; the rules are those of `import/process/parserPool.ts`. */
export interface ParserPool {
  /** One for a small file. Never throws: a parser that cannot be started ends by itself. */
  lend(): Promise<LentParser>
  /** Ends all that are at hand, and those that are lent when they come back. */
  clear(): void
}

/** The same, with the end of each in the diagnostics log. One that was made to end went as it should: the call says why. */
export function watchedParsers(start: StartParser, diagnostics: Diagnostics): StartParser {
  return (given) => {
    const began = performance.now()
    const parser = start(given)
    let killed = false
    let ended: ParserEnd | null = null
    let tellEnd: (end: ParserEnd) => void = () => undefined
    parser.onEnd((end) => {
      ended = end
      diagnostics.processEnded('parser', {
        how: end.memory ? 'out-of-memory' : end.how,
        ms: performance.now() - began,
        well: killed || end.how === '0',
      })
      tellEnd(end)
    })
    return {
      ...parser,
      onEnd(listener) {
        if (ended === null) tellEnd = listener
        else listener(ended)
      },
      kill() {
        killed = true
        parser.kill()
      },
    }
  }
}
