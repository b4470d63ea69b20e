import { afterEach, expect, test } from 'vitest'
import { setLanguage, translate } from '../../renderer/i18n/index.ts'
import { countsText } from '../../renderer/words/chartCounts.ts'

afterEach(() => setLanguage('zh-CN'))

test('one entity and one link are said as one, none and several as many', () => {
  setLanguage('en')
  expect([countsText(1, 0), countsText(0, 1), countsText(1_200, 2)]).toEqual([
    '1 entity · 0 links',
    '0 entities · 1 link',
    '1,200 entities · 2 links',
  ])
  setLanguage('zh-CN')
  expect(countsText(1, 2)).toBe('1 实体 · 2 关系')
})

test('messages of the chart and its time with a number say one as one', () => {
  setLanguage('en')
  for (const key of ['time.rows', 'time.gridWithout', 'timeline.listed', 'adding.found', 'kept.within'])
    expect(translate(key, { count: '1' }, 1)).not.toBe(translate(key, { count: '2' }, 2).replace('2', '1'))
})
