/** Words that stand outside the page's texts (reports, charts, collisions, menus) say the same as the page where they say the same thing. */
import { expect, test } from 'vitest'
import { chartWords } from '../../electron/engine/charts/captions.ts'
import { collisionWords } from '../../electron/engine/collision/words.ts'
import { documentWords } from '../../electron/engine/report/documentWords.ts'
import { reportWords } from '../../electron/engine/report/words.ts'
import { words as menuWords } from '../../electron/main/words.ts'
import { messages } from '../../renderer/i18n/index.ts'

interface Said {
  readonly zh: string
  readonly en: string
  readonly where: string
}
/** Pairs of texts of two trees of one shape. */
function pairs(zh: unknown, en: unknown, where: string): readonly Said[] {
  if (typeof zh === 'string' && typeof en === 'string') return [{ zh, en, where }]
  if (typeof zh !== 'object' || zh === null || typeof en !== 'object' || en === null) return []
  return Object.entries(zh).flatMap(([key, value]) =>
    pairs(value, (en as Readonly<Record<string, unknown>>)[key], `${where}.${key}`),
  )
}
const vocabularies = {
  page: pairs(messages['zh-CN'], messages.en, 'page'),
  report: pairs(reportWords['zh-CN'], reportWords.en, 'report'),
  document: pairs(documentWords['zh-CN'], documentWords.en, 'document'),
  charts: pairs(chartWords['zh-CN'], chartWords.en, 'charts'),
  collision: pairs(collisionWords['zh-CN'], collisionWords.en, 'collision'),
  menus: pairs(menuWords['zh-CN'], menuWords.en, 'menus'),
}

/** English words that stand for several Chinese ones, each right where it stands. Whoever adds a line says both words on purpose. */
const severalMeanings = new Set([
  'note',
  'kind',
  'value',
  'given',
  'yes',
  'accounts',
  'hidden sheet',
  'record',
  'sources',
  'all files',
  'page',
])

test('what the page and another vocabulary both say in English, both say in Chinese too', () => {
  const room = ({ where }: Said) => where.split('.')[0]
  const drifted = [...Map.groupBy(Object.values(vocabularies).flat(), ({ en }) => en.trim().toLowerCase())]
    .filter(
      ([, said]) => new Set(said.map(({ zh }) => zh.trim())).size > 1 && new Set(said.map(room)).size > 1,
    )
    .filter(([, said]) => {
      // Nothing has drifted as long as every text of another vocabulary is also one of the page's for the same word.
      const page = new Set(said.filter((text) => room(text) === 'page').map(({ zh }) => zh.trim()))
      return page.size > 0 && said.some((text) => room(text) !== 'page' && !page.has(text.zh.trim()))
    })
  expect(drifted.map(([en]) => en).filter((en) => !severalMeanings.has(en))).toEqual([])
  expect([...severalMeanings].filter((en) => !drifted.some(([known]) => known === en))).toEqual([])
})
