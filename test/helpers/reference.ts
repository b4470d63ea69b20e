/** The reference of methods, commands and record kinds, made from what the program has; `docs/reference.md` is this text. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { commands } from '../../electron/hosts/cli.ts'
import { contract, type MethodName } from '../../shared/contract/index.ts'
import { recordKinds } from '../../shared/model/recordKinds/index.ts'

const contractFolder = join(import.meta.dirname, '..', '..', 'shared', 'contract')

/** The doc line above each method of the contract; a method without one is left out. */
export function methodLines(): ReadonlyMap<string, string> {
  const lines = new Map<string, string>()
  for (const file of readdirSync(contractFolder).filter((found) => found.endsWith('.ts'))) {
    const source = readFileSync(join(contractFolder, file), 'utf8')
    for (const [, comment = '', name = ''] of source.matchAll(
      /\/\*\*((?:(?!\*\/)[^])*)\*\/\n {2}'([a-z]+\.[A-Za-z]+)': [a-zA-Z]+\(/g,
    ))
      lines.set(name, comment.replace(/\n\s*\*\s?/g, ' ').trim())
  }
  return lines
}

/** The whole text of `docs/reference.md`. */
export function reference(): string {
  const lines = methodLines()
  const methods = (Object.keys(contract) as MethodName[])
    .sort()
    .map((name) => `| \`${name}\` | ${contract[name].kind} | ${cell(lines.get(name) ?? '')} |`)
  const words = commands.map(
    ({ name, words: after, summary }) => `| \`${`${name} ${after}`.trim()}\` | ${cell(summary)} |`,
  )
  const kinds = recordKinds.map(
    ({ id, nameZh, nameEn, fields, formats }) =>
      `| \`${id}\` | ${nameZh} | ${nameEn} | ${fields.length} | ${formats.length} |`,
  )
  return [
    '# Reference',
    '',
    'Made by `npm run reference` from the contract, the commands and the record kinds; a test holds that it is up to date.',
    '',
    '## Methods',
    '',
    '| method | sort | what it does |',
    '|---|---|---|',
    ...methods,
    '',
    '## Commands of the command line',
    '',
    '| command | what it does |',
    '|---|---|',
    ...words,
    '',
    '## Record kinds',
    '',
    '| kind | name | English name | fields | known layouts |',
    '|---|---|---|---|---|',
    ...kinds,
    '',
  ].join('\n')
}
const cell = (text: string): string => text.replaceAll('|', '\\|')
