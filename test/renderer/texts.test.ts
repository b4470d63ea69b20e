import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ForeignFormat } from '../../electron/engine/import/formats/signatures.ts'
import { icons } from '../../renderer/components/icons.ts'
import { errorWords } from '../../renderer/i18n/errorWords.ts'
import { messages } from '../../renderer/i18n/index.ts'
import { contract } from '../../shared/contract/index.ts'
import { AppError, errorCodes } from '../../shared/errors.ts'
import { errorValues, errorWhere } from '../../shared/words/errorDetails.ts'
import { errorTexts } from '../../shared/words/errors.ts'
import { entityKinds } from '../../shared/model/define.ts'
import { recordKinds } from '../../shared/model/recordKinds/index.ts'

type Tree = { readonly [key: string]: string | Tree }
function flat(tree: Tree, path = ''): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string' ? [[path + key, value] as const] : [...flat(value, `${path}${key}.`)],
    ),
  )
}
const chinese = flat(messages['zh-CN'])
const english = flat(messages.en)
const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).toSorted()
const root = join(import.meta.dirname, '../../renderer')
const sources = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(vue|ts)$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name))

test('both languages have the same keys', () => {
  expect([...chinese.keys()].filter((key) => !english.has(key))).toEqual([])
  expect([...english.keys()].filter((key) => !chinese.has(key))).toEqual([])
})

test('both languages fill in the same values', () => {
  const differing = [...chinese].filter(
    ([key, text]) =>
      JSON.stringify([...new Set(places(text))]) !==
      JSON.stringify([...new Set(places(english.get(key) ?? ''))]),
  )
  expect(differing.map(([key]) => key)).toEqual([])
})

test('no English text is Chinese, and no text is a blank one', () => {
  // The switch names the other language in that language, the program its own name, the unit its own sign.
  const own = new Set(['shell.switchLanguage', 'settings.aboutText'])
  expect(
    [...english].filter(([key, text]) => /\p{Script=Han}/u.test(text) && !own.has(key)).map(([key]) => key),
  ).toEqual([])
  const blank = [...chinese, ...english].filter(([, text]) => text.trim() === '')
  expect(blank.map(([key]) => key)).toEqual([])
})

test('every text a source names is there', () => {
  const missing = sources.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\b(?:t|translate)\(\s*'([\w.-]+)'/g)].flatMap((match) =>
      chinese.has(match[1] ?? '') ? [] : [`${file}: ${match[1]}`],
    ),
  )
  expect(missing).toEqual([])
})

test('signs that vue-i18n reads as its own stand only for one and many, in English', () => {
  expect([...chinese, ...english].filter(([, text]) => text.includes('@')).map(([key]) => key)).toEqual([])
  expect([...chinese].filter(([, text]) => text.includes('|')).map(([key]) => key)).toEqual([])
  expect([...english].filter(([, text]) => text.split('|').length > 2).map(([key]) => key)).toEqual([])
})

test('every error says what is so and, but for three that need nothing, what to do', () => {
  expect(Object.keys(errorTexts).toSorted()).toEqual([...errorCodes].toSorted())
  for (const language of ['zh', 'en'] as const) {
    expect(errorCodes.filter((code) => errorTexts[code].what[language].trim() === '')).toEqual([])
    expect(errorCodes.filter((code) => errorTexts[code].todo[language].trim() === '')).toEqual([
      'cancelled',
      'nothing-to-undo',
      'nothing-to-redo',
    ])
    const han = errorCodes.filter((code) =>
      /\p{Script=Han}/u.test(errorTexts[code].what[language] + errorTexts[code].todo[language]),
    )
    expect(han.length).toBe(language === 'zh' ? errorCodes.length : 0)
    // Nothing is filled into these texts: what differs from error to error is told from the details.
    expect(errorCodes.filter((code) => /[{}]/.test(errorTexts[code].what[language]))).toEqual([])
  }
})

test('an error names file, sheet and row; an unknown throw is told as internal without its words', () => {
  const words = errorWords(
    new AppError('file-not-table', 'a picture', {
      file: '现场照片.xlsx',
      sheet: '表1',
      row: 6,
      found: 'jpeg',
    }),
    'zh-CN',
  )
  expect(words).toEqual({
    what: '文件内容不是表格',
    where: '文件：现场照片.xlsx · 工作表：表1 · 第 6 行 · 实际：JPEG 图片',
    todo: '请确认选取的文件；图片、扫描件和旧版 .doc 请先转成表格或另存为 .docx。',
  })
  expect(errorWords(new Error('secret name'), 'en')).toEqual({
    what: errorTexts.internal.what.en,
    where: '',
    todo: errorTexts.internal.todo.en,
  })
})

test('whatever a file turns out to be, there are words for it', () => {
  // A new format does not compile here before it is listed.
  const formats = {
    jpeg: 1,
    png: 1,
    gif: 1,
    bmp: 1,
    webp: 1,
    tiff: 1,
    heic: 1,
    pdf: 1,
    rar: 1,
    '7z': 1,
    gzip: 1,
    sqlite: 1,
    'case-file': 1,
    program: 1,
    video: 1,
    audio: 1,
    word: 1,
    scan: 1,
    presentation: 1,
    zip: 1,
    ole: 1,
    rtf: 1,
    binary: 1,
    document: 1,
  } satisfies Record<ForeignFormat, 1>
  expect(Object.keys(formats).filter((format) => !Object.hasOwn(errorValues, format))).toEqual([])
})

test('every reason for which a file is refused has words in both languages', () => {
  const folder = join(root, '../electron/engine/import')
  const codes = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .flatMap((entry) => {
      const text = readFileSync(join(entry.parentPath, entry.name), 'utf8')
      return [
        ...text.matchAll(
          /AppError\(\s*'[\w-]+',\s*(?:'[^']*'|`[^`]*`),\s*\{[^}]*?\b(?:what|limit): '([\w-]+)'/g,
        ),
        ...text.matchAll(/\b(?:hostileZip|beyond|tooMany)\(\s*'([\w-]+)'/g),
      ].map((match) => match[1] ?? '')
    })
  expect(codes.length).toBeGreaterThan(60)
  expect(codes).toEqual(expect.arrayContaining(['output', 'broken-document', 'inflated-size', 'nested']))
  expect([...new Set(codes)].filter((code) => !Object.hasOwn(errorValues, code))).toEqual([])
  const han = /\p{Script=Han}/u
  expect(Object.entries(errorValues).filter(([, { en }]) => han.test(en) || en.trim() === '')).toEqual([])
})

test.each([
  [{ limit: 'output' }, '限制：读出的内容', 'Limit: what comes out of it'],
  [{ what: 'nested' }, '原因：层层嵌套', 'Reason: one within another without end'],
  [{ what: 'broken-document' }, '原因：文档结构损坏', 'Reason: a broken document'],
  // The name of a field, a file or a sheet is no code, though it may be spelled like one.
  [{ field: 'amount' }, '字段：amount', 'Field: amount'],
  [{ file: 'scan', sheet: 'time' }, '文件：scan · 工作表：time', 'File: scan · Sheet: time'],
  [{ what: 'of a later version' }, '', ''],
])('%j is told in words', (details, zh, en) => {
  expect([errorWhere(details, 'zh-CN').join(' · '), errorWhere(details, 'en').join(' · ')]).toEqual([zh, en])
})

test('every step that is kept has its words, every kind has its icon', () => {
  const kept = Object.entries(contract).flatMap(([name, method]) =>
    method.kind === 'command' ||
    /^(import\.(run|undo|redo)|report\.(workbook|document)|records\.export|workspace\.(create|open|changePassphrase)|history\.(undo|redo))$/.test(
      name,
    )
      ? [name]
      : [],
  )
  expect(kept.filter((name) => !chinese.has(`history.steps.${name}.plain`))).toEqual([])
  expect(
    [...recordKinds, ...entityKinds].filter(({ icon }) => !Object.hasOwn(icons, icon)).map(({ id }) => id),
  ).toEqual([])
})
