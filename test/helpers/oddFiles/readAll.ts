/** Reads the files of a folder one after the other in a process of its own and says of each what came of it; started by importOddCorpus.test.ts. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openTable } from '../../../electron/engine/import/formats/openTable.ts'
import { AppError } from '../../../shared/errors.ts'

export interface ReadResult {
  readonly name: string
  /** Of the processor: what else the machine does is not the file's fault. */
  readonly milliseconds: number
  /** Most memory the process had so far. */
  readonly megabytes: number
  /** Object.prototype is as it was. */
  readonly clean: boolean
  readonly sheets:
    | readonly {
        readonly name: string
        readonly rows: readonly (readonly string[])[]
        readonly count: number
      }[]
    | null
  readonly error: { readonly code: string; readonly what: string | null } | null
}
const kept = 100
const prototype = Object.getOwnPropertyNames(Object.prototype).sort().join()

async function read(path: string, name: string): Promise<Pick<ReadResult, 'sheets' | 'error'>> {
  const bytes = readFileSync(path)
  let at = 0
  const next = (): Promise<Buffer | null> => {
    if (at >= bytes.length) return Promise.resolve(null)
    at += 4 << 20
    return Promise.resolve(bytes.subarray(at - (4 << 20), at))
  }
  try {
    const file = await openTable(
      { size: bytes.length, next },
      { fileName: name, encoding: null, separator: null, password: null, fileKey: null },
    )
    const sheets = []
    for (const sheet of file.sheets) {
      const rows: (readonly string[])[] = []
      let count = 0
      for await (const batch of sheet.rows())
        for (const { cells } of batch) if ((count += 1) <= kept) rows.push(cells)
      sheets.push({ name: sheet.hidden ? `${sheet.name} (hidden)` : sheet.name, rows, count })
    }
    return { sheets, error: null }
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown
    return {
      sheets: null,
      error: {
        code: thrown.code,
        what: String(thrown.details['what'] ?? thrown.details['found'] ?? '') || null,
      },
    }
  }
}

const [folder, ...names] = process.argv.slice(2)
for (const name of names) {
  const started = process.cpuUsage()
  const outcome = await read(join(folder ?? '', name), name)
  const { user, system } = process.cpuUsage(started)
  const result: ReadResult = {
    name,
    milliseconds: (user + system) / 1_000,
    megabytes: process.resourceUsage().maxRSS / 1024,
    clean: Object.getOwnPropertyNames(Object.prototype).sort().join() === prototype,
    ...outcome,
  }
  process.stdout.write(`${JSON.stringify(result)}\n`)
}
