/** The parser is a process that holds nothing and can be ended at any moment: by its limits, by the system, by whoever cancels. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { limitsFor, runParser, type ParserLimits } from '../../electron/engine/import/process/parser.ts'
import { spawnParser } from '../../electron/engine/import/process/parserProcess.ts'
import { type ParserProcess } from '../../electron/engine/workspace/parserStart.ts'
import { AppError } from '../../shared/errors.ts'
import { temporaryFolder } from '../helpers/engine.ts'
import { statementHeader, statementRows } from '../helpers/statements.ts'
import { importCase, sample } from './importCase.ts'

const members = sample('betting/02_会员信息.csv')
const file = {
  fileName: '登记表.csv',
  path: '',
  size: 1,
  encoding: null,
  separator: null,
  password: null,
  fileKey: null,
  now: '2026-01-01 00:00:00',
}
const nothing = { size: 1, next: () => Promise.resolve(null) }
/** A line to the engine for parsers that misbehave. */
const line = `import { Socket } from 'node:net'
  import { serialize } from 'node:v8'
  const pipe = new Socket({ fd: 3, readable: true, writable: true })
  pipe.resume()
  const say = (message) => { const body = serialize(message); const head = Buffer.alloc(4); head.writeUInt32LE(body.length); return pipe.write(Buffer.concat([head, body])) }
`
/** What an inspection by a parser of this script ends with. */
async function endOf(script: string, limits: Partial<ParserLimits> = {}): Promise<AppError> {
  const entry = join(temporaryFolder(), 'parser.mjs')
  writeFileSync(entry, script)
  try {
    await runParser(
      { parserEntry: pathToFileURL(entry) },
      { what: 'inspect', file },
      nothing,
      new AbortController().signal,
      () => undefined,
      { ...limitsFor(1), ...limits },
    )
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('it answered')
}

test('memory outside the heap counts, and ends the parser long before the machine is short of it', async () => {
  const error = await endOf(
    'const held = []; setInterval(() => { held.push(Buffer.alloc(16 * 1024 * 1024, 1)) }, 5)',
    { residentMegabytes: 200 },
  )
  expect(error).toMatchObject({
    code: 'parser-limit',
    details: { file: '登记表.csv', limit: 'memory', megabytes: 200 },
  })
})
test('a parser that sends more than its file can hold is ended', async () => {
  const error = await endOf(
    `${line} const more = () => { if (say({ type: 'pull', waste: Buffer.alloc(1024 * 1024) })) setImmediate(more); else pipe.once('drain', more) }; more()`,
    { outputMegabytes: 32 },
  )
  expect(error).toMatchObject({ code: 'parser-limit', details: { limit: 'output', megabytes: 32 } })
})
test('a parser that goes on for ever is ended after its silence', async () => {
  expect(await endOf('for (;;) {}', { silenceMs: 1_500 })).toMatchObject({
    code: 'parser-limit',
    details: { limit: 'time' },
  })
})
test.each([
  ['what is no message', `${line} say({ type: 'sudo' })`],
  ['a text', `${line} say('inspected')`],
  ['bytes that V8 did not write', `${line} pipe.write(Buffer.from([3, 0, 0, 0, 1, 2, 3]))`],
  ['a length without end', `${line} pipe.write(Buffer.from([255, 255, 255, 255]))`],
])('a parser that sends %s is ended', async (_what, script) => {
  expect(await endOf(`${script}; setInterval(() => undefined, 1_000)`)).toMatchObject({
    code: 'parser-stopped',
  })
})
test('a parser can read the program and nothing else, start nothing, and knows nothing of the machine', async () => {
  const error = await endOf(`${line}
    import { readFileSync, writeFileSync, readdirSync } from 'node:fs'
    import { spawnSync } from 'node:child_process'
    import { Worker } from 'node:worker_threads'
    const tried = (work) => { try { work(); return 'could' } catch (error) { return error.code ?? error.message } }
    say({ type: 'failed', error: { code: 'internal', message: '', details: {
      read: tried(() => readFileSync(${JSON.stringify(members)} + '/../../../../../../../../etc/hostname')), home: tried(() => readdirSync('/root')), write: tried(() => writeFileSync('x', 'x')),
      start: tried(() => spawnSync('true')), thread: tried(() => new Worker('1', { eval: true })), environment: Object.keys(process.env).length } } })`)
  const refused = 'ERR_ACCESS_DENIED'
  expect(error.details).toEqual({
    file: '登记表.csv',
    read: refused,
    home: refused,
    write: refused,
    start: refused,
    thread: refused,
    environment: 0,
  })
})
test('a small file cannot make the parser large, a large one is given what it needs', () => {
  expect(limitsFor(20_000).residentMegabytes).toBeLessThan(500)
  expect(limitsFor(95 * 1024 ** 2)).toMatchObject({ heapMegabytes: 1_080, residentMegabytes: 1_390 })
  expect(limitsFor(4 * 1024 ** 3)).toMatchObject({ heapMegabytes: 1_536, residentMegabytes: 3_072 })
})

test('three parsers killed in the middle of their rows leave program and case as they were', async () => {
  let parser: ParserProcess | null = null
  const { engine, facts, run } = await importCase({ startParser: (start) => (parser = spawnParser(start)) })
  await run(sample('piracy/01_涉案人员登记表.xlsx'))
  const before = await facts()
  const statement = join(temporaryFolder(), '流水.csv')
  writeFileSync(
    statement,
    [statementHeader, ...[...statementRows(40_000)].map(({ cells }) => cells)]
      .map((cells) => cells.join(','))
      .join('\n'),
  )
  for (let round = 0; round < 3; round += 1) {
    const call = engine.call(
      'import.run',
      { fileId: engine.files.grant(statement) },
      {
        onProgress: ({ stage, done }) => {
          if (stage === 'rows' && done > 0) parser?.kill()
        },
      },
    )
    await expect(call).rejects.toMatchObject({ code: 'parser-stopped', details: { file: '流水.csv' } })
  }
  expect(await facts()).toEqual(before)
  expect((await engine.call('case.verify', {})).ok).toBe(true)
  expect((await run(members)).reconciliation.accepted).toBe(1_219)
}, 60_000)
test('a cancelled import lets go at once, and the parser is gone with it', async () => {
  let parser: ParserProcess | null = null
  const { engine, facts } = await importCase({ startParser: (start) => (parser = spawnParser(start)) })
  const before = await facts()
  const controller = new AbortController()
  const call = engine.call(
    'import.run',
    { fileId: engine.files.grant(members) },
    {
      signal: controller.signal,
      onProgress: ({ stage }) => {
        if (stage !== 'hash') controller.abort()
      },
    },
  )
  await expect(call).rejects.toMatchObject({ code: 'cancelled' })
  expect(await facts()).toEqual(before)
  expect((parser as ParserProcess | null)?.residentBytes()).toBeNull()
})
