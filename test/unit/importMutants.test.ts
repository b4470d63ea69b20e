/**
 * Damaged tables: bits flipped, pieces cut out, doubled or put in the wrong place. Each is named or read, never a fault of the program; and where the
 * format carries check sums (everything in a zip) what is read is what was there, to the cell.
 */
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { utils, write } from 'xlsx'
import { describe, expect, test } from 'vitest'
import type { ReadAnswer } from '../helpers/readInThread.ts'

const long = process.env['LZ_LONG'] === '1'
const fixtures = resolve(import.meta.dirname, '..', 'fixtures')
const rows = Array.from({ length: 40 }, (_, place) => [
  `姓名${place}`,
  `6217000000000${String(100_000 + place)}`,
  place * 17.25,
  `2024-01-${String((place % 28) + 1).padStart(2, '0')} 10:00:00`,
  place % 7 === 0 ? '' : `备注，${'长'.repeat(place)}`,
])
const book = utils.book_new()
utils.book_append_sheet(book, utils.aoa_to_sheet([['户名', '卡号', '金额', '时间', '备注'], ...rows]), '流水')
utils.book_append_sheet(
  book,
  utils.aoa_to_sheet([
    ['代号', '说明'],
    ['1', '转入'],
    ['2', '转出'],
  ]),
  '代码',
)
const made = (bookType: 'xlsx' | 'ods' | 'biff8' | 'xlsb' | 'xlml' | 'csv' | 'dbf') =>
  write(book, { bookType, type: 'buffer', compression: true }) as Buffer
const fixture = (path: string): Buffer => readFileSync(join(fixtures, path))

/** Name, bytes, and whether the format has check sums over all of its content. */
const files: readonly (readonly [string, Buffer, boolean])[] = [
  ['a.xlsx', made('xlsx'), true],
  ['a.ods', made('ods'), true],
  ['a.docx', fixture('documents/seizure-list.docx'), true],
  ['a.xlsb', made('xlsb'), true],
  ['a.xls', made('biff8'), false],
  ['a.xml', made('xlml'), false],
  ['a.csv', made('csv'), false],
  ['a.dbf', made('dbf'), false],
  ['a.pdf', fixture('documents/statement-ruled.pdf'), false],
]

/** A sequence of numbers below 1 that is the same every time. */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
function mutant(bytes: Buffer, next: () => number): { readonly what: string; readonly bytes: Buffer } {
  const at = Math.floor(next() * bytes.length)
  const length = 1 + Math.floor(next() * Math.min(400, bytes.length - at))
  switch (Math.floor(next() * 6)) {
    case 0:
    case 1:
    case 2: {
      const changed = Buffer.from(bytes)
      const flips = 1 + Math.floor(next() * 3)
      const places = Array.from({ length: flips }, () => Math.floor(next() * bytes.length * 8))
      for (const bit of places) changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      return { what: `bits ${places.join(', ')}`, bytes: changed }
    }
    case 3:
      return { what: `cut at ${at}`, bytes: bytes.subarray(0, at) }
    case 4:
      return {
        what: `${length} bytes at ${at} left out`,
        bytes: Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]),
      }
    default:
      return {
        what: `${length} bytes at ${at} twice`,
        bytes: Buffer.concat([bytes.subarray(0, at + length), bytes.subarray(at)]),
      }
  }
}
/** A reader of libraries may turn in circles over a damaged file; in the program its process is ended then and the file named. */
const mostMs = 4_000
class Reader {
  #worker: Worker | null = null
  /** Null when it had to be ended. */
  async read(bytes: Buffer, fileName: string, ms = mostMs): Promise<ReadAnswer | null> {
    const worker = (this.#worker ??= new Worker(new URL('../helpers/readInThread.ts', import.meta.url)))
    const answered = once(worker, 'message').then(([answer]) => answer as ReadAnswer)
    worker.postMessage({ bytes, fileName })
    const answer = await Promise.race([answered, pause(ms, null)])
    if (answer === null) await this.end()
    return answer
  }
  async end(): Promise<void> {
    await this.#worker?.terminate()
    this.#worker = null
  }
}

describe('damaged tables', () => {
  test.each(files)(
    '%s: named or read, and with check sums read as it was',
    async (name, bytes, summed) => {
      const reader = new Reader()
      const whole = (await reader.read(bytes, name, 60_000))?.read
      expect(whole).toBeTypeOf('string')
      const next = chance(bytes.length)
      const told = { named: 0, ended: 0 }
      const wrong: string[] = []
      const numbers = long ? 350 : 10
      for (let number = 0; number < numbers; number += 1) {
        const { what, bytes: changed } = mutant(bytes, next)
        const answer = await reader.read(changed, name)
        if (answer === null) told.ended += 1
        else if (answer.fault !== null) wrong.push(`${number}: ${what}: ${answer.fault.slice(0, 300)}`)
        else if (answer.code !== null) told.named += 1
        else if (summed && answer.read !== whole) wrong.push(`${number}: ${what}: read as something else`)
      }
      await reader.end()
      expect(wrong).toEqual([])
      expect(told.ended).toBeLessThan(1 + numbers / 10)
      if (summed) expect(told).toMatchObject({ ended: 0 })
      if (summed) expect(told.named).toBeGreaterThan(0)
    },
    600_000,
  )
})
