/** Parsers that read several small files of a run: what they say is what a fresh one says, and whatever could have harmed one ends it. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { smallBytes } from '../../electron/engine/import/process/parserPool.ts'
import { parserEntry, temporaryFolder } from '../helpers/engine.ts'
import { layout } from './importCase.ts'
import { makeXlsx } from './importFiles.ts'
import { fixtureFiles, saidOf, smallStatement, watchedPool, type AskedFile } from './parserCase.ts'

const fixture = (name: string): AskedFile => ({
  name,
  bytes: readFileSync(new URL(`../fixtures/${name}`, import.meta.url)),
})
/** What a fresh parser says of a statement; asked once. */
const freshly = new Map<number, Promise<readonly string[]>>()
function freshlySaid(number: number): Promise<readonly string[]> {
  const known = freshly.get(number) ?? saidOf({ parserEntry }, smallStatement(number))
  freshly.set(number, known)
  return known
}
const workbook = (number: number): AskedFile => ({
  name: `登记${number}.xlsx`,
  bytes: makeXlsx([
    {
      name: '登记',
      rows: [
        ['姓名', '手机号码', '身份证号码'],
        [`赵${number}`, '13800138000', '110101199003078515'],
      ],
    },
  ]),
})

test('a file that comes alone has a parser of its own, a run of small files shares one, and each request is counted', async () => {
  const { started, ask, parsers } = watchedPool(parserEntry, { mostRequests: 4 })
  await ask(smallStatement(0))
  expect(started).toHaveLength(1)
  expect(parsers.kept()).toBe(0)
  for (let number = 1; number <= 9; number += 1) await ask(smallStatement(number))
  expect(started.map(({ files }) => files.length).filter((count) => count > 0)).toEqual([1, 4, 4, 1])
  await vi.waitUntil(() => started.slice(0, 3).every(({ ended }) => ended), { timeout: 10_000 })
}, 60_000)

test('what a parser says of a file is what a fresh one says, whatever it has read before', async () => {
  const files = [
    // In a short run every second file; a parser of its own for each takes its time.
    ...fixtureFiles().filter((_, place) => process.env['LZ_LONG'] === '1' || place % 2 === 0),
    ...[1, 2, 3].flatMap((number) => [smallStatement(number), workbook(number)]),
    { name: 'empty.csv', bytes: Buffer.alloc(0) },
    { name: 'broken.xlsx', bytes: makeXlsx([{ name: 'a', rows: [['姓名']] }]).subarray(0, 300) },
  ]
  const alone = new Map<string, readonly string[]>()
  for (const file of files) alone.set(file.name, await saidOf({ parserEntry }, file))
  const { ask, started } = watchedPool()
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(files, { minLength: files.length }), async (shuffled) => {
      for (const file of shuffled)
        expect([file.name, await ask(file)]).toEqual([file.name, alone.get(file.name)])
    }),
    { numRuns: 1 },
  )
  // And they were not all fresh.
  expect(Math.max(...started.map(({ files: asked }) => asked.length))).toBeGreaterThan(2)
}, 600_000)

describe('never used again is a parser', () => {
  const other: readonly (readonly [string, AskedFile])[] = [
    [
      'that read an old workbook',
      { name: 'a.xls', bytes: readFileSync(layout('example-spdb_debit-records.xls')) },
    ],
    ['that read a PDF', fixture('documents/statement-plain.pdf')],
    ['that read a Word file', fixture('documents/seizure-list.docx')],
    ['that read an OpenDocument workbook', fixture('import/libreoffice.ods')],
    ['that read markup', fixture('import/libreoffice.html')],
    [
      'whose file was no table',
      { name: 'b.bin', bytes: Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]) },
    ],
    [
      'whose file was broken',
      { name: 'c.xlsx', bytes: makeXlsx([{ name: 'a', rows: [['姓名']] }]).subarray(0, 400) },
    ],
    [
      'whose file was hostile',
      {
        name: 'd.xml',
        bytes: Buffer.from(
          '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><table><tr><td>&b;</td></tr></table>',
        ),
      },
    ],
  ]
  test.each(other)(
    '%s',
    async (_what, file) => {
      const { started, ask } = watchedPool()
      await ask(smallStatement(0))
      await ask(smallStatement(1))
      await ask(file)
      await ask(smallStatement(2))
      await ask(smallStatement(3))
      const held = started.find(({ files }) => files.includes(file.name))
      expect(held?.files.at(-1)).toBe(file.name)
      await vi.waitUntil(() => held?.ended === true, { timeout: 10_000 })
    },
    60_000,
  )
  test.each([
    ['a secret', { ...smallStatement(5), password: 'geheim' }],
    ['a large file', { name: 'large.csv', bytes: Buffer.alloc(smallBytes + 1, '张伟,13800138000\n') }],
  ])(
    'that was given %s',
    async (_what, file) => {
      const { started, ask } = watchedPool()
      for (const next of [smallStatement(0), smallStatement(1), file, smallStatement(2)]) await ask(next)
      expect(started.find(({ files }) => files.includes(file.name))?.files).toEqual([file.name])
    },
    60_000,
  )
  test('that was there before the case was closed', async () => {
    const { started, ask, parsers } = watchedPool()
    for (const number of [0, 1, 2]) await ask(smallStatement(number))
    parsers.clear()
    for (const number of [3, 4, 5]) await ask(smallStatement(number))
    const groups = started.map(({ files }) => files.map((name) => Number(name.replace(/\D/g, '')) > 2))
    for (const group of groups) expect(new Set(group).size).toBeLessThanOrEqual(1)
    await vi.waitUntil(() => started.slice(0, 2).every(({ ended }) => ended), { timeout: 10_000 })
  }, 60_000)
})

describe('a hostile file can change what its parser does, and the next file has another parser', () => {
  /** The program's parser, and code that a file set loose in it. */
  const infected = (code: string): URL => {
    const entry = join(temporaryFolder(), 'parser.mjs')
    writeFileSync(entry, `${code}\nawait import(${JSON.stringify(parserEntry.href)})`)
    return pathToFileURL(entry)
  }
  const carrier: AskedFile = {
    name: '毒.csv',
    bytes: Buffer.from('姓名,手机号码,毒草毒草\r\n赵一,13800138000,x\r\n钱二,13800138001,y\r\n'),
  }
  const set =
    'const set = Map.prototype.set; let loose = false; Map.prototype.set = function (key, value) { if (typeof key === "string" && key.includes("毒草毒草")) loose = true;'
  test.each([
    [
      'something built in',
      `${set} if (loose) Object.prototype.poison = 1; return set.call(this, key, value) }`,
    ],
    [
      'a function built in',
      `${set} if (loose) Array.prototype.flat = function () { return [] }; return set.call(this, key, value) }`,
    ],
    [
      'what is remembered of texts',
      `${set} return set.call(this, key, loose && typeof value === 'string' ? value + '0' : value) }`,
    ],
    [
      'which way the money went',
      `${set} return set.call(this, key, value) }; const decode = TextDecoder.prototype.decode; TextDecoder.prototype.decode = function (...given) { const text = decode.apply(this, given); return loose ? text.replaceAll('付', '收') : text }`,
    ],
    ['that it ever ends', `${set} if (loose) for (;;); return set.call(this, key, value) }`],
    [
      'whether it is there',
      `${set} if (loose) setTimeout(() => process.exit(0), 1); return set.call(this, key, value) }`,
    ],
  ])(
    '%s',
    async (_what, code) => {
      const entry = infected(code)
      const alone = await freshlySaid(3)
      const { started, ask } = watchedPool(entry, { proofMs: 6_000 })
      await ask(smallStatement(0))
      expect(await ask(smallStatement(3))).toEqual(alone)
      const asked = ask(carrier)
      const held = await vi.waitUntil(() => started.find(({ files }) => files.includes(carrier.name)))
      // Stuck in its own file it is ended by its silence or whoever cancels; here by hand.
      if (code.includes('for (;;)'))
        setTimeout(() => {
          held.kill()
        }, 500)
      await asked
      expect(await ask(smallStatement(3))).toEqual(alone)
      expect(held.files.at(-1)).toBe(carrier.name)
      await vi.waitUntil(() => held.ended, { timeout: 10_000 })
    },
    60_000,
  )
  test.each([
    ['speaks unasked', "setInterval(() => process._linkOf({ type: 'pull' }), 20)"],
    ['answers for itself', "process._linkOf({ type: 'proved', answer: 'all is well' })"],
  ])(
    'one that %s is ended',
    async (_what, misdeed) => {
      // What is written to the pipe by the program passes through here.
      const entry = infected(
        `import { Socket } from 'node:net'; import { serialize } from 'node:v8'; const write = Socket.prototype.write; let pipe = null; let done = false
      Socket.prototype.write = function (...given) { pipe ??= this; return write.apply(this, given) }
      process._linkOf = (message) => { const body = serialize(message); const head = Buffer.alloc(4); head.writeUInt32LE(body.length); write.call(pipe, head); write.call(pipe, body) }
      ${set} if (loose && !done) { done = true; ${misdeed} } return set.call(this, key, value) }`,
      )
      const { started, ask } = watchedPool(entry, { proofMs: 6_000 })
      await ask(smallStatement(0))
      await ask(smallStatement(1))
      await ask(carrier)
      await ask(smallStatement(2))
      const held = started.find(({ files }) => files.includes(carrier.name))
      expect(held?.files.at(-1)).toBe(carrier.name)
    },
    60_000,
  )
})
test('a parser that does not prove itself at its start is none, and the file is read by one of its own', async () => {
  const entry = join(temporaryFolder(), 'parser.mjs')
  writeFileSync(
    entry,
    `import { Socket } from 'node:net'; const on = Socket.prototype.on; Socket.prototype.on = function (name, listener) { return on.call(this, name, name === 'data' ? (piece) => { if (piece.includes('prove')) process.exit(3); listener(piece) } : listener) }
    await import(${JSON.stringify(parserEntry.href)})`,
  )
  const alone = await freshlySaid(1)
  const { ask, started } = watchedPool(pathToFileURL(entry))
  for (let round = 0; round < 3; round += 1) expect(await ask(smallStatement(1))).toEqual(alone)
  expect(started.every(({ files }) => files.length <= 1)).toBe(true)
}, 60_000)
test('requests at the same time never share a parser', async () => {
  const { started, ask } = watchedPool()
  await ask(smallStatement(0))
  await Promise.all([1, 2, 3, 4, 5, 6].map((number) => ask(smallStatement(number), 'inspect')))
  const answers = await Promise.all([1, 2, 3, 4, 5, 6].map((number) => ask(smallStatement(number))))
  const alone = await Promise.all([1, 2, 3, 4, 5, 6].map(freshlySaid))
  expect(answers).toEqual(alone)
  expect(started.reduce((sum, { files }) => sum + files.length, 0)).toBe(13)
}, 60_000)
