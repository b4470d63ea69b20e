/** RAR and 7z: listed and taken apart in the process without rights; what comes out stays in memory, never on the disk. */
import { AppError } from '../../../../shared/errors.ts'
import type { CancelSignal } from '../../../../shared/contract/index.ts'
import {
  type Archive,
  type ArchiveFile,
  archiveLimits,
  isLeaving,
  nestedBytes,
} from '../formats/archive/archive.ts'
import type { PackedEntry, PackedFormat } from '../formats/archive/sevenZip.ts'
import type { ByteSource } from '../formats/byteSource.ts'
import { hostileZip } from '../formats/zipEntries.ts'
import { type ParserHost, runParser } from '../process/parser.ts'
import { type OpenBytes, openLoaded } from '../../store/randomBytes.ts'

/** Such an archive has its list at the end and its files behind each other in one stream: it is read from memory, as a workbook is. */
const wholeLimit = 1024 ** 3
const pieceBytes = 4 * 1024 ** 2
const trialBytes = 64 * 1024 ** 2
const never: CancelSignal = new AbortController().signal

/** The files of the archive. Errors: `file-too-large`, `file-encrypted`, `file-password-wrong`, `file-truncated`, `file-unreadable`, `file-hostile`, `parser-limit`. */
export async function openPackedArchive(
  open: OpenBytes,
  about: { readonly format: PackedFormat; readonly fileName: string; readonly password: string | null },
  host: ParserHost,
  signal: CancelSignal,
): Promise<Archive> {
  const archive = new PackedArchive(open, about, host)
  const entries = await archive.entries(signal)
  const all = entries.reduce((sum, { size }) => sum + size, 0)
  const allowed = Math.max(archiveLimits.graceBytes, archive.size * archiveLimits.ratio)
  if (all > allowed && entries.some(({ packed, size }) => packed === 0 && size > 0))
    throw hostileZip('inflated-size', allowed)
  const refused: { readonly path: string; readonly error: AppError }[] = []
  const wanted = entries.filter(({ path }) => !isLeaving(path))
  const own = wanted.filter((entry) => {
    const error = refusal(entry)
    if (error !== null) refused.push({ path: entry.path, error })
    return error === null
  })
  const files = own.flatMap((entry): readonly ArchiveFile[] => {
    // What is kept once stands for all that are equal to it.
    const source = entry.sameAs === null ? entry : own.find(({ path }) => path === entry.sameAs)
    if (source === undefined || source.sameAs !== null) {
      refused.push({
        path: entry.path,
        error: new AppError('file-unreadable', 'a link to no file', { what: 'link' }),
      })
      return []
    }
    const pieces = (): AsyncGenerator<Buffer> => archive.pieces(source)
    return [
      {
        path: entry.path,
        size: source.size,
        encrypted: source.encrypted,
        pieces,
        random: openLoaded(() => archive.whole(source, nestedBytes)),
      },
    ]
  })
  archive.knows(own.filter(({ sameAs }) => sameAs === null))
  const encrypted = own.filter((entry) => entry.encrypted && entry.size > 0)
  const smallest = encrypted.filter(({ size }) => size <= trialBytes).sort((a, b) => a.size - b.size)[0]
  if (smallest !== undefined) await archive.whole(smallest, trialBytes)
  return {
    format: about.format,
    files,
    refused,
    secret:
      about.password === null || entries.every((entry) => !entry.encrypted)
        ? null
        : {
            forget: () => {
              archive.forget()
            },
          },
    ignored: entries.map(({ path }) => path).filter(isLeaving),
  }
}
function refusal({ size, packed, link }: PackedEntry): AppError | null {
  if (link) return new AppError('file-unreadable', 'a link to some other place', { what: 'link' })
  if (size > wholeLimit)
    return new AppError('file-too-large', 'a file of such an archive is read from memory', {
      size,
      limit: wholeLimit,
    })
  // In a solid archive only the first of many files says how much is packed; together they are judged above.
  const allowed = Math.max(archiveLimits.graceBytes, packed * archiveLimits.ratio)
  return packed > 0 && size > allowed ? hostileZip('inflated-size', allowed) : null
}

class PackedArchive {
  private readonly open: OpenBytes
  private readonly about: { readonly format: PackedFormat; readonly fileName: string }
  private readonly host: ParserHost
  private password: string | null
  private forgotten = false
  /** Of the archive itself, once it was looked into. */
  size = 0
  private own: readonly PackedEntry[] = []
  /** What came out last, as long as memory allows: files of one stream are asked for one after the other. */
  private kept: WeakRef<ReadonlyMap<string, Buffer>> | null = null
  constructor(
    open: OpenBytes,
    about: { readonly format: PackedFormat; readonly fileName: string; readonly password: string | null },
    host: ParserHost,
  ) {
    this.open = open
    this.about = about
    this.host = host
    this.password = about.password
  }

  /** The files that may be asked for. */
  knows(own: readonly PackedEntry[]): void {
    this.own = own
  }
  forget(): void {
    this.password = null
    this.forgotten = true
    this.kept = null
  }

  async entries(signal: CancelSignal): Promise<readonly PackedEntry[]> {
    const last = await this.ask(null, () => undefined, signal)
    return last ?? []
  }
  async *pieces(entry: PackedEntry): AsyncGenerator<Buffer> {
    const bytes = await this.whole(entry, wholeLimit)
    for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes)
  }
  async whole(entry: PackedEntry, limit: number): Promise<Buffer> {
    if (entry.size > limit)
      throw new AppError('file-too-large', 'an archive within an archive is read from memory', { limit })
    const before = this.kept?.deref()?.get(entry.path)
    if (before !== undefined) return before
    const all = this.own.reduce((sum, { size }) => sum + size, 0)
    const wanted = all <= nestedBytes && this.own.includes(entry) ? this.own : [entry]
    const parts = wanted.map((): Buffer[] => [])
    await this.ask(
      wanted,
      (at, piece) => {
        parts[at]?.push(piece)
      },
      never,
    )
    const found = new Map(wanted.map(({ path }, at) => [path, Buffer.concat(parts[at] ?? [])]))
    this.kept = new WeakRef(found)
    return found.get(entry.path) ?? Buffer.alloc(0)
  }

  private async ask(
    wanted: readonly PackedEntry[] | null,
    give: (entry: number, piece: Buffer) => void,
    signal: CancelSignal,
  ): Promise<readonly PackedEntry[] | null> {
    if (this.forgotten)
      throw new AppError('file-encrypted', 'the password was forgotten', { container: this.about.format })
    const bytes = await this.open()
    try {
      if (bytes.size > wholeLimit)
        throw new AppError('file-too-large', 'such an archive is read from memory', {
          size: bytes.size,
          limit: wholeLimit,
        })
      this.size = bytes.size
      let at = 0
      const source: ByteSource = {
        size: bytes.size,
        async next() {
          if (at >= bytes.size) return null
          const piece = await bytes.read(at, Math.min(pieceBytes, bytes.size - at))
          at += piece.length
          return piece
        },
      }
      const out = (wanted ?? []).reduce((sum, { size }) => sum + size, 0) / 1024 ** 2
      const stored = bytes.size / 1024 ** 2
      const last = await runParser(
        this.host,
        {
          what: 'unpack',
          format: this.about.format,
          wanted,
          file: {
            fileName: this.about.fileName,
            path: '',
            size: bytes.size,
            encoding: null,
            separator: null,
            password: this.password,
            fileKey: null,
            now: '',
          },
        },
        source,
        signal,
        (message) => {
          if (message.type === 'unpackedPiece')
            give(
              message.entry,
              Buffer.from(message.bytes.buffer, message.bytes.byteOffset, message.bytes.byteLength),
            )
        },
        // The dictionary of a packer may be larger than what was packed with it.
        {
          heapMegabytes: 320,
          residentMegabytes: Math.round(Math.min(4_096, 700 + 3 * stored + 3 * out)),
          outputMegabytes: Math.round(16 + 2 * out),
          silenceMs: 120_000,
        },
      )
      return last.type === 'unpacked' ? last.entries : null
    } finally {
      await bytes.close()
    }
  }
}
