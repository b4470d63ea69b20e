/**
 * The corpus of odd and hostile files (test/helpers/oddFiles): each gives the right rows or the error named beside it, in a process of its
 * own that is watched: no file may take ten seconds or 500 MB, and Object.prototype is as it was after each.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OddFile } from '../helpers/oddFiles/oddFile.ts'
import { oddOlderFormats } from '../helpers/oddFiles/olderFormats.ts'
import type { ReadResult } from '../helpers/oddFiles/readAll.ts'
import { oddTexts } from '../helpers/oddFiles/texts.ts'
import { oddWorkbooks } from '../helpers/oddFiles/workbooks.ts'

const all: readonly OddFile[] = [...oddWorkbooks, ...oddOlderFormats, ...oddTexts]
/** Of the processor; the watch, which looks at the clock, is more patient since other tests run beside. */
const fileSeconds = 10
const clockFactor = 6
const results = new Map<string, ReadResult>()
const folder = mkdtempSync(join(tmpdir(), 'lianzheng-odd-'))
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** Reads the files in one process; ends it when one of them takes too long. */
async function readAll(files: readonly { readonly number: number; readonly file: OddFile }[]): Promise<void> {
  const nameOf = (number: number): string => `${number}`
  for (const { number, file } of files) writeFileSync(join(folder, nameOf(number)), file.bytes())
  const child = spawn(
    process.execPath,
    [
      fileURLToPath(new URL('../helpers/oddFiles/readAll.ts', import.meta.url)),
      folder,
      ...files.map(({ number }) => nameOf(number)),
    ],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  )
  let watch = setTimeout(() => child.kill('SIGKILL'), fileSeconds * 1_000 * clockFactor)
  for await (const line of createInterface({ input: child.stdout })) {
    const result = JSON.parse(line) as ReadResult
    results.set(result.name, result)
    clearTimeout(watch)
    watch = setTimeout(() => child.kill('SIGKILL'), fileSeconds * 1_000 * clockFactor)
  }
  clearTimeout(watch)
}

describe('the corpus', () => {
  beforeAll(() => readAll(all.map((file, number) => ({ number, file }))), 600_000)

  test('holds at least sixty files, each with its reason', () => {
    expect(all.length).toBeGreaterThanOrEqual(60)
    expect(all.filter(({ why }) => why === '' || why.includes('\n')).map(({ name }) => name)).toEqual([])
    expect(new Set(all.map(({ why, name }) => `${name} ${why}`)).size).toBe(all.length)
  })
  test.each(all.map((file, number) => [file.name, file.why, number, file] as const))(
    '%s: %s',
    (_name, _why, number, { gives }) => {
      const result = results.get(String(number))
      // Without a result the process was ended: the file took too long or took the process with it.
      if (result === undefined) throw new Error('no result: hung or died')
      expect(result.clean).toBe(true)
      if ('code' in gives) expect(result.error).toMatchObject(gives)
      else if ('rows' in gives) expect([result.error, result.sheets?.[0]?.rows]).toEqual([null, gives.rows])
      else if ('count' in gives)
        expect([result.error, result.sheets?.[0]?.count]).toEqual([null, gives.count])
      else
        expect([result.error, result.sheets?.map(({ name, rows }) => [name, rows])]).toEqual([
          null,
          Object.entries(gives.sheets),
        ])
    },
  )
  test('no file took more than ten seconds or 500 MB', () => {
    const found = [...results.values()]
    expect(Math.max(...found.map(({ milliseconds }) => milliseconds))).toBeLessThan(fileSeconds * 1_000)
    expect(Math.max(...found.map(({ megabytes }) => megabytes))).toBeLessThan(500)
  })
})
