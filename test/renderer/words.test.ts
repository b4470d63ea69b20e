import fc from 'fast-check'
import { expect, test } from 'vitest'
import { setLanguage, translate } from '../../renderer/i18n/index.ts'
import { stepWords } from '../../renderer/words/stepWords.ts'
import { markedParts, wordsOf } from '../../shared/model/searchText.ts'
import { passphraseStrength } from '../../renderer/components/passphraseStrength.ts'

globalThis.document ??= { documentElement: { lang: '' } } as unknown as Document

test('a step is told with what it was done to', () => {
  setLanguage('zh-CN')
  expect([
    stepWords({ action: 'import.run', params: { batch: 1, file: '流水.xlsx', rows: 7_758 } }, translate),
    stepWords({ action: 'chart.remove', params: { chart: '主链', nodes: 1, label: '罗志华' } }, translate),
    stepWords({ action: 'chart.remove', params: { chart: '主链', nodes: 12, label: null } }, translate),
    stepWords(
      { action: 'chart.addFromRecords', params: { chart: '主链', kind: 'transfer', nodes: 3 } },
      translate,
    ),
    // What moved nodes names itself; what a later version knows is told as a move.
    ...['layered', 'align', 'spiral'].map((way) =>
      stepWords({ action: 'chart.place', params: { chart: '主链', nodes: 12, label: null, way } }, translate),
    ),
    stepWords(
      { action: 'chart.hide', params: { chart: '主链', nodes: 2, label: null, hidden: 1 } },
      translate,
    ),
    stepWords(
      { action: 'chart.hide', params: { chart: '主链', nodes: 2, label: null, hidden: 0 } },
      translate,
    ),
    stepWords(
      { action: 'chart.pin', params: { chart: '主链', nodes: 1, label: '罗志华', pinned: 0 } },
      translate,
    ),
    stepWords({ action: 'layouts.apply', params: { chart: '主链', layout: '汇报', nodes: 2 } }, translate),
    stepWords({ action: 'history.undo', params: { action: 'chart.expand' } }, translate),
    stepWords({ action: 'later.version', params: {} }, translate),
  ]).toEqual([
    '导入“流水.xlsx”，7,758 行',
    '从“主链”移除“罗志华”',
    '从“主链”移除 12 个实体',
    '从资金往来在“主链”加入 3 个实体',
    '布局：层级 · “主链” 12 个实体',
    '对齐 · “主链” 12 个实体',
    '在“主链”移动 12 个实体',
    '在“主链”隐藏 2 个实体',
    '在“主链”重新显示 2 个实体',
    '在“主链”松开“罗志华”',
    '“主链”套用布局“汇报”，2 个实体',
    '撤销：展开',
    'later.version',
  ])
})

test('marked parts are the whole text again, and the marked ones are the words', () => {
  fc.assert(
    fc.property(fc.string(), fc.string({ minLength: 1, maxLength: 3 }), (text, words) => {
      expect(
        markedParts(text, wordsOf(words))
          .map((part) => part.text)
          .join(''),
      ).toBe(text)
    }),
  )
  expect(markedParts('印刷厂 ABC 印刷', wordsOf('印刷')).filter((part) => part.marked).length).toBe(2)
  expect(markedParts('Abc', wordsOf('aB'))).toEqual([
    { text: 'Ab', marked: true },
    { text: 'c', marked: false },
  ])
})

test('strength of passphrases at the limit and beside it', () => {
  expect(
    [
      '1234567',
      '12345678',
      'aaaaaaaaaaaa',
      'password1',
      '20220912',
      '19900307abc',
      '海棠依旧 末班',
      'kT7#pQ2!vX',
      '海棠 铜雀 末班 42',
      '印刷厂二号仓库钥匙',
    ].map(passphraseStrength),
  ).toEqual(['short', 'weak', 'weak', 'weak', 'weak', 'weak', 'short', 'strong', 'strong', 'strong'])
})
