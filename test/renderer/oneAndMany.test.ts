/** English texts say one row and two rows, whatever number is filled in and wherever it stands. */
import { beforeEach, expect, test, vi } from 'vitest'
import { compileMessage } from '../../renderer/i18n/compile.ts'
import { afterOne, singular } from '../../shared/words/afterOne.ts'
import { measureReasonWords, measureRemarkText } from '../../shared/words/measureReasons.ts'
import { messages, setLanguage, translate } from '../../renderer/i18n/index.ts'

beforeEach(() => {
  vi.stubGlobal('document', { documentElement: { lang: '' } })
})
type Tree = { readonly [key: string]: string | Tree }
function texts(tree: Tree, path = ''): readonly (readonly [string, string])[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value] as const] : texts(value, `${path}${key}.`),
  )
}
const filled = (message: string, value: string): string =>
  compileMessage(message, true)({ named: () => value, plural: (forms) => forms[value === '1' ? 0 : 1] ?? '' })

test('no English text says 1 rows', () => {
  // What follows there is a verb, or a number that is no count.
  const others = new Set([
    'chart.legendUndecided',
    'tables.replace.forRows',
    'history.steps.facts.renew.many',
  ])
  const wrong = texts(messages.en).flatMap(([key, message]) =>
    others.has(key)
      ? []
      : [
          ...filled(message, '1').matchAll(
            /(?<![\w.,/])1 (?:(?!(?:of|in|and) )[a-z’-]+ ){0,2}?([a-z-]+s)\b/g,
          ),
        ].flatMap((match) => (singular(match[1] ?? '') === null ? [] : [`${key}: ${filled(message, '1')}`])),
  )
  expect(wrong).toEqual([])
})
test('of many nothing is changed, nor what is filled in, nor Chinese', () => {
  for (const [, message] of texts(messages.en)) {
    const plain = (message.split(' | ')[1] ?? message).replaceAll(/\{\w+\}/g, '7')
    expect(filled(message, '7')).toBe(plain)
  }
  const named = (text: string) => ({ named: () => text, plural: () => '' })
  expect(compileMessage('{file}', true)(named('1 rows'))).toBe('1 rows')
  expect(compileMessage('{count} rows', true)(named('21'))).toBe('21 rows')
  expect(compileMessage('{count} rows', true)(named('0'))).toBe('0 rows')
  expect(compileMessage('{count} rows', false)(named('1'))).toBe('1 rows')
})
test.each([
  [' rows', ' row'],
  [' failed rows, not in it', ' failed row, not in it'],
  [' entities become', ' entity become'],
  [' boxes', ' box'],
  [' branches', ' branch'],
  [' counter-entries', ' counter-entry'],
  [' of their links are not on it', ' of their links are not on it'],
  [' rows are another’s', ' row is another’s'],
  [' is left', ' is left'],
  [' people', ' people'],
])('after 1, “%s” is “%s”', (many, one) => {
  expect(afterOne(many)).toBe(one)
})
test('several numbers in one text go each by itself, through the page’s own texts', () => {
  setLanguage('en')
  const said = (nodes: string, edges: string) => translate('chart.chipFiltered', { nodes, edges })
  expect([said('1', '1'), said('1', '2'), said('2', '1'), said('11', '21')]).toEqual([
    '1 entity, 1 link hidden',
    '1 entity, 2 links hidden',
    '2 entities, 1 link hidden',
    '11 entities, 21 links hidden',
  ])
  expect([translate('common.rows', { count: '1' }, 1), translate('common.rows', { count: '3' }, 3)]).toEqual([
    '1 row',
    '3 rows',
  ])
})
test('remarks of figures say one of one', () => {
  const [reason] = Object.entries(measureReasonWords).find(([, { en }]) =>
    /^\{count\} sheets of the files/.test(en),
  ) ?? ['']
  const text = (count: number) =>
    measureRemarkText({ reason, count, figures: [], names: [], kinds: [] } as never, 'en')
  expect([text(1).slice(0, 8), text(2).slice(0, 9)]).toEqual(['1 sheet ', '2 sheets '])
})
