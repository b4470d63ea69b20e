/** Who reads the open case beside the engine, as the engine knows them. */
import type { ReaderAccess } from '../store/readerAccess.ts'

export interface CaseReaders {
  /** A case is open to them. Said again of the same case after something that made them close. */
  opened(access: ReaderAccess): void
  /** Resolves when they have let go of the file; none begins before the next `opened`. */
  close(): Promise<void>
}
/** For an engine that answers everything itself. */
export const noReaders: CaseReaders = { opened: () => undefined, close: () => Promise.resolve() }
