/** Places that cannot be written, names that do not fit, and stale notes: each named, nothing half-written left. */
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, readFileSync, statfsSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { lockNotePath } from '../../electron/engine/store/lockNote.ts'
import { otherProcess } from '../helpers/caseFiles.ts'
import { cleanUpLater, engineAt, temporaryFolder } from '../helpers/engine.ts'
import { plantedCsv } from '../helpers/planted.ts'
import { lianzhengHere } from './commandLine.ts'

const made = async (name = '案.lzcase'): Promise<string> => {
  const path = join(temporaryFolder(), name)
  expect((await lianzhengHere(['new', path, '--name', '案', '--open'])).code).toBe(0)
  return path
}
const code = ({ stderr }: { readonly stderr: string }): string => /^[a-z-]+(?=:)/m.exec(stderr)?.[0] ?? stderr

test.each([
  ['a name at the limit', (folder: string) => join(folder, `${'a'.repeat(208)}.lzcase`), null],
  ['a name beyond it', (folder: string) => join(folder, `${'a'.repeat(209)}.lzcase`), 'path-unfit'],
  [
    'a name in Chinese beyond it',
    (folder: string) => join(folder, `${'案'.repeat(70)}.lzcase`),
    'path-unfit',
  ],
  ['a blank behind the name', (folder: string) => join(folder, '案.lzcase '), 'path-unfit'],
  [
    'a path beyond what SQLite takes',
    (folder: string) => {
      const deep = join(folder, '案'.repeat(60), '卷'.repeat(60), '件'.repeat(60))
      mkdirSync(deep, { recursive: true })
      return join(deep, '案.lzcase')
    },
    'path-unfit',
  ],
])('new under %s', async (_what, place, expected) => {
  const path = place(temporaryFolder())
  const ran = await lianzhengHere(['new', path, '--name', '案', '--open'])
  if (expected === null) expect([ran.code, ran.stderr]).toEqual([0, ''])
  else {
    expect([ran.code, code(ran)]).toEqual([1, expected])
    expect(readdirSync(join(path, '..'))).toEqual([])
  }
})

test('a report to a folder that is a file, and to a full disk, is named and leaves nothing', async () => {
  const path = await made()
  // The workbook of an empty case is refused; the Word file of the pair does not stay.
  const empty = temporaryFolder()
  expect(code(await lianzhengHere(['report', path, '--out', empty]))).toBe('report-empty')
  expect(readdirSync(empty)).toEqual([])
  const sheet = join(temporaryFolder(), '明细.csv')
  writeFileSync(sheet, plantedCsv)
  expect((await lianzhengHere(['import', path, sheet])).code).toBe(0)
  const file = join(temporaryFolder(), 'file')
  writeFileSync(file, '')
  for (const out of [file, join(file, 'x')]) {
    const ran = await lianzhengHere(['report', path, '--out', out])
    expect([ran.code, code(ran)]).toEqual([1, 'io-error'])
  }
  const disk = join(temporaryFolder(), 'disk')
  mkdirSync(disk)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk], { stdio: 'ignore' })
  } catch {
    return
  }
  cleanUpLater(() => void execFileSync('umount', ['-l', disk]))
  const probe = join(temporaryFolder(), 'probe')
  expect((await lianzhengHere(['report', path, '--out', probe])).code).toBe(0)
  const sizes = readdirSync(probe).map((name) => readFileSync(join(probe, name)).length)
  // Room for the first of the pair, not for both.
  const { bavail, bsize } = statfsSync(disk)
  writeFileSync(
    join(disk, 'ballast'),
    Buffer.alloc(bavail * bsize - Math.ceil(Math.max(...sizes) / 4_096) * 4_096 - 4_096),
  )
  const ran = await lianzhengHere(['report', path, '--out', disk])
  expect([ran.code, code(ran), readdirSync(disk)]).toEqual([1, 'disk-full', ['ballast']])
}, 120_000)

test('a medium that cannot be written to is named for a new case, a report, a snapshot and the data folder, and nothing lies on it', async () => {
  const disk = join(temporaryFolder(), 'disc')
  mkdirSync(disk)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m,ro', 'tmpfs', disk], { stdio: 'ignore' })
  } catch {
    return
  }
  cleanUpLater(() => void execFileSync('umount', ['-l', disk]))
  const path = await made()
  const sheet = join(temporaryFolder(), '明细.csv')
  writeFileSync(sheet, plantedCsv)
  const data = ['--data', join(temporaryFolder(), 'desk')]
  expect((await lianzhengHere(['import', path, sheet, ...data])).code).toBe(0)
  const listed = JSON.parse((await lianzhengHere(['snapshots', path, '--json', ...data])).stdout) as {
    readonly cases: readonly { readonly snapshots: readonly { readonly snapshot: string }[] }[]
  }
  const id = listed.cases[0]?.snapshots[0]?.snapshot ?? ''
  for (const args of [
    ['new', join(disk, '新.lzcase'), '--name', '新', '--open'],
    ['report', path, '--out', join(disk, 'a', 'b')],
    ['report', path, '--out', disk],
    ['restore', id, '--out', join(disk, '回.lzcase'), ...data],
    ['history', path, '--data', join(disk, 'desk', 'deep')],
  ]) {
    const ran = await lianzhengHere(args)
    expect([ran.code, code(ran)], args.join(' ')).toEqual([1, 'place-refused'])
  }
  expect(readdirSync(disk)).toEqual([])
}, 120_000)

test('a new case on a disk without room is named and leaves nothing, encrypted or open', async () => {
  const disk = join(temporaryFolder(), 'disk')
  mkdirSync(disk)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk], { stdio: 'ignore' })
  } catch {
    return
  }
  cleanUpLater(() => void execFileSync('umount', ['-l', disk]))
  for (const how of [['--open'], ['--passphrase-stdin']]) {
    const ran = await lianzhengHere(['new', join(disk, '新.lzcase'), '--name', '新', ...how], {
      stdin: '湖水清澈见底七号\n',
    })
    expect([ran.code, code(ran), readdirSync(disk)]).toEqual([1, 'disk-full', []])
  }
}, 120_000)

test('a case that cannot be written makes its report elsewhere, and says that it keeps no entry', async () => {
  const path = await made()
  chmodSync(path, 0o444)
  const before = readFileSync(path)
  const out = temporaryFolder()
  const ran = await lianzhengHere(['report', path, '--out', out, '--format', 'html'])
  expect([ran.code, ran.stderr.includes('只读'), readdirSync(out).length]).toEqual([0, true, 1])
  expect(readFileSync(path).equals(before)).toBe(true)
})

test('a note of a process number that lives again keeps nobody out; a case that is really open stays locked', async () => {
  const path = await made()
  // Of a crash; number 1 lives on every machine.
  const note = { operator: '某', host: hostname(), pid: 1, at: '2026-11-01 08:00:00' }
  writeFileSync(lockNotePath(path), JSON.stringify(note))
  for (const command of ['history', 'verify'])
    expect((await lianzhengHere([command, path])).code, command).toBe(0)
  // On another machine nobody can know: a person says so.
  writeFileSync(lockNotePath(path), JSON.stringify({ ...note, host: '另一台' }))
  const refused = await lianzhengHere(['undo', path])
  expect([code(refused), refused.stderr.includes('--break-lock')]).toEqual(['case-locked', true])
  expect(code(await lianzhengHere(['undo', path, '--break-lock']))).toBe('nothing-to-undo')

  const folder = temporaryFolder()
  const engine = engineAt(folder)
  await engine.call('workspace.create', { name: '开着', passphrase: null })
  await engine.call('workspace.close', {})
  const { cases } = await engine.call('workspace.read', {})
  const holder = otherProcess('holdCase.ts', folder, cases[0]?.caseRef ?? '', '甲')
  expect(await holder.line()).toBe('open')
  for (const command of ['undo', 'history'])
    expect(code(await lianzhengHere([command, join(folder, 'cases', '开着.lzcase')])), command).toBe(
      'case-locked',
    )
})

test('control characters in names are shown, not sent', async () => {
  const ran = await lianzhengHere(['history', join(temporaryFolder(), '\u001b]0;x\u0007\u001b[31m.lzcase')])
  expect(ran.stderr).toContain('\\u001b[31m')
  expect(`${ran.stdout}${ran.stderr}`).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/)
})
