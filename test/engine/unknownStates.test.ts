/** A state in words that nobody knows is told beside every figure that leaves its rows out, with what they hold; the usual words are known. */
import { expect, test } from 'vitest'
import { measureRemarkText } from '../../shared/words/measureReasons.ts'
import { figureText } from '../../shared/model/numberText.ts'
import { caseOfFiles } from '../helpers/measured.ts'

async function told(file: string, id: string): Promise<readonly (string | null)[]> {
  const engine = await caseOfFiles({ '表.csv': file })
  const measure = (await engine.call('measures.list', {})).find((entry) => entry.id === id)
  const why = (measure?.why ?? []).filter(({ reason }) => reason === 'unknown-state')
  return [figureText(measure?.value ?? null), ...why.map((remark) => measureRemarkText(remark, 'zh-CN'))]
}
const orders = (...states: readonly string[]): string =>
  `订单编号,宝贝标题,宝贝总数量,买家实际支付金额,订单状态,订单创建时间\n${states.map((state, at) => `10${at},《甲》剧本,1,${30 + at},${state},2022-11-01 10:00:00`).join('\n')}\n`
const slips = (...states: readonly string[]): string =>
  `注单号,会员账号,下注时间,有效投注,状态\n${states.map((state, at) => `B${at},m${at},2022-11-01 10:00:00,${10 + at},${state}`).join('\n')}\n`

test.each([
  [
    'sold in many words',
    orders('交易成功', '卖家已发货', '已发货-待收货', '确认收货'),
    'online.amount',
    ['126.00'],
  ],
  [
    'not sold in many words',
    orders('交易成功', '待支付', '订单已取消', '已付款，待发货', '已全额退款'),
    'online.amount',
    ['30.00'],
  ],
  [
    'orders in unknown words',
    orders('交易成功', '部分发货', '处理中', '部分发货', ''),
    'online.amount',
    ['30.00', '4 行状态不明，未计入，130.00 元：部分发货、处理中'],
  ],
  [
    'copies of them',
    orders('交易成功', '部分发货'),
    'online.copies',
    ['1', '1 行状态不明，未计入，1 份：部分发货'],
  ],
  [
    'business amount',
    orders('交易成功', '部分发货'),
    'business.amount',
    ['30.00', '1 行状态不明，未计入：部分发货'],
  ],
  [
    'slips in many words',
    slips('已结算', '赢半', '走水', '已结算(赢)', '未中奖'),
    'bets.valid_points',
    ['60'],
  ],
  ['open and taken back', slips('已结算', '待开奖', '系统撤单', '废单'), 'bets.settled', ['1']],
  [
    'slips in unknown words',
    slips('已结算', '异常', '已结算(作废)', '取消'),
    'bets.valid_points',
    ['10', '2 行状态不明，未计入，23 点：已结算(作废)、异常'],
  ],
  ['those alive whatever their state', slips('已结算', '异常'), 'bets.accounts', ['2']],
])('%s', async (_, file, id, expected) => {
  expect(await told(file, id)).toEqual(expected)
})
