import { analysis } from './define.ts'

/** The chain of goods from the printer to the buyer and to the seizure. */
export const goodsChain = analysis({
  id: 'goods',
  group: 'goods',
  title: { zh: '货物链', en: 'Chain of goods' },
  question: {
    zh: '印了多少，入库、发货、卖出、退回、扣押各多少，对得上吗，差的在哪一环、至少差多少；谁供货给谁，谁低价卖？',
    en: 'How many were printed, stored, shipped, sold, returned and seized, does it add up, where is the gap and how large at least; who supplies whom, and who sells cheap?',
  },
  rule: {
    zh: '印刷按印刷订单，入库出库按仓库台账，网店销售、批发、扣押份数与“认定指标”同一算法；重复行计一次。去向已明＝网店售出＋批发＋扣押（批发给查扣场所又在该处扣押的只计一次）。去向已明、或印厂已交货与扣押之和多于印刷订单的部分为“至少另有印制”；印刷与至少另有印制之和减去去向已明为“去向不明”。每处每作品：来＝台账入库（无台账的以他处台账、印刷订单为准），去＝台账出库、网店售出；账面＝来−去；“至少另有来货”＝按日推算账面（含扣押）曾低于零的最大数，同日先来后去；其余为“未见去处”。只表示没有行能说明，不表示去了哪里。已全额退款的发货订单可能退回，单列；状态、实付或数量不明的订单单列。价格按每单实付（减退款）÷份数，与权利作品清单的正版零售价相比。付款按台账文字：已付、未付、已付N%；其他写法按 0 至全额。',
    en: 'Printed by print orders, stored and taken out by the books of the stores; copies sold online, wholesale and seized are those of the measures, repeated rows once. Known ends = sold online + wholesale + seized (sold to a place and seized there: once). Known ends, or goods printers handed over and seized there, beyond print orders: printed at least besides; whereabouts unknown = printed + printed besides − known ends. For each place and title: came in by its own book (else by the books of others and the print orders), left by its book and online sales; book = in − left; “came in besides, at least” is how far the book, seizure included, fell below zero by day, of one day arrivals first; the rest left unshown. It says that no row shows it, not where it went. Orders shipped and wholly refunded may have come back and stand apart, as do orders of unknown state, payment or quantity. Prices are what was paid less refund a copy of each order, beside the list price of the works list. Payments by the words of the list: paid, unpaid, paid N%; other words lie between nothing and all.',
  },
  version: 1,
  params: [
    {
      id: 'title',
      sort: 'text',
      title: { zh: '作品', en: 'Title' },
      hint: { zh: '只看一部作品；空为全部。', en: 'One title only; empty: all.' },
      default: '',
    },
    {
      id: 'below',
      sort: 'number',
      title: { zh: '低价线（占零售价）', en: 'Cheap below (part of list price)' },
      hint: {
        zh: '每份实付低于正版零售价这一比例的份数另列；系可改的工作参数，非法定。',
        en: 'Copies sold below this part of the list price are told apart; a working parameter, not set by law.',
      },
      least: 0,
      most: 1,
      default: 0.3,
    },
  ],
})
