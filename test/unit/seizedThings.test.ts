/** What lines of seizure lists are: the words of each kind, at the limit and beside it. */
import { describe, expect, test } from 'vitest'
import {
  cashOf,
  copiesOf,
  isPhone,
  knownTitles,
  unitOf,
  type SeizedItem,
} from '../../shared/model/seizedThings.ts'

const item = (name: string, more: Partial<SeizedItem> = {}): SeizedItem => ({
  name,
  title: null,
  feature: null,
  quantity: 1,
  unit: null,
  written: null,
  ...more,
})

describe('phones', () => {
  test.each([
    [
      '手机',
      '华为手机（手机号138…）',
      '手机（内有手机卡一张）',
      '手机(带充电器)',
      '手机带充电器',
      '手机内有手机卡',
    ],
    [
      'OPPO R11',
      'OPPO',
      'vivo X21',
      'iPhone 13 Pro 白色',
      '苹果14',
      '苹果 14 Pro Max',
      '红米Note 9',
      '荣耀V20',
      '三星S20',
      '华为Mate 40',
    ],
    [
      '黑色华为牌手机',
      '作案手机',
      '1号手机',
      '手机1号',
      '手机一部',
      '老人机',
      '移动电话',
      '带卡手机',
      '手机（坏）',
    ],
  ])('are counted: %s …', (...names) => {
    expect(names.filter((name) => isPhone(item(name)) !== 'yes')).toEqual([])
  })
  test.each([
    ['充值卡', '手机充值卡', 'SIM卡', '手机SIM卡', '手机卡', '手机内存卡'],
    [
      '数据线',
      '手机数据线',
      '手机电池',
      '手机屏幕',
      '充电器',
      'iPhone充电器',
      'OPPO R11充电器',
      '苹果14手机壳',
      '手机柜',
    ],
    [
      '手机照片',
      '手机号',
      '手机号码清单',
      '手机店招牌',
      '手机数据',
      '华为平板',
      '苹果手表',
      '华为P30平板',
      '华为MateBook',
      '苹果',
    ],
  ])('are not counted: %s …', (...names) => {
    expect(names.filter((name) => isPhone(item(name)) !== 'no')).toEqual([])
  })
  test.each([
    [item('手机残骸')],
    [item('模型手机')],
    [item('数据线及手机')],
    [item('手机及电脑')],
    [item('手机、充电器', { quantity: 2 })],
    [item('手机', { unit: '张' })],
    [item('苹果', { unit: '部' })],
    [item('电子设备', { feature: '苹果14手机' })],
  ])('stay open: $name', (thing) => {
    expect(isPhone(thing)).toBe('undecided')
  })
  test('one phone with its charger in one line is one phone', () => {
    expect(isPhone(item('手机、充电器'))).toBe('yes')
  })
})

describe('cash', () => {
  const yuan = (sum: number, currency = 'CNY') => ({ sum: BigInt(Math.round(sum * 100)), currency })
  test.each([
    ['人民币', 5000, '元', null, yuan(5000)],
    ['现金', 5000, '元整', null, yuan(5000)],
    ['现金', 5, '万元', null, yuan(50_000)],
    ['现金', 5000, '元(人民币)', null, yuan(5000)],
    ['现金', 5000, null, '5000', yuan(5000)],
    ['现金', null, '元', '5000.50', yuan(5000.5)],
    ['现金', null, null, '1.25万元', null],
    ['现金', null, '万元', '1.25', yuan(12_500)],
    ['人民币5000元', 1, '笔', null, yuan(5000)],
    ['人民币 5000 元', 5000, '元', null, yuan(5000)],
    ['100元面值人民币', 50, '张', null, yuan(5000)],
    ['硬币（人民币）', 30, '角', null, yuan(3)],
    ['保险柜内现金', 1, '元', null, yuan(1)],
    ['现金(美元)', 1000, '元', null, yuan(1000, 'USD')],
    ['现金', 1000, '美元', null, yuan(1000, 'USD')],
    ['港币', 300, null, '300', yuan(300, 'HKD')],
    ['现金', null, null, '$300', yuan(300, 'USD')],
  ])('%s %s %s %s', (name, quantity, unit, written, expected) => {
    const found = cashOf(item(name, { quantity, unit, written }))
    expect(found).toEqual(expected ?? yuan(12_500))
  })
  test.each([
    '现金缴款单',
    '现金支票',
    '现金日记账',
    '人民币冠字号登记表',
    '点钞机',
    '现金袋',
    '账本',
    'USDT',
    '手机',
  ])('%s is none', (name) => {
    expect(cashOf(item(name, { quantity: 2 }))).toBeNull()
  })
  test.each([
    [item('现金', { quantity: 3, unit: '沓' })],
    [item('人民币', { quantity: 100, unit: '美元' })],
    [item('人民币5000元', { quantity: 2, unit: '元' })],
    [item('百元现钞', { quantity: 50, unit: '张' })],
    [item('赌资', { quantity: 500, unit: '元' })],
    [item('现金', { quantity: null, unit: '元', written: '若干' })],
  ])('stays open: $name $quantity $unit', (thing) => {
    expect(cashOf(thing)).toBe('undecided')
  })
})

describe('copies of works', () => {
  const known = knownTitles(['云梦泽', '甲'], ['大红袍'])
  const copies = (name: string, more: Partial<SeizedItem>) => copiesOf(item(name, more), known)
  test('are told by 《》, by a title of the case, or by words of such goods, in every unit', () => {
    const title = '云梦泽'
    expect(copies('《云梦泽》', { title, quantity: 50, unit: '套' })).toEqual({
      title,
      counting: 'set',
      quantity: 50,
    })
    expect(copies('《云梦泽》', { title, quantity: 5, unit: '箱' })).toMatchObject({ counting: 'holder' })
    expect(copies('云梦泽', { quantity: 3, unit: '盒' })).toEqual({ title, counting: 'box', quantity: 3 })
    expect(copies('盒装云梦泽', { quantity: 3, unit: '册' })).toEqual({
      title,
      counting: 'booklet',
      quantity: 3,
    })
    expect(copies('《云梦泽》', { title, quantity: 50, written: '50盒' })).toEqual({
      title,
      counting: 'box',
      quantity: 50,
    })
    expect(copies('盗版书', { quantity: 7, unit: '本' })).toEqual({
      title: null,
      counting: 'booklet',
      quantity: 7,
    })
    expect(copies('《丙》', { title: '丙', unit: '盒' })).toMatchObject({ title: '丙' })
    // A title of one character is found by itself only.
    expect(copies('甲', { unit: '盒' })).toBe('undecided')
    expect(copies('甲壳虫', { unit: '盒' })).toBe('undecided')
  })
  test.each(['茶叶', '包装箱', '香烟', '《大红袍》茶叶', '白酒'])('%s in boxes is none', (name) => {
    expect(
      copies(name, { title: name.includes('《') ? '大红袍' : null, quantity: 20, unit: '盒' }),
    ).toBeNull()
  })
  test.each([
    ['白盒子', null],
    ['《云梦泽》空盒', '云梦泽'],
    ['《云梦泽》封面', '云梦泽'],
    ['云梦泽 茶', '云梦泽'],
  ])('%s stays open', (name, title) => {
    expect(copies(name, { title, quantity: 3, unit: '盒' })).toBe('undecided')
  })
  test('units stand in their column, or behind the figures', () => {
    expect(
      [
        { unit: ' 盒 ' },
        { written: '50盒' },
        { written: '50 套' },
        { written: '50' },
        { unit: '箱', written: '5盒' },
      ].map((more) => unitOf(item('x', more))),
    ).toEqual(['盒', '盒', '套', null, '箱'])
  })
})
