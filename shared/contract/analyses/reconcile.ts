import { analysis } from './define.ts'
import { currencyParam } from './moneyParams.ts'

/** Statements held against their balances and against what else is told of the accounts. */
export const reconcile = analysis({
  id: 'reconcile',
  group: 'money',
  title: { zh: '流水核对', en: 'Statements held against balances' },
  question: {
    zh: '流水与余额对得上吗？缺了哪些行、缺多少？与申报、后台、供述的数额一致吗？',
    en: 'Do statements fit their balances, which rows are missing and how much, and do they fit what was declared?',
  },
  rule: {
    zh: '逐户取本方流水（重复行、失败的不计，冲正、退款各按其行），同一时刻的行按能接上的次序排列：上一余额＋转入－转出＝本行余额；没有余额的行先计入其金额。接不上的为缺口，缺失净额＝本行余额－应有余额：正数为少列转入（或多列转出），负数为少列转出（或多列转入）；一进一出恰好相抵的缺失看不出来，多行缺失只知净额。缺口等于本行金额的反数时提示本行可能多列，等于其两倍时提示收付方向可能写反。对方流水写明而本方流水没有、时间在缺口两行之间的转账列在“他方所载”，其余为“仍缺”。期初＝期末－净额－各缺口之和，期末为最后一行余额（其后无余额的行计入金额）。申报与他方所载：账户信息的账户余额与期末比；后台充提、支付订单等记在该户的收付合计与同期该户转入、转出比；笔录所述金额与双方间的转账合计比。差额＝所载－材料。材料少于所载，可能缺流水、走了别的账户或所载不实；材料多于所载，可能有别的往来或所载不全。',
    en: 'Account by account its own statement (without repeats and failed rows; reversals and refunds by their rows), rows of one moment in an order that fits: balance before + in − out = balance; a row without a balance first moves what the next should show. Where it does not fit there is a gap; missing, net = balance of the row − balance it should show: above zero, money in that is not listed (or money out listed too much); below zero, money out that is not listed (or in listed too much). What is missing on both sides alike cannot be seen, and of several missing rows only the net. A gap of minus the amount of its row may be a row too many, of twice that a direction the wrong way. Transfers that only the other party tells, between the two rows of the gap, stand as told by others; the rest is still missing. Balance before = balance at the end − net − all gaps; the end is the balance of the last row (with the amounts of rows without balance after it). Declared and told elsewhere: the balance of the account’s registration against the end; deposits and withdrawals, payment orders and the like that name the account against its in and out of the same time; amounts told in interviews against the transfers between both. Difference = told − material. Where the material has less, rows may be missing, other accounts may have been used or what is told is not so; where it has more, there may be other dealings or what is told is incomplete.',
  },
  version: 1,
  params: [
    {
      id: 'of',
      sort: 'entities',
      title: { zh: '人员或账户', en: 'People or accounts' },
      hint: { zh: '不选为全部有流水的账户。', en: 'None chosen: every account with a statement.' },
    },
    currencyParam,
  ],
})
