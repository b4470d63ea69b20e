/** What a host must be able to start: a process that reads spreadsheets and holds nothing. */

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
  /** Closes the line: it has answered and goes by itself. It stays until then, since a line that breaks loses what is on it. */
  release(): void
  /** Ends it at once, whatever it does. */
  kill(): void
}
export interface ParserStart {
  readonly entry: URL
  /** Of the heap; file bytes are not part of it. Beyond it the process ends by itself. */
  readonly heapMegabytes: number
}
/** Starts a parser that waits for its request. */
export type StartParser = (start: ParserStart) => ParserProcess
