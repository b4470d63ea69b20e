import { analysis } from './define.ts'
import { beyondParam, currencyParam, spanParam } from './moneyParams.ts'

/** What became of a sum, or where it came from, by a named rule. */
export const trace = analysis({
  id: 'trace',
  group: 'money',
  title: { zh: '资金穿透', en: 'Tracing of a sum' },
  question: {
    zh: '这笔钱最后到了哪里，停在谁的账上，多少离开了材料？或：这笔钱（余额）从哪里来？',
    en: 'What became of this sum: where does it rest, and how much left the material? Or: where did this sum, or this balance, come from?',
  },
  rule: {
    zh: '从所选付款人到收款人的转账（或所列行）起，按账户逐笔追到停留处，分毫守恒：各落点之和＝追踪金额。先进先出：先到的先出；后进先出：后到的先出；按比例：每笔转出按当时账上各来源余额的比例分摊到分；指定：所列转出先用被追的钱，其余转出先用别的钱。期初余额（流水所载，或不致透支所必需的最少数额）来源不明，排在最前。冲正、退款把原交易带来的钱退回原付款人。同一时刻的行按各流水自身的次序，只有日期的按当日开始；反过来再算一次，差额另列。遇现金、手续费、消费、通道户、无账号的对方即离开材料；无流水账户默认也止。来源：同一规则反过来，从所选付款（或所选账户在时间止点的余额）追回进入材料之处，某一来源占多少，与从该来源向前追到此处的数额相同（按比例者差在分的舍入）；期初已有的来源不明；“指定”为所列转入先算作带来这笔钱。系计算口径，不是法律认定。',
    en: 'From the transfers of the chosen payers to the chosen payees (or the rows listed), followed account by account to where the money rests; every cent is kept: the landings add up to the traced sum. First in, first out; last in, first out; proportional: each payment takes of all there is in proportion, to the cent; specific: the payments listed take the traced money first, all others take other money first. What an account held before (told by its balance, or the least it must have held) is of unknown origin and comes first. A reversal or refund gives back to the payer what the transfer had brought. Rows of one moment stand as in their statements, those with only a day at its beginning; asked the other way round the difference is told. Cash, fees, card payments, third-party payers and those without an account are outside of the material; accounts without statement by default too. Where it came from: the same rule the other way round, from the payments chosen (or the balance of the accounts chosen at the end of the time) back to where money enters the material; what a source has of it is what tracing from that source brings there (by shares but for the rounding of cents); what was held before is of unknown origin; specific: the payments listed are taken to have brought it first. A way of computing, no finding of law.',
  },
  version: 2,
  params: [
    {
      id: 'direction',
      sort: 'choice',
      title: { zh: '方向', en: 'Direction' },
      choices: [
        { id: 'down', title: { zh: '去向', en: 'Where it went' } },
        { id: 'up', title: { zh: '来源', en: 'Where it came from' } },
      ],
      default: 'down',
    },
    { id: 'payers', sort: 'entities', title: { zh: '付款人（户）', en: 'Payers' } },
    { id: 'payees', sort: 'entities', title: { zh: '收款人（户）', en: 'Payees' } },
    {
      id: 'rows',
      sort: 'text',
      title: { zh: '起点行', en: 'Rows to begin with' },
      hint: {
        zh: '资金往来表的记录号，逗号分隔；填写后不看付款人与收款人。',
        en: 'Record numbers of the transfer table, separated by commas; with them payers and payees are not looked at.',
      },
      default: '',
    },
    {
      id: 'holding',
      sort: 'entities',
      title: { zh: '余额所在（户）', en: 'Balance of' },
      hint: {
        zh: '仅“来源”用：追这些账户在时间止点（未填为材料末）的余额从哪里来。',
        en: 'For “where it came from” only: the balance of these accounts at the end of the time (of the material where none is given).',
      },
    },
    {
      id: 'amount',
      sort: 'money',
      title: { zh: '只追其中', en: 'Only so much' },
      hint: { zh: '余额按户各追这么多。', en: 'Of balances so much of each account.' },
      default: null,
    },
    {
      id: 'rule',
      sort: 'choice',
      title: { zh: '规则', en: 'Rule' },
      choices: [
        { id: 'fifo', title: { zh: '先进先出', en: 'First in, first out' } },
        { id: 'lifo', title: { zh: '后进先出', en: 'Last in, first out' } },
        { id: 'proportional', title: { zh: '按比例', en: 'Proportional' } },
        { id: 'specific', title: { zh: '指定', en: 'Specific' } },
      ],
      default: 'fifo',
    },
    {
      id: 'named',
      sort: 'text',
      title: { zh: '指定的转出行', en: 'Payments named' },
      hint: {
        zh: '仅“指定”用：记录号，逗号分隔。',
        en: 'For “specific” only: record numbers, separated by commas.',
      },
      default: '',
    },
    currencyParam,
    spanParam,
    beyondParam,
  ],
})
