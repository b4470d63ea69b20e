/** Chinese texts carry the signs of Chinese (GB/T 15834): no half-width comma, semicolon, colon, question mark or bracket beside a character. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = new URL('../..', import.meta.url).pathname
function sources(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? sources(`${folder}/${entry.name}`)
      : entry.name.endsWith('.ts')
        ? [`${folder}/${entry.name}`]
        : [],
  )
}
/** What stands for Chinese readers in a source: every text of the page's own list, elsewhere what is named so. */
function chineseTexts(path: string): readonly string[] {
  const text = readFileSync(join(root, path), 'utf8')
  const literal = path.startsWith('renderer/i18n/zh-CN/')
    ? /^[^/*]*?(['`])((?:(?!\1).)*\p{Script=Han}(?:(?!\1).)*)\1/gmu
    : /\b(?:zh|nameZh|summaryZh):\s*(['`])((?:(?!\1).)*)\1/gu
  return [...text.matchAll(literal)].map((match) => match[2] ?? '')
}
/** The half-width signs that stand beside a character; those within code, numbers and times are none. */
function halfWidth(text: string): readonly string[] {
  const plain = text.replaceAll(/\$\{[^}]*\}|\{\w+\}/g, '某')
  const han = '[\\p{Script=Han}，。；：、“”‘’（）《》〔〕]'
  return [
    ...plain.matchAll(
      new RegExp(`(?<=${han})[,;:!?]|[,;:!?](?=${han})|\\([^()]*\\p{Script=Han}[^()]*\\)`, 'gu'),
    ),
  ].map(([sign]) => sign)
}

test('the rule tells signs of Chinese from signs within numbers, times, code and Latin words', () => {
  expect(
    [
      '合计行不计,重复行只计一次',
      '计一次;其余不计',
      '未售货值(网店均价)',
      '共{count}行,计入',
      '合计行不计，重复行只计一次（全部）',
      '共 1,234 行，10:15:00 起',
      'OPPO R11(64GB) 手机',
      '版本 {version}: {text}',
    ].map((text) => halfWidth(text).join('')),
  ).toEqual([',', ';', '(网店均价)', ',', '', '', '', ':'])
})
test('no Chinese text has half-width signs beside characters', () => {
  const folders = [
    'renderer/i18n/zh-CN',
    'shared/words',
    'shared/contract',
    'electron/engine',
    'electron/main',
  ]
  const paths = folders.flatMap(sources)
  const texts = paths.flatMap((path) => chineseTexts(path).map((text) => ({ path, text })))
  expect(texts.length).toBeGreaterThan(1_500)
  const wrong = texts.filter(({ text }) => halfWidth(text).length > 0)
  expect(wrong.map(({ path, text }) => `${path}: ${text}`)).toEqual([])
})
