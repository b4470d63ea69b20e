/** Each sign at a node is explained where it is drawn, and none where it is not. */
import { expect, test } from 'vitest'
import { badgeTexts, type SignedNode } from '../../shared/words/chartBadges.ts'

const plain: SignedNode = { note: '' }
test.each([
  ['something inside', { inside: [{}] }, '右上数字 = 内含几个'],
  ['a group', { groupId: 3 }, '右上数字 = 内含几个'],
  ['something left out', { omitted: 1 }, '右下 +n = 展开时未加入几个'],
  ['a possible double', { doubles: 1 }, '左下人形 = 可能与他人同一'],
  ['a note', { note: '待核' }, '外圈 = 有批注'],
  ['a merge', { members: 2 }, '×2 = 由 2 个实体认定为同一'],
] as const)('%s', (_, sign, text) => {
  const node = { ...plain, ...sign }
  expect(badgeTexts([plain, node], 'zh-CN')).toEqual([text])
  expect(badgeTexts([plain, node], 'en')).toHaveLength(1)
})
test('at the limit nothing is said: one member, nothing inside, an empty note', () => {
  expect(badgeTexts([plain, { note: '', members: 1, inside: [] }], 'en')).toEqual([])
  expect(badgeTexts([], 'zh-CN')).toEqual([])
})
