/** An encrypted case leaves nothing in clear: neither while it is open, nor after it is closed, nor after the program was killed. */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { filesWith, otherProcess } from '../helpers/caseFiles.ts'
import { engineAt, temporaryFolder } from '../helpers/engine.ts'
import { plantedWith, plantedWords } from '../helpers/planted.ts'
import { searchedSince } from '../helpers/wholeDisk.ts'

const passphrase = '办案口令一二三四'
/** Folders the program may write to, of its own for the test. */
function places(): { readonly data: string; readonly temporary: string; readonly all: string } {
  const all = temporaryFolder()
  const [data, temporary] = [join(all, 'data'), join(all, 'tmp')]
  mkdirSync(temporary)
  return { data, temporary, all }
}
/** Files that hold planted words as they are, or are of a kind that would hold them packed. */
function telling(folder: string): readonly string[] {
  const packed = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const path = join(folder, name)
    return (
      statSync(path).isFile() &&
      /^(?:PK\u0003\u0004|%PDF|\u0089PNG)/u.test(readFileSync(path, 'latin1').slice(0, 8))
    )
  })
  return [...filesWith(folder, plantedWords), ...packed]
}
const passing = (data: string): string => join(data, 'settings', 'passing')
const lying = (data: string): readonly string[] =>
  existsSync(passing(data)) ? readdirSync(passing(data), { recursive: true, encoding: 'utf8' }) : []

test('uploads, reports, exports and pictures lie sealed while they pass through; closing takes them away', async () => {
  const { data, temporary, all } = places()
  const living = otherProcess('passUntilKilled.ts', { TMPDIR: temporary }, data, passphrase, '')
  expect(await living.line()).toBe('ready')
  // The upload that was imported is gone; one waits, and four files were made.
  expect(lying(data).filter((name) => name.endsWith('sealed'))).toHaveLength(5)
  expect([telling(all), readdirSync(temporary)]).toEqual([[], []])
  await living.kill()
  const closed = otherProcess('passUntilKilled.ts', { TMPDIR: temporary }, `${data}2`, passphrase, 'close')
  expect(await closed.line()).toBe('ready')
  expect(lying(`${data}2`).filter((name) => name.endsWith('sealed'))).toEqual([])
  expect([telling(all), readdirSync(temporary)]).toEqual([[], []])
}, 120_000)

test('killed, the program leaves nothing that can be read, and the next start takes away what it left', async () => {
  const { data, temporary, all } = places()
  const killed = otherProcess('passUntilKilled.ts', { TMPDIR: temporary }, data, passphrase, '')
  expect(await killed.line()).toBe('ready')
  // Another program on the same folder leaves the rooms of a living one alone.
  const beside = engineAt(data)
  expect(lying(data).filter((name) => name.endsWith('sealed'))).toHaveLength(5)
  await beside.shutdown()
  await killed.kill()
  expect([telling(all), readdirSync(temporary)]).toEqual([[], []])
  expect(lying(data).length).toBeGreaterThan(0)
  await engineAt(data).shutdown()
  expect([lying(data), existsSync(passing(data)), telling(all)]).toEqual([[], false, []])
}, 120_000)

test('an orderly end leaves nothing but the case and the settings', async () => {
  const { data, temporary, all } = places()
  const ended = otherProcess('passUntilKilled.ts', { TMPDIR: temporary }, data, passphrase, 'end')
  expect(await ended.line()).toBe('ready')
  await new Promise((resolve) => ended.child.once('exit', resolve))
  expect([existsSync(passing(data)), telling(all), readdirSync(temporary)]).toEqual([false, [], []])
}, 120_000)

test.runIf(process.env['LZ_LONG'] === '1').each(['killed', 'close', 'end'])(
  'on no disk of this machine is a word of it: %s',
  async (ending) => {
    const { data, temporary } = places()
    const since = Date.now()
    const own = Array.from({ length: 6 }, () =>
      String.fromCodePoint(0x4e00 + Math.floor(Math.random() * 5_000)),
    ).join('')
    const words = plantedWith(own).filter((word) => word.includes(own))
    const program = otherProcess(
      'passUntilKilled.ts',
      { TMPDIR: temporary, LZ_PLANTED: own },
      data,
      passphrase,
      ending === 'killed' ? '' : ending,
    )
    expect(await program.line()).toBe('ready')
    if (ending === 'end') await new Promise((resolve) => program.child.once('exit', resolve))
    await program.kill()
    expect(searchedSince(since, words)).toEqual([])
    // The search finds what is there.
    writeFileSync(
      join(temporary, 'found'),
      Buffer.concat([Buffer.alloc(20_000_000), Buffer.from(words[0] ?? '')]),
    )
    expect(searchedSince(since, words)).toEqual([join(temporary, 'found')])
  },
  1_200_000,
)
