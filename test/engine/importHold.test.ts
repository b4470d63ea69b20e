/** An import that is held: nothing more is read or written until it is let go on; a held one can be cancelled. */
import { describe, expect, test } from 'vitest'
import { AppError } from '../../shared/errors.ts'
import { importCase } from './importCase.ts'
import { makeXlsx, utf8 } from './importFiles.ts'

const rows = 40_000
const people = utf8(
  [
    '姓名,身份证号,手机号',
    ...Array.from({ length: rows }, (_, index) => `人员${index},,${13_800_000_000 + index}`),
  ].join('\n'),
)

/** Starts an import and holds it at its first word of rows. */
async function heldImport() {
  const { engine, give } = await importCase()
  const stop = new AbortController()
  const told: number[] = []
  let seen: () => void = () => undefined
  const first = new Promise<void>((resolve) => {
    seen = resolve
  })
  const run = engine.call(
    'import.run',
    { fileId: give('人员.csv', people) },
    {
      signal: stop.signal,
      onProgress: ({ stage, done }) => {
        if (stage === 'rows') {
          told.push(done)
          seen()
        }
      },
    },
  )
  run.catch(() => undefined)
  await first
  const { paused } = await engine.call('import.pause', { paused: true })
  return { engine, run, stop, told, paused }
}
const quiet = () =>
  new Promise((resolve) => {
    setTimeout(resolve, 400)
  })

describe('an import', () => {
  test.each([
    ['text', '人员.csv', people],
    [
      'workbook',
      '人员.xlsx',
      makeXlsx([
        {
          name: '人员',
          rows: [
            ['姓名', '身份证号', '手机号'],
            ...Array.from({ length: 20_000 }, (_, index) => [
              `人员${index}`,
              null,
              String(13_800_000_000 + index),
            ]),
          ],
        },
      ]),
    ],
  ])('of a %s tells about how many rows there will be', async (_, name, bytes) => {
    const { engine, give } = await importCase()
    const told: { readonly done: number; readonly total: number | null }[] = []
    const batch = await engine.call(
      'import.run',
      { fileId: give(name, bytes) },
      {
        onProgress: ({ stage, done, total }) => {
          if (stage === 'rows' && done > 4_000) told.push({ done, total })
        },
      },
    )
    const { read } = batch.reconciliation
    // A piece counts as read when it is taken, its rows follow, and words are let through ten times a second: how near the last one comes to the end
    // is a matter of the machine, so only what holds on every machine is asked for.
    expect([
      read,
      told.length > 0,
      told.filter(({ done, total }) => total === null || total < done || total > read * 2),
    ]).toEqual([name.endsWith('.csv') ? rows : 20_000, true, []])
  })
  test('that is held tells no more rows, is read by nobody, and goes on to the same end', async () => {
    const { engine, run, told, paused } = await heldImport()
    await quiet()
    const before = told.at(-1)
    await quiet()
    expect([
      paused,
      told.at(-1) === before,
      (before ?? 0) < rows,
      await engine.call('import.batches', {}),
    ]).toEqual([true, true, true, []])
    expect(await engine.call('import.pause', { paused: false })).toEqual({ paused: false })
    expect((await run).reconciliation).toEqual({
      read: rows,
      accepted: rows,
      duplicate: 0,
      rejected: 0,
      skipped: 0,
    })
  })
  test('that is held can be cancelled, and the next one runs', async () => {
    const { engine, run, stop } = await heldImport()
    stop.abort()
    expect(
      await run.then(
        () => 'done',
        (error: unknown) => (error instanceof AppError ? error.code : 'other'),
      ),
    ).toBe('cancelled')
    expect([
      await engine.call('import.batches', {}),
      await engine.call('import.pause', { paused: true }),
    ]).toEqual([[], { paused: false }])
  })
  test('that is held does not keep the case from being closed', async () => {
    const { engine, run } = await heldImport()
    await engine.call('workspace.close', {})
    expect(
      await run.then(
        () => 'done',
        (error: unknown) => (error instanceof AppError ? error.code : 'other'),
      ),
    ).toBe('cancelled')
  })
})
