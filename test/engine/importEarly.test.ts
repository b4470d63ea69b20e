/** What begins before its turn: facts are derived while the parser still works, and the parser of a large file starts while that is hashed. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { smallBytes } from '../../electron/engine/import/process/parserPool.ts'
import { spawnParser } from '../../electron/engine/import/process/parserProcess.ts'
import { type ParserProcess, type StartParser } from '../../electron/engine/workspace/parserStart.ts'
import { temporaryFolder } from '../helpers/engine.ts'
import { statementHeader, statementRows } from '../helpers/statements.ts'
import { importCase, sample } from './importCase.ts'

const members = sample('betting/02_会员信息.csv')

function statement(rows: number, memo = ''): string {
  const path = join(temporaryFolder(), '流水.csv')
  const lines = [...statementRows(rows)].map(({ cells }) => [...cells.slice(0, -1), memo].join(','))
  writeFileSync(path, [statementHeader.join(','), ...lines].join('\n'))
  return path
}
/** A parser whose messages pass through the hands of `meddle`. */
function meddled(
  meddle: (
    message: { readonly type: string },
    pass: (message: unknown) => void,
    parser: ParserProcess,
  ) => void,
): StartParser {
  return (start) => {
    const parser = spawnParser(start)
    return {
      ...parser,
      onMessage(listener) {
        parser.onMessage((message, bytes) => {
          meddle(
            message as { readonly type: string },
            (passed) => {
              listener(passed, bytes)
            },
            parser,
          )
        })
      },
    }
  }
}

test.each(['dies', 'sends rows again', 'sends a sheet again', 'is cancelled'] as const)(
  'a parser that %s while facts are derived leaves the case as it was',
  async (how) => {
    let over = false
    let batch: unknown = null
    let sheet: unknown = null
    const { engine, facts, run } = await importCase({
      startParser: meddled((message, pass, parser) => {
        if (over && how === 'dies') return
        if (message.type === 'batch') batch = message
        if (message.type === 'sheet') sheet = message
        pass(message)
        if (message.type !== 'rowsEnd') return
        if (how === 'dies') {
          over = true
          parser.kill()
        } else if (how === 'sends rows again') pass(batch)
        else if (how === 'sends a sheet again') pass(sheet)
      }),
    })
    const before = await facts()
    const controller = new AbortController()
    const call = engine.call(
      'import.run',
      { fileId: engine.files.grant(statement(25_000)) },
      {
        signal: controller.signal,
        onProgress({ stage }) {
          if (stage === 'derive' && how === 'is cancelled') controller.abort()
        },
      },
    )
    await expect(call).rejects.toMatchObject({
      code: how === 'is cancelled' ? 'cancelled' : 'parser-stopped',
    })
    expect(await facts()).toEqual(before)
    expect((await engine.call('case.verify', {})).ok).toBe(true)
    // What was stopped is over: nothing of it goes on in what comes next.
    if (how !== 'dies') return
    over = false
    await expect(run(members)).rejects.toMatchObject({ code: 'parser-stopped' })
    expect(await facts()).toEqual(before)
  },
  60_000,
)
test('all is found again of a file whose facts were derived before its index was complete', async () => {
  const { engine, run } = await importCase()
  const batch = await run(statement(300))
  expect(batch.reconciliation).toMatchObject({ accepted: 300, rejected: 0 })
  const [last] = [...statementRows(300)].slice(-1)
  const { total } = await engine.call('search.find', { text: last?.cells[16] ?? '', limit: 5 })
  expect([total, (await engine.call('search.state', {})).unindexed]).toEqual([1, 0])
})

test('the parser of a large file starts once, and ends with a file that is not read after all', async () => {
  const parsers: ParserProcess[] = []
  const { engine, run } = await importCase({
    startParser(start) {
      const parser = spawnParser(start)
      parsers.push(parser)
      return parser
    },
  })
  const large = statement(Math.ceil(smallBytes / 30_000) + 1, '货'.repeat(10_000))
  expect((await run(large)).reconciliation.rejected).toBe(0)
  expect(parsers).toHaveLength(1)
  await expect(run(large)).rejects.toMatchObject({ code: 'original-already-imported' })
  const controller = new AbortController()
  const call = engine.call(
    'import.run',
    { fileId: engine.files.grant(large) },
    {
      signal: controller.signal,
      onProgress() {
        controller.abort()
      },
    },
  )
  await expect(call).rejects.toMatchObject({ code: 'cancelled' })
  expect(parsers.length).toBeGreaterThanOrEqual(2)
  await vi.waitFor(
    () => {
      expect(parsers.map((parser) => parser.residentBytes())).toEqual(parsers.map(() => null))
    },
    { timeout: 10_000 },
  )
}, 60_000)
