/** Parsers under watch: what each was asked, and small files to ask about. */
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createParserPool, type PoolRules } from '../../electron/engine/import/process/parserPool.ts'
import { spawnParser } from '../../electron/engine/import/process/parserProcess.ts'
import { runParser, type ParserMessage } from '../../electron/engine/import/process/parser.ts'
import type { ParserRequest } from '../../electron/engine/import/process/parserProtocol.ts'
import type { StartParser } from '../../electron/engine/workspace/parserStart.ts'
import { cleanUpLater, parserEntry } from '../helpers/engine.ts'

export interface WatchedParser {
  /** Names of the files it was asked about, in order. */
  readonly files: string[]
  ended: boolean
  kill(): void
}
/** Starts parsers and notes what each is asked. */
export function watchParsers(entry: URL = parserEntry): {
  readonly started: WatchedParser[]
  readonly start: StartParser
} {
  const started: WatchedParser[] = []
  return {
    started,
    start: (given) => {
      const parser = spawnParser({ ...given, entry })
      const watched: WatchedParser = {
        files: [],
        ended: false,
        kill: () => {
          parser.kill()
        },
      }
      started.push(watched)
      let tellEnd: Parameters<typeof parser.onEnd>[0] = () => undefined
      parser.onEnd((end) => {
        watched.ended = true
        tellEnd(end)
      })
      return {
        ...parser,
        post(message) {
          const { request } = message as { readonly request?: ParserRequest }
          if (request !== undefined) watched.files.push(request.file.fileName)
          parser.post(message)
        },
        onEnd(listener) {
          tellEnd = listener
          if (watched.ended) parser.onEnd(listener)
        },
      }
    },
  }
}
/** A pool of watched parsers, and how to ask them. */
export function watchedPool(entry: URL = parserEntry, rules: Partial<PoolRules> = {}) {
  const { started, start } = watchParsers(entry)
  // However busy the machine, what follows at once is one run.
  const parsers = createParserPool(start, entry, {
    runMs: 60_000,
    idleMs: 60_000,
    proofMs: 20_000,
    startMs: 40_000,
    ...rules,
  })
  cleanUpLater(() => {
    parsers.clear()
  })
  return {
    started,
    parsers,
    ask: (file: AskedFile, what: 'convert' | 'inspect' = 'convert') =>
      saidOf({ parserEntry: entry, startParser: start, parsers }, file, what),
  }
}
export interface AskedFile {
  readonly name: string
  readonly bytes: Uint8Array
  readonly password?: string
}
/** Everything that is said of a file, as text by content, up to the answer or the error. */
export async function saidOf(
  host: Parameters<typeof runParser>[0],
  { name, bytes, password }: AskedFile,
  what: 'convert' | 'inspect' = 'convert',
): Promise<readonly string[]> {
  const said: string[] = []
  const note = (message: ParserMessage): void => {
    said.push(
      JSON.stringify(message, (_, value: unknown) =>
        ArrayBuffer.isView(value)
          ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64')
          : value,
      ),
    )
  }
  let given = false
  const file = {
    fileName: name,
    path: '',
    size: bytes.length,
    encoding: null,
    separator: null,
    password: password ?? null,
    fileKey: null,
    now: '2026-01-01 00:00:00',
    sha256: name,
  }
  const source = {
    size: bytes.length,
    next: () => {
      const next = given ? null : Buffer.from(bytes)
      given = true
      return Promise.resolve(next)
    },
  }
  const request: ParserRequest =
    what === 'convert' ? { what, file, sheets: null, accept: true } : { what, file }
  try {
    note(await runParser(host, request, source, new AbortController().signal, note))
  } catch (error) {
    said.push(String(error))
  }
  return said
}

const fixtures = fileURLToPath(new URL('../fixtures/', import.meta.url))
/** Every table file of the fixtures up to this size, whatever its format. */
export function fixtureFiles(most = 150_000): readonly AskedFile[] {
  return ['documents', 'import', 'layouts', 'reversals', 'bounds']
    .flatMap((folder) => readdirSync(join(fixtures, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !/\.(md|json)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ name: basename(path), bytes: readFileSync(path) }))
    .filter(({ bytes }) => bytes.length <= most)
}
/** A bank statement of ten rows, another one for each number. */
export function smallStatement(number: number): AskedFile {
  const rows = ['交易卡号,交易时间,交易金额,余额,收付标志,对手卡号,对手户名,摘要']
  for (let row = 0; row < 10; row += 1) {
    const at = number * 7 + row
    rows.push(
      `6217008375367000751,2022-03-${String(1 + (at % 28)).padStart(2, '0')} 10:0${row}:00,${100 + at}.50,${9_000 - at}.00,${at % 3 === 0 ? '收' : '付'},62170037001610${String(71_000 + (at % 40))},张${'伟明强芳丽'[at % 5] ?? ''},转账`,
    )
  }
  return { name: `流水${number}.csv`, bytes: Buffer.from(rows.join('\r\n')) }
}
