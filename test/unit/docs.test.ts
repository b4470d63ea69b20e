/** What README and docs say exists, and what exists they say. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { commands } from '../../electron/hosts/cli.ts'
import { contract } from '../../shared/contract/index.ts'
import { methodLines, reference } from '../helpers/reference.ts'

const root = join(import.meta.dirname, '..', '..')
const text = (path: string): string => readFileSync(join(root, path), 'utf8')
const pages = ['README.md', ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)]
const { scripts } = JSON.parse(text('package.json')) as { scripts: Readonly<Record<string, string>> }

test('every method of the contract has a line that says what it does', () => {
  const lines = methodLines()
  expect(Object.keys(contract).filter((name) => (lines.get(name) ?? '').length < 10)).toEqual([])
})
test('the reference lists every method, command and record kind as they are', () => {
  expect(text('docs/reference.md')).toBe(reference())
})
test('every command that a page shows is one, with words it takes', () => {
  const known = new Set(commands.map(({ name }) => name.split(' ')[0]))
  const shown = pages.flatMap((page) =>
    [...text(page).matchAll(/npm run -s cli -- ([a-z-]+)/g)].map((match) => match[1] ?? ''),
  )
  expect(shown.length).toBeGreaterThan(5)
  expect(shown.filter((name) => name !== 'help' && !known.has(name))).toEqual([])
})
test('every script that a page names is in package.json', () => {
  const named = pages.flatMap((page) =>
    [...text(page).matchAll(/npm (?:run (?:-s )?)?((?:test:|run )?[a-z]+(?::[a-z]+)?)/g)].map(
      (match) => match[1] ?? '',
    ),
  )
  const other = new Set(['ci', 'can', 'install', 'installs', 'names'])
  expect(named.filter((name) => !(name in scripts) && !other.has(name))).toEqual([])
})
test('every file and folder that a page names in code style is there', () => {
  const gone = pages.flatMap((page) =>
    [...text(page).matchAll(/`((?:electron|renderer|shared|test|scripts|resources|docs)\/[\w./-]+)`/g)]
      .map((match) => match[1] ?? '')
      .filter((path) => !existsSync(join(root, path)))
      .map((path) => `${page}: ${path}`),
  )
  expect(gone).toEqual([])
})
