/** What a double click or a command line hands over: case files that are there, everything else refused by name. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { handedCases } from '../../electron/hosts/handedCases.ts'
import { createHandedFiles } from '../../electron/main/handedFiles.ts'
import { shownName } from '../../shared/handedFiles.ts'
import { temporaryFolder } from '../helpers/engine.ts'

/** Both takers of words, side by side. */
async function takenBy(words: readonly string[], folder: string) {
  const host: [string, boolean | undefined][] = []
  const byHost = handedCases(
    {
      grant: (path, options) => {
        host.push([path, options?.writable])
        return 'a'.repeat(32)
      },
    },
    { words, folder },
  )
  const main: [string, boolean][] = []
  let told = 0
  const handed = createHandedFiles(
    {
      grant: (path, writable) => {
        main.push([path, writable])
        return Promise.resolve({ fileId: 'b'.repeat(32), fileName: path, size: 3 })
      },
    },
    () => {
      told += 1
    },
  )
  handed.take(words, folder)
  const byMain = await handed.takeAll()
  expect(await handed.takeAll()).toEqual([])
  return { host, byHost, main, byMain, told }
}
const refusalsOf = (files: readonly unknown[]): unknown[] =>
  files.map((file) => (file !== null && typeof file === 'object' && 'refused' in file ? file : 'taken'))

test('a case file is taken, however the system writes its path', async () => {
  const folder = temporaryFolder()
  const names = ['“9·12”案.lzcase', 'B.LZCASE', '-x.lzcase']
  for (const name of names) writeFileSync(join(folder, name), 'abc')
  symlinkSync(join(folder, 'B.LZCASE'), join(folder, '链接.lzcase'))
  const words = [
    join(folder, '“9·12”案.lzcase'),
    'B.LZCASE',
    './-x.lzcase',
    pathToFileURL(join(folder, '“9·12”案.lzcase')).href,
    '链接.lzcase',
  ]
  const { host, byHost, main, told } = await takenBy(words, folder)
  const paths = ['“9·12”案.lzcase', 'B.LZCASE', '-x.lzcase', '“9·12”案.lzcase', '链接.lzcase'].map((name) => [
    join(folder, name),
    true,
  ])
  expect([host, main, told]).toEqual([paths, paths, 1])
  expect(byHost[0]).toEqual({ fileId: 'a'.repeat(32), fileName: '“9·12”案.lzcase', size: 3 })
})

test('what is no case file that is there is refused by name and never granted', async () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, '文件夹.lzcase'))
  writeFileSync(join(folder, '流水.xlsx'), 'x')
  writeFileSync(join(folder, 'a.lzcase'), 'x')
  const { host, byHost, main, byMain } = await takenBy(
    [
      '没有.lzcase',
      '文件夹.lzcase',
      '流水.xlsx',
      'a.lzcase\n--no-sandbox',
      'a\u0000.lzcase',
      'http://1.1.1.1/a.lzcase',
      `file://server${join(folder, 'a.lzcase')}`,
      `${'长'.repeat(300)}.lzcase`,
      `${'x/'.repeat(3_000)}a.lzcase`,
      'a.lzcase/b.lzcase',
      '',
    ],
    folder,
  )
  expect([host, main]).toEqual([[], []])
  const refusals = refusalsOf(byHost)
  expect(refusalsOf(byMain)).toEqual(refusals)
  expect(refusals).toEqual([
    { refused: 'case-not-found', fileName: '没有.lzcase' },
    { refused: 'case-not-found', fileName: '文件夹.lzcase' },
    { refused: 'not-a-case-file', fileName: '流水.xlsx' },
    { refused: 'not-a-case-file', fileName: 'a.lzcase□--no-sandbox' },
    { refused: 'not-a-case-file', fileName: 'a□.lzcase' },
    { refused: 'case-not-found', fileName: 'a.lzcase' },
    { refused: 'not-a-case-file', fileName: 'a.lzcase' },
    { refused: 'case-not-found', fileName: `${'长'.repeat(119)}…` },
    { refused: 'not-a-case-file', fileName: 'a.lzcase' },
    { refused: 'case-not-found', fileName: 'b.lzcase' },
    { refused: 'not-a-case-file', fileName: '' },
  ])
})

test('a switch is never a file: the desktop app passes over those that Chromium writes, the browser edition refuses it by name', async () => {
  const folder = temporaryFolder()
  const switches = ['--no-sandbox', '--remote-debugging-port=9', '-a.lzcase', '--', '-']
  writeFileSync(join(folder, '-a.lzcase'), 'x')
  const { host, byHost, main, byMain, told } = await takenBy(switches, folder)
  expect([host, main, byMain, told]).toEqual([[], [], [], 0])
  expect(refusalsOf(byHost)).toEqual(switches.map((fileName) => ({ refused: 'not-a-case-file', fileName })))
})

test('a name is shown as signs that no screen and no terminal obeys', () => {
  expect(shownName('/x/a\u001b[31m\u202excl.lzcase')).toBe('a□[31m□xcl.lzcase')
  expect(shownName('C:\\案件\\甲.lzcase')).toBe('甲.lzcase')
})

test('whatever stands on a command line, nothing throws and only case files that are there are granted', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'a.lzcase'), 'x')
  const word = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('a.lzcase', './a.lzcase', 'file:', 'file:///%00', 'file:///%zz.lzcase', '..', '~'),
    fc.string().map((text) => `file://${text}.lzcase`),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(word, { maxLength: 30 }), async (words) => {
      const { host, main } = await takenBy(words, folder)
      expect(new Set([...host, ...main].map(([path]) => path)).size).toBeLessThanOrEqual(1)
    }),
    { numRuns: 300 },
  )
})
