/** The diagnostics log: what comes in, what never does, and that nobody is kept from working by it. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { handlers } from '../../electron/engine/handlers.ts'
import { createDiagnostics } from '../../electron/engine/store/diagnostics.ts'
import { entryOfLine, entryText, errorElsewhere, safeError } from '../../shared/diagnostics.ts'
import { AppError } from '../../shared/errors.ts'
import { temporaryEngine, temporaryFolder } from '../helpers/engine.ts'

/** What stands in cases: if one of them is found in the log, the log leaks. */
const secrets = [
  '罗志华',
  '9·12侵犯著作权案',
  '110101199003074514',
  '6222020200112233445',
  '13800138000',
  '1234567.89',
  '流水-罗志华.xlsx',
  'SuspectLuo',
  '/home/luo/evidence',
] as const
const now = (): string => '2026-01-02 03:04:05'
function logAt(folder: string): string {
  return readdirSync(folder)
    .filter((name) => name.startsWith('diagnostics.log'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('')
}
function linesAt(folder: string) {
  return readFileSync(join(folder, 'diagnostics.log'), 'utf8')
    .split('\n')
    .flatMap((line) => entryOfLine(line) ?? [])
}

test('an internal error leaves with a reference that stands in the log beside method, class and places', async () => {
  const { engine, settingsFolder } = await temporaryEngine({
    handlers: {
      ...handlers,
      'entities.kinds': function readKinds() {
        throw new TypeError(`cannot read ${secrets.join(' ')}`)
      },
    },
  })
  const error = await engine.call('entities.kinds', {}).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(AppError)
  const { code, message, details } = error as AppError
  expect({ code, message }).toEqual({ code: 'internal', message: 'TypeError' })
  expect(details).toEqual({ ref: expect.stringMatching(/^[2-9A-Z]{6}$/) as string })
  const { entries, written, fileName } = await engine.call('diagnostics.read', {})
  expect({ written, fileName }).toEqual({ written: true, fileName: 'diagnostics.log' })
  const [entry] = entries
  expect(entry).toMatchObject({
    event: 'error',
    where: 'entities.kinds',
    code: 'internal',
    name: 'TypeError',
    ref: details['ref'],
  })
  expect(entry?.frames?.[0]).toMatch(
    /^Object\.readKinds.* \(test\/engine\/diagnostics\.test\.ts:\d+:\d+\)$|^readKinds \(test\/engine\/diagnostics\.test\.ts:\d+:\d+\)$/,
  )
  expect(entry?.frames?.some((frame) => frame.includes('electron/engine/dispatch.ts'))).toBe(true)
  expect(entryText(entry ?? { at: '', event: 'error' })).toContain(`[${String(details['ref'])}]`)
  for (const secret of secrets) expect(logAt(settingsFolder)).not.toContain(secret)
  // Also in a file that only its owner reads.
  expect(statSync(join(settingsFolder, 'diagnostics.log')).mode & 0o077).toBe(0)
})

test('the same failure in a row is one line and one reference; its repeats are counted', async () => {
  const { engine, settingsFolder } = await temporaryEngine({
    handlers: {
      ...handlers,
      'entities.kinds': () => {
        throw new RangeError('again')
      },
    },
  })
  const refs = new Set<unknown>()
  for (let time = 0; time < 50; time += 1)
    refs.add(
      await engine.call('entities.kinds', {}).catch((thrown: unknown) => (thrown as AppError).details['ref']),
    )
  expect(refs.size).toBe(1)
  await engine.shutdown()
  expect(
    linesAt(settingsFolder)
      .filter((entry) => entry.where === 'entities.kinds')
      .map(({ name, count }) => [name, count]),
  ).toEqual([
    ['RangeError', undefined],
    ['RangeError', 49],
  ])
})

test('names of cases and files, figures and ID numbers never come in, whatever fails', async () => {
  // With parsers of its own, whose ends are its to tell.
  const { engine, folder, settingsFolder } = await temporaryEngine({ withoutCase: true, parsers: undefined })
  const [, caseName = ''] = secrets
  await engine.call('workspace.create', { name: caseName, passphrase: null })
  const file = join(folder, '流水-罗志华.xlsx')
  // A photograph: texts are kept whatever they say.
  writeFileSync(
    file,
    Buffer.concat([Buffer.from('ffd8ffe000104a464946', 'hex'), Buffer.from('罗志华 110101199003074514')]),
  )
  const fileId = engine.files.grant(file)
  const refused = [
    engine.call('import.run', { fileId }),
    engine.call('entities.detail' as 'entities.kinds', { entityId: 9e9, name: '罗志华' }),
    engine.call('workspace.create', { name: caseName, passphrase: null }),
    engine.call('罗志华.13800138000' as 'entities.kinds', {}),
    engine.call('charts.create', { name: '罗志华'.repeat(500) }),
    engine.call('diagnostics.note', {
      name: 'SuspectLuo',
      frames: [
        '罗志华 (a.ts:1:1)',
        'f13800138000 (/home/luo/evidence/a.ts:1:1)',
        'readRow (electron/engine/import/x.ts:1:2)',
      ],
    }),
  ]
  const ends = await Promise.allSettled(refused)
  expect(ends.map(({ status }) => status)).toEqual([...Array<string>(5).fill('rejected'), 'fulfilled'])
  await engine.shutdown()
  const text = logAt(settingsFolder)
  for (const secret of secrets) expect(text).not.toContain(secret)
  expect(linesAt(settingsFolder).find((entry) => entry.where === 'page')).toMatchObject({
    name: 'Error',
    frames: ['readRow (electron/engine/import/x.ts:1:2)'],
  })
  // The processes that read spreadsheets are there with their ends.
  expect(linesAt(settingsFolder).some((entry) => entry.where === 'parser')).toBe(true)
})

test('property: no letter of a message, a name or a cause of an error is kept', () => {
  const secret = fc.constantFrom(...secrets)
  const noise = fc.constantFrom(
    '\n    at ',
    '\n    at readRow (',
    ' (electron/engine/x.ts:1:1)',
    '\n    at 13800138000 (electron/engine/x.ts:1:1)',
    ':1:1)',
    'Error: ',
    '\n',
    '',
    ' ',
  )
  const message = fc
    .array(fc.oneof(secret, noise, fc.string()), { maxLength: 8 })
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(
      message,
      message,
      secret,
      fc.constantFrom(Error, TypeError, RangeError),
      (one, two, name, Kind) => {
        const error = new Kind(one, { cause: new Error(two) })
        error.name = name
        const odd = new Error(one)
        odd.message = two
        const forged = new Error(one)
        forged.stack = two
        for (const thrown of [
          error,
          odd,
          forged,
          one,
          { message: one },
          errorElsewhere({ name, frames: [`${one}罗`] }),
        ]) {
          const told = JSON.stringify(safeError(thrown))
          for (const each of secrets) expect(told).not.toContain(each)
          expect(told).not.toMatch(/\d{8}/)
        }
        // What can be told is told, for all that hostile text.
        const { frames, name: kind } = safeError(new Kind(one))
        expect(kind).toBe(Kind.name)
        if (one !== '') expect(frames?.length).toBeGreaterThan(0)
      },
    ),
    { numRuns: 300 },
  )
  expect(
    safeError({
      get message(): string {
        throw new Error('no')
      },
    }),
  ).toEqual({ name: 'object' })
})

describe('the file', () => {
  const failing = (number: number): Error => {
    const error = new TypeError('x')
    error.stack = `TypeError: x\n    at step (electron/engine/a.ts:${number}:1)`
    return error
  }

  test('is put aside at its limit, and the oldest of three goes', async () => {
    const folder = temporaryFolder()
    const diagnostics = createDiagnostics({
      folder,
      version: '1',
      now,
      onlyTroubles: false,
      mostBytes: 2_000,
    })
    for (let number = 1; number <= 100; number += 1) {
      diagnostics.failed('entities.kinds', failing(number))
      await diagnostics.newest(1)
    }
    await diagnostics.end()
    const sizes = readdirSync(folder)
      .sort()
      .map((name) => [name, statSync(join(folder, name)).size <= 2_000])
    expect(sizes).toEqual([
      ['diagnostics.log', true],
      ['diagnostics.log.1', true],
      ['diagnostics.log.2', true],
    ])
    const { entries } = await diagnostics.newest(5_000)
    expect(entries[0]).toMatchObject({ event: 'end' })
    const rows = entries
      .flatMap(({ frames }) => Number(/:(\d+):1/.exec(frames?.[0] ?? '')?.[1] ?? Number.NaN))
      .filter((row) => !Number.isNaN(row))
    expect(rows).toEqual(Array.from({ length: rows.length }, (_, index) => 100 - index))
    expect(rows.length).toBeGreaterThan(15)
    expect(rows.length).toBeLessThan(100)
  })

  test.runIf(process.getuid?.() !== 0 || process.platform === 'linux')(
    'that cannot be written keeps nobody from working; the lines of this run are still shown',
    async () => {
      const folder = temporaryFolder()
      // A file stands where the folder should be: that holds for the administrator too.
      const blocked = join(folder, 'settings')
      writeFileSync(blocked, '')
      const diagnostics = createDiagnostics({ folder: blocked, version: '1', now, onlyTroubles: false })
      const { details } = diagnostics.failed('entities.kinds', failing(7))
      expect(await diagnostics.newest(10)).toMatchObject({
        written: false,
        entries: [{ event: 'error', ref: details['ref'] }, { event: 'start' }],
      })
      rmSync(blocked)
      diagnostics.failed('entities.kinds', failing(8))
      expect((await diagnostics.newest(10)).written).toBe(true)
      await diagnostics.end()
    },
  )

  test('a call goes on in an engine whose log cannot be written', async () => {
    const { engine, settingsFolder } = await temporaryEngine({ withoutCase: true })
    await engine.call('diagnostics.read', {})
    rmSync(join(settingsFolder, 'diagnostics.log'), { force: true })
    mkdirSync(join(settingsFolder, 'diagnostics.log'))
    chmodSync(settingsFolder, 0o700)
    await expect(engine.call('workspace.open', { caseRef: 'none' })).rejects.toMatchObject({
      code: 'case-not-found',
    })
    expect(await engine.call('diagnostics.read', {})).toMatchObject({
      written: false,
      entries: [{ event: 'error', where: 'workspace.open', code: 'case-not-found' }, { event: 'start' }],
    })
    expect(await engine.call('workspace.create', { name: '案件', passphrase: null })).toMatchObject({
      name: '案件',
    })
    rmSync(join(settingsFolder, 'diagnostics.log'), { recursive: true })
  })

  test('is not made by a command line to which nothing happens', async () => {
    const folder = temporaryFolder()
    const diagnostics = createDiagnostics({ folder, version: '1', now, onlyTroubles: true })
    diagnostics.failed('workspace.open', new AppError('case-not-found', 'x'))
    diagnostics.processEnded('parser', { how: '0', ms: 3, well: true })
    await diagnostics.end()
    expect(existsSync(join(folder, 'diagnostics.log'))).toBe(false)
    const troubled = createDiagnostics({ folder, version: '1.2.3', now, onlyTroubles: true })
    troubled.failed('workspace.open', new AppError('case-not-found', 'x'))
    troubled.failed('workspace.open', failing(1))
    await troubled.end()
    expect(linesAt(folder).map(({ event, code, version }) => [event, code, version])).toEqual([
      ['start', undefined, '1.2.3'],
      ['error', 'case-not-found', undefined],
      ['error', 'internal', undefined],
      ['end', undefined, undefined],
    ])
  })

  test('tells slow calls and processes that died, counts those that ended well', async () => {
    const folder = temporaryFolder()
    const diagnostics = createDiagnostics({ folder, version: '1', now, onlyTroubles: false })
    diagnostics.took('tables.list', 999, 1_000)
    diagnostics.took('tables.list', 1_500.4, 1_000)
    for (const ms of [10, 20, 30]) diagnostics.processEnded('parser', { how: '0', ms, well: true })
    diagnostics.processEnded('thread', { how: 'SIGKILL', ms: 70, well: false })
    diagnostics.dying(failing(3))
    await diagnostics.end()
    expect(linesAt(folder).slice(1).map(entryText)).toEqual([
      `${now()} slow tables.list 1500 ms`,
      `${now()} process parser exit 0 60 ms ×3`,
      `${now()} process thread exit SIGKILL 70 ms`,
      `${now()} error process internal TypeError\n    at step (electron/engine/a.ts:3:1)`,
      `${now()} end engine`,
    ])
  })
})

test('a failure of the disk is told with what the system said, without the place of the file', async () => {
  const { engine } = await temporaryEngine({
    handlers: {
      ...handlers,
      'entities.kinds': () => {
        throw Object.assign(new Error(`EIO: i/o error, read '/home/luo/evidence/${secrets[6]}'`), {
          code: 'EIO',
        })
      },
    },
  })
  await expect(engine.call('entities.kinds', {})).rejects.toMatchObject({ code: 'io-error' })
  const { entries } = await engine.call('diagnostics.read', {})
  expect(entries[0]).toMatchObject({ code: 'io-error', cause: 'EIO', name: 'Error' })
  expect(entries[0]?.frames?.length).toBeGreaterThan(0)
})
