/** A betting ring through the real import: who bet, who stands above whom, what stakes are worth, and what is said beside it. */
import { describe, expect, test } from 'vitest'
import { isHouseName, isOwnUse } from '../../shared/model/siteAccounts.ts'
import { caseOfFiles, measured } from '../helpers/measured.ts'

const slips = (...rows: readonly string[]): string =>
  ['注单号,会员账号,上级代理,下注时间,有效投注,状态', ...rows, ''].join('\n')
const slip = (number: string, account: string, valid: string, state = '已结算'): string =>
  `${number},${account},dl1,2022-11-20 10:00:00,${valid},${state}`

test('who only has cancelled or void slips is no participant; agents and the site’s own accounts are told apart', async () => {
  const engine = await caseOfFiles({
    '注单.csv': slips(
      slip('1', 'm1', '10'),
      slip('2', 'm1', '10', '已取消'),
      slip('3', 'm2', '10', '已取消'),
      slip('4', 'm3', '10', '无效'),
      slip('5', 'm4', '10', '未结算'),
      slip('6', 'test01', '10'),
      slip('7', 'dl1', '10'),
      slip('8', 'm5', '10'),
    ),
    '会员.csv':
      '会员账号,会员昵称,上级代理,注册时间\nm1,甲,dl1,2022-01-01 00:00:00\nm2,乙,dl1,2022-01-01 00:00:00\nm5,机器人,dl1,2022-01-01 00:00:00\n',
  })
  const [accounts, people, dead] = await measured(
    engine,
    'bets.accounts',
    'bets.participants',
    'bets.cancelled_or_void',
  )
  expect(accounts).toEqual({
    value: 5,
    rows: 5,
    said: [
      '其中 2 个账号像测试、客服等站点自用账号，剔除后为 3 个账号：m5、test01',
      '其中 1 个账号是代理（列于代理列表或有下级），剔除后为 4 个账号：dl1',
      '另有 2 个账号的注单全部取消或无效，不计',
    ],
  })
  expect(people).toMatchObject({ value: 5, rows: 5 })
  expect(people?.said.at(-1)).toBe('按账号计，未作身份认定（5 个账号）')
  expect(dead).toEqual({ value: 3, rows: 3, said: [] })
})

test('once somebody decided who is one person, the participants say how many', async () => {
  const engine = await caseOfFiles({
    '注单.csv': slips(slip('1', 'm1', '10'), slip('2', 'm2', '10'), slip('3', 'm3', '10')),
  })
  const { rows } = await engine.call('entities.list', { kind: 'siteAccount', offset: 0, limit: 10 })
  const ids = rows.filter(({ label }) => ['m1', 'm2'].includes(label)).map(({ entityId }) => entityId)
  await engine.call('identity.merge', { entityIds: ids, note: '供述' })
  expect(await measured(engine, 'bets.participants', 'bets.accounts')).toEqual([
    { value: 2, rows: 3, said: ['其中 2 个账号已认定为 1 人，其余按账号计，未作身份认定'] },
    { value: 3, rows: 3, said: [] },
  ])
})

describe('accounts above others', () => {
  const agents = (...rows: readonly string[]): string =>
    ['代理账号,姓名,上级账号,级别,占成', ...rows, ''].join('\n')
  test('the house is no agent, and one row stands for each account', async () => {
    const engine = await caseOfFiles({
      '代理列表.csv': agents(
        'gd1,甲,公司,股东,50',
        'zd1,乙,gd1,总代理,40',
        'zd2,丙,总公司,总代理,40',
        'dl1,丁,zd1,代理,30',
      ),
      '会员.csv':
        '会员账号,真实姓名,上级代理,注册时间\nm1,A,dl1,2022-01-01 00:00:00\nm2,B,m1,2022-01-01 00:00:00\nm3,C,xx9,2022-01-01 00:00:00\nm4,D,系统,2022-01-01 00:00:00\nm5,E,顶级,2022-01-01 00:00:00\n',
      '注单.csv': slips(slip('1', 'm2', '10'), slip('2', 'm3', '10', '已取消')),
    })
    const [above, levels] = await measured(engine, 'agents.with_subordinates', 'agents.levels')
    expect(above).toMatchObject({ value: 5, rows: 5 })
    expect(above?.said.map((text) => text.replace(/：.*/u, ''))).toEqual([
      '上级写作公司、系统等的不是账号，不计',
      '其中 1 个只作为上级出现，自身不在列表中',
      '其中 1 个的直接下级有未取消、未作废的注单',
    ])
    expect(levels).toMatchObject({ value: 5, said: [] })
    const rows = await Promise.all(
      ['agentAccount', 'memberAccount'].map((kind) =>
        engine.call('records.window', {
          scope: { kind, measure: 'agents.with_subordinates' },
          offset: 0,
          limit: 9,
        }),
      ),
    )
    expect(rows.map(({ total }) => total)).toEqual([3, 2])
  })
  test('accounts above each other are gone round once, and that is said', async () => {
    const engine = await caseOfFiles({
      '代理列表.csv': agents('a1,甲,a3,代理,50', 'a2,乙,a1,代理,40', 'a3,丙,a2,代理,40'),
    })
    const [levels] = await measured(engine, 'agents.levels')
    expect(levels?.said[0]).toMatch(/^\d 个账号互为上级，只按一圈计/)
  })
  test.each(['公司', '总公司', '系统', '顶级', ' 公司 ', '（公司）', 'System', 'ROOT'])(
    '%s is the house',
    (name) => {
      expect(isHouseName(name)).toBe(true)
    },
  )
  test.each(['公司8', 'gongsi', '系统甲', 'a1', 'top8', '华通公司'])('%s is an account', (name) => {
    expect(isHouseName(name)).toBe(false)
  })
  test.each(['test', 'test01', 'ceshi3', '测试账号', '试玩123', '客服01', '机器人9', 'Robot_7', 'kefu2'])(
    '%s is the site’s own',
    (name) => {
      expect(isOwnUse(name)).toBe(true)
    },
  )
  test.each(['m123', 'tester', 'contest8', 'testa', 'attest01', '张三', 'bottle9'])(
    '%s is a player’s',
    (name) => {
      expect(isOwnUse(name)).toBe(false)
    },
  )
})

describe('stakes', () => {
  const paid = (...rows: readonly string[]): string =>
    ['流水号,类型,会员账号,金额,点数,变动前余额,变动后余额,状态,时间', ...rows, ''].join('\n')
  test('a failed deposit tells nothing of what a point is worth', async () => {
    const engine = await caseOfFiles({
      '注单.csv': slips(slip('1', 'm1', '10')),
      '充值.csv': paid(
        'D1,充值,m1,100,10,,,成功,2022-01-01 10:00:00',
        'D2,充值,m1,110,10,,,失败,2022-01-01 11:00:00',
        'D3,充值,m1,120,10,,,处理中,2022-01-01 12:00:00',
      ),
    })
    expect(await measured(engine, 'bets.stakes', 'receiving.deposits')).toEqual([
      { value: 100, rows: 1, said: [] },
      { value: 100, rows: 1, said: ['1 行结果不明，未计入，120.00 元', '另有失败 1 行未计入，110.00 元'] },
    ])
  })
  test('a site whose balances move by the yuan paid counts in yuan; one such row that does not fit, and it is open', async () => {
    const rows = [
      'D1,充值,m1,100,,50,150,成功,2022-01-01 10:00:00',
      'D2,提现,m1,30,,150,120,成功,2022-01-01 11:00:00',
    ]
    const files = { '注单.csv': slips(slip('1', 'm1', '10'), slip('2', 'm1', '2.5')) }
    const fitting = await caseOfFiles({ ...files, '充值.csv': paid(...rows) })
    expect(await measured(fitting, 'bets.stakes')).toEqual([
      { value: 12.5, rows: 2, said: ['充值提现前后余额之差与金额一致，站点以元计，1 点按 1 元'] },
    ])
    const other = await caseOfFiles({
      ...files,
      '充值.csv': paid(...rows, 'D3,充值,m1,100,,120,130,成功,2022-01-01 12:00:00'),
    })
    expect(await measured(other, 'bets.stakes')).toEqual([
      { value: null, rows: 2, said: ['没有充值提现记录说明每点代表的金额；有效投注 12.5 点'] },
    ])
  })
  test('points that are worth different sums are told with how often', async () => {
    const engine = await caseOfFiles({
      '注单.csv': slips(slip('1', 'm1', '10')),
      '充值.csv': paid(
        'D1,充值,m1,100,10,,,成功,2022-01-01 10:00:00',
        'D2,充值,m1,200,20,,,成功,2022-01-01 11:00:00',
        'D3,充值,m1,110,10,,,成功,2022-01-01 12:00:00',
      ),
    })
    expect((await measured(engine, 'bets.stakes'))[0]?.said).toEqual([
      '充值提现记录中每点代表的金额不一致，共 2 种（元/点×笔数：10×2、11×1）；有效投注 10 点',
    ])
  })
  test('stakes written in yuan count once a slip, also beside points', async () => {
    const yuan = (...rows: readonly string[]): string =>
      ['注单号,会员账号,下注时间,有效投注(元),输赢,状态', ...rows, ''].join('\n')
    const first = '1,m1,2022-11-20 10:00:00,100,5,已结算'
    // The same slip with another precision of its time stands in the second export.
    const engine = await caseOfFiles({
      '一.csv': yuan(first, '2,m2,2022-11-20 10:00:00,50,1,已结算'),
      '二.csv': yuan('1,m1,2022-11-20 10:00,100,,已结算'),
    })
    expect((await measured(engine, 'bets.stakes'))[0]?.value).toBe(150)
  })
})

describe('persons and the total say the same', () => {
  const worth = '流水号,类型,会员账号,金额,点数,状态,时间\nD1,充值,m1,100,10,成功,2022-01-01 10:00:00\n'
  const persons = async (files: Readonly<Record<string, string>>) => {
    const engine = await caseOfFiles(files)
    const { rows, ...counts } = await engine.call('identity.persons', {
      sort: 'label',
      several: 'all',
      offset: 0,
      limit: 20,
    })
    const [stakes, accounts] = await measured(engine, 'bets.stakes', 'bets.accounts')
    return {
      rows: Object.fromEntries(
        rows.map(({ label, slips, points, stakes: sum }) => [label, [slips, points, sum]]),
      ),
      counts,
      stakes,
      accounts,
    }
  }
  test('points and yuan add up; who has only void slips did not bet', async () => {
    const { rows, counts, stakes, accounts } = await persons({
      '注单.csv': slips(slip('1', 'm1', '10'), slip('2', 'm2', '2.5'), slip('3', 'm3', '7', '无效')),
      '元.csv':
        '注单号,会员账号,下注时间,有效投注(元),输赢,状态\n4,m1,2022-11-20 10:00:00,30,1,已结算\n5,m4,2022-11-20 10:00:00,8,1,已结算\n',
      '充值.csv': worth,
    })
    expect(rows).toMatchObject({ m1: [2, 1000, 13_000], m2: [1, 250, 2500], m3: [0, 0, 0], m4: [1, 0, 800] })
    expect(stakes?.value).toBe(163)
    expect([counts.accountsThatBet, counts.personsThatBet, accounts?.value]).toEqual([3, 3, 3])
  })
  test.each([
    ['settled in one export and void in the other', slip('1', 'm1', '10', '无效')],
    ['of different points', slip('1', 'm1', '30')],
    ['cancelled later', slip('1', 'm1', '10', '已取消')],
  ])('a slip %s withholds both', async (...given) => {
    const [, later] = given
    const { rows, stakes } = await persons({
      '一.csv': slips(slip('1', 'm1', '10'), slip('2', 'm2', '5')),
      '二.csv': slips(later, slip('3', 'm3', '5')),
      '充值.csv': worth,
    })
    expect(stakes?.value).toBeNull()
    expect(stakes?.said[0]).toMatch(/^同一编号的几行数值或状态不一致，共 1 个编号/)
    expect(rows).toMatchObject({
      m1: [expect.any(Number), null, null],
      m2: [1, 500, 5000],
      m3: [1, 500, 5000],
    })
  })
  test('a slip that was open and then settled contradicts nothing', async () => {
    const { rows, stakes } = await persons({
      '一.csv': slips(slip('1', 'm1', '10', '未结算')),
      '二.csv': slips(slip('1', 'm1', '10')),
      '充值.csv': worth,
    })
    expect([stakes?.value, rows['m1']]).toEqual([100, [1, 1000, 10_000]])
  })
})
