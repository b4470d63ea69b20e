/**
 * RAR and 7z, taken apart by 7-Zip itself, compiled to WebAssembly. Runs in the process without rights: what is packed is whatever somebody
 * packed. The archive lies in the memory of the process, what comes out goes to `give` piece by piece and is counted.
 */
import { constants, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { crc32 } from 'node:zlib'
import type { SevenZipModule } from '7z-wasm'
import { AppError } from '../../../../../shared/errors.ts'
import { hostileZip } from '../zipEntries.ts'
import { archiveLimits } from './archive.ts'

export type PackedFormat = 'rar' | '7z'
export interface PackedEntry {
  /** With `/` between folders. */
  readonly path: string
  readonly size: number
  readonly packed: number
  readonly encrypted: boolean
  /** Checksum; null where the archive keeps none in the clear. */
  readonly crc: number | null
  /** Path of the file whose bytes it has too: packers keep equal files once. Null for bytes of its own. */
  readonly sameAs: string | null
  /** A link to some other place, which is nobody's data. */
  readonly link: boolean
}
export interface Packed {
  readonly bytes: Buffer
  readonly format: PackedFormat
  readonly password: string | null
}

const archive = '/w/archive'
const list = '/w/list'

/** Which of 7-Zip's readers takes the bytes. */
function typeOf({ bytes, format }: Packed): string {
  if (format === '7z') return '7z'
  // The eighth byte tells the RAR of 2013 from those before.
  return bytes[6] === 1 ? 'rar5' : 'rar'
}

/**
 * The files of an archive, as it lists them. Errors: `file-encrypted`, `file-password-wrong`, `file-truncated`, `file-unreadable`,
 * `file-hostile` for too many files and names that climb out, are absolute or stand twice.
 */
export async function packedEntries(packed: Packed): Promise<readonly PackedEntry[]> {
  const lines: string[] = []
  const ended = await run(packed, ['l', '-slt'], { line: (line) => lines.push(line) })
  if (ended.code !== 0)
    throw lines.some((line) => /^Missing volume|^Multivolume = \+/.test(line))
      ? volumes()
      : failure(ended, packed, true)
  const from = lines.lastIndexOf('----------')
  const head = lines.slice(0, Math.max(0, from))
  if (head.some((line) => /^Multivolume = \+/.test(line))) throw volumes()
  const entries = blocksOf(from < 0 ? [] : lines.slice(from + 1)).flatMap(entryOf)
  refuseOdd(entries)
  if (packed.password === null && entries.some(({ encrypted }) => encrypted))
    throw new AppError('file-encrypted', 'files of the archive are under a password', {
      container: packed.format,
    })
  return entries
}
function blocksOf(lines: readonly string[]): readonly ReadonlyMap<string, string>[] {
  const blocks: Map<string, string>[] = []
  for (const line of lines) {
    const [, name, value] = /^([A-Z][A-Za-z ]*) = (.*)$/.exec(line) ?? []
    if (name === undefined || value === undefined) continue
    if (name === 'Path') blocks.push(new Map())
    blocks.at(-1)?.set(name, value)
  }
  return blocks
}
function entryOf(block: ReadonlyMap<string, string>): readonly PackedEntry[] {
  const value = (name: string): string => block.get(name) ?? ''
  if (value('Folder') === '+' || value('Attributes').startsWith('D')) return []
  if (value('Split Before') === '+' || value('Split After') === '+') throw volumes()
  return [
    {
      path: value('Path'),
      size: Number(value('Size')) || 0,
      packed: Number(value('Packed Size')) || 0,
      encrypted: value('Encrypted') === '+',
      crc: /^[0-9A-F]{8}$/.test(value('CRC')) ? Number.parseInt(value('CRC'), 16) : null,
      sameAs: [value('Copy Link'), value('Hard Link')].find((path) => path !== '') ?? null,
      link: value('Symbolic Link') !== '' || / l[rwx-]{9}/.test(` ${value('Attributes')}`),
    },
  ]
}
function refuseOdd(entries: readonly PackedEntry[]): void {
  if (entries.length > archiveLimits.entries) throw hostileZip('entries', archiveLimits.entries)
  const seen = new Set<string>()
  for (const { path } of entries) {
    if (
      path === '' ||
      path.startsWith('/') ||
      /^[A-Za-z]:/.test(path) ||
      path.split(/[/\\]/).includes('..') ||
      /[\u0000-\u001f]/.test(path)
    )
      throw hostileZip('entry-name', '..')
    if (seen.has(path)) throw hostileZip('entry-twice', 1)
    seen.add(path)
  }
}

/**
 * The bytes of some of the files, one after the other in the order of the archive. Errors: `file-password-wrong`, `file-unreadable` for
 * broken data, `file-hostile` for more bytes than were listed.
 */
export async function packedContents(
  packed: Packed,
  wanted: readonly PackedEntry[],
  give: (entry: number, piece: Buffer) => void,
): Promise<void> {
  let at = 0
  let left = wanted[0]?.size ?? 0
  let sum = 0
  /** Ends the files whose bytes are all here, empty ones too. */
  const settle = (): void => {
    while (at < wanted.length && left === 0) {
      const entry = wanted[at]
      if (entry !== undefined && entry.crc !== null && entry.size > 0 && entry.crc !== sum >>> 0)
        throw new AppError('file-unreadable', 'checksum of a file does not agree', {
          what: 'checksum',
          part: entry.path,
        })
      at += 1
      sum = 0
      left = wanted[at]?.size ?? 0
    }
  }
  settle()
  if (at === wanted.length) return
  const ended = await run(packed, ['x', '-so', '-spd', '-scsUTF-8', `-i@${list}`], {
    list: wanted.map(({ path }) => path).join('\n'),
    piece(content) {
      for (let from = 0; from < content.length;) {
        if (at >= wanted.length) throw hostileZip('inflated-size', 0)
        const piece = content.subarray(from, from + left)
        sum = crc32(piece, sum)
        give(at, piece)
        left -= piece.length
        from += piece.length
        settle()
      }
    },
  })
  if (ended.code !== 0) throw failure(ended, packed, false)
  if (at < wanted.length)
    throw new AppError('file-truncated', 'a file of the archive is shorter than it says', {
      part: wanted[at]?.path ?? '',
    })
}

interface Ended {
  readonly code: number
  readonly told: string
}
interface Taker {
  line?(line: string): void
  readonly list?: string
  piece?(content: Buffer): void
}
let program: Buffer | null = null

/** One call of 7-Zip, in memory of its own. */
async function run(packed: Packed, args: readonly string[], taker: Taker): Promise<Ended> {
  // The program asks Node for the numbers of open modes in a way that a process without rights is refused; here they are, and nothing else.
  Object.defineProperty(process, 'binding', { value: () => ({ fs: constants }), configurable: true })
  const require = createRequire(import.meta.url)
  const { default: load } = await import('7z-wasm')
  program ??= readFileSync(require.resolve('7z-wasm/7zz.wasm'))
  const told: string[] = []
  const module: SevenZipModule = await load({
    wasmBinary: program as unknown as ArrayBuffer,
    print: (line: string) => {
      taker.line?.(line)
    },
    printErr: (line: string) => {
      if (told.length < 1_000) told.push(line)
    },
    stdin: () => 0,
  })
  const files = module.FS as unknown as MemoryFiles
  files.mkdir('/w')
  files.writeFile(archive, packed.bytes)
  if (taker.list !== undefined) files.writeFile(list, taker.list)
  let stopped: unknown = null
  if (taker.piece !== undefined) {
    const out = files.streams[1]
    if (out === undefined) throw new Error('no way out')
    out.stream_ops = {
      ...out.stream_ops,
      write(_stream: unknown, buffer: Uint8Array, offset: number, length: number): number {
        try {
          // The memory it lies in is written over by the next piece.
          taker.piece?.(Buffer.from(buffer.subarray(offset, offset + length)))
        } catch (thrown) {
          stopped ??= thrown
          throw new files.ErrnoError(29)
        }
        return length
      },
    }
  }
  let code: number
  try {
    code = Number(
      (module.callMain as (args: readonly string[]) => unknown)([
        ...args,
        `-t${typeOf(packed)}`,
        // Without one it would ask, and nobody could answer.
        `-p${packed.password ?? ''}`,
        '-y',
        '-bd',
        archive,
      ]) ?? 0,
    )
  } catch (thrown) {
    code = typeof thrown === 'object' && thrown !== null && 'status' in thrown ? Number(thrown.status) : 255
  }
  if (stopped !== null) throw stopped instanceof Error ? stopped : new Error('stopped')
  return { code, told: told.join('\n') }
}
/** The part of the file system in memory that is used here. */
interface MemoryFiles {
  mkdir(path: string): void
  writeFile(path: string, content: Uint8Array | string): void
  readonly streams: readonly { stream_ops: Readonly<Record<string, unknown>> }[]
  readonly ErrnoError: new (code: number) => Error
}

function volumes(): AppError {
  return new AppError('file-unreadable', 'one volume of an archive of several', { what: 'volumes' })
}
/** Whether the list of names of a 7z archive is under a password itself: packed, and by a chain that holds AES. */
function namesHidden(bytes: Buffer): boolean {
  if (bytes.length < 32) return false
  const from = 32 + Number(bytes.readBigUInt64LE(12))
  const head = bytes.subarray(from, from + Math.min(Number(bytes.readBigUInt64LE(20)), 1_024))
  return head[0] === 0x17 && head.includes(Buffer.from([0x06, 0xf1, 0x07, 0x01]))
}
/** What 7-Zip says in words, as a code. */
function failure({ code, told }: Ended, { bytes, format, password }: Packed, listing: boolean): AppError {
  // A wrong password opens a hidden list of names as noise, which 7-Zip calls broken as often as it calls it locked.
  if (/wrong password|encrypted archive/i.test(told) || (listing && format === '7z' && namesHidden(bytes)))
    return password === null
      ? new AppError('file-encrypted', 'the archive is under a password', { container: format })
      : new AppError('file-password-wrong', 'the password does not open the archive', { container: format })
  if (code === 8 || /allocate|memory/i.test(told))
    return new AppError('parser-limit', 'the archive asks for more memory than there is', { limit: 'memory' })
  if (/missing volume/i.test(told)) return volumes()
  if (/unexpected end/i.test(told)) return new AppError('file-truncated', 'the archive is cut short')
  if (/unsupported (?:method|feature)/i.test(told))
    return new AppError('file-unreadable', 'a way of packing that is not known', { what: 'zip-method' })
  if (/crc|data error|checksum/i.test(told))
    return new AppError('file-unreadable', 'packed data is broken', { what: 'checksum' })
  return new AppError('file-unreadable', 'the archive cannot be read', { what: 'archive' })
}
