import { analysis } from './define.ts'
import { beyondParam, byParam, currencyParam, spanParam } from './moneyParams.ts'

/** Where money went level by level, and where it came from. */
export const flows = analysis({
  id: 'flows',
  group: 'money',
  title: { zh: '资金流向', en: 'Flows of money' },
  question: {
    zh: '从这些人（户）流出的钱一级一级去了哪里，流入的钱一级一级从哪里来？',
    en: 'Where did the money of these people or accounts go, level by level, and where did it come from?',
  },
  rule: {
    zh: '第 1 级为所选人（户）的转出（向上为转入）；第 k 级为上一级到账之后、间隔上限之内的转出（向上为之前的转入）。只有日期的行按当日任一时刻都可能计。金额为整笔合计，不按来源分摊（分摊见“穿透”）；每笔只列一次，列在最先到达的级；回到同级或上级的单独标出（离开材料、到通道户的不算）。遇现金、手续费、消费、利息、通道户、无账号的对方即止；无流水的账户默认也止。红字不追。',
    en: 'Level 1 are payments of those chosen (upwards: to them); level k are payments of those of the level before, after money reached them and within the gap (upwards: before). A row that tells only a day may lie anywhere in it. Sums are of whole transfers, not of shares (for those: tracing); each transfer stands once, on the first level that reaches it; what goes back to the same or an earlier level is marked (not what leaves the material or goes to a third-party payer). Stops at cash, fees, card payments, interest, third-party payers and those without an account, and by default at accounts without statement. Red entries are not followed.',
  },
  version: 2,
  params: [
    { id: 'of', sort: 'entities', title: { zh: '人员或账户', en: 'People or accounts' }, needed: true },
    {
      id: 'direction',
      sort: 'choice',
      title: { zh: '方向', en: 'Direction' },
      choices: [
        { id: 'both', title: { zh: '上下', en: 'Both' } },
        { id: 'down', title: { zh: '向下（去向）', en: 'Down (where it went)' } },
        { id: 'up', title: { zh: '向上（来源）', en: 'Up (where it came from)' } },
      ],
      default: 'both',
    },
    {
      id: 'levels',
      sort: 'count',
      title: { zh: '向下级数', en: 'Levels down' },
      least: 1,
      most: 8,
      default: 2,
    },
    {
      id: 'levelsUp',
      sort: 'count',
      title: { zh: '向上级数', en: 'Levels up' },
      least: 1,
      most: 8,
      default: 1,
    },
    {
      id: 'gapHours',
      sort: 'count',
      title: { zh: '间隔上限（小时）', en: 'Gap in hours' },
      hint: { zh: '0 为不限。', en: '0: no limit.' },
      least: 0,
      most: 87_600,
      default: 0,
    },
    { id: 'least', sort: 'money', title: { zh: '每笔不低于', en: 'Each at least' }, default: null },
    currencyParam,
    byParam,
    spanParam,
    beyondParam,
  ],
})
