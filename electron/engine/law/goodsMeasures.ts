/** Copies and amounts along the chain of a pirated product: printed, sold online, sold wholesale. */
import { counted, rowsOf, summed, type MeasureDefinition } from './measure.ts'

const prints = rowsOf('printOrder')
const orders = rowsOf('saleOrder')
const soldStatus = `r."status" IN ('success', 'shipped')`
const sold = rowsOf('saleOrder', soldStatus)
const soldCopies = rowsOf('saleOrder', `${soldStatus} AND r."net" > 0`)
const wholesale = rowsOf('stockMove', `r."direction" = 'out' AND r."amount" > 0`)

const stockedIn = rowsOf('stockMove', `r."direction" = 'in'`)
const stockedOut = rowsOf('stockMove', `r."direction" = 'out'`)

export const goodsMeasures: readonly MeasureDefinition[] = [
  {
    id: 'printing.copies', unit: 'copy', scopes: [prints], figure: summed(prints, 'copies', 0),
    rule: { zh: '印刷订单台账中各订单印数之和;合计行不计,重复行只计一次。', en: 'Sum of the copies of all print orders; totals are no orders, a repeated row counts once.' },
  },
  {
    id: 'printing.amount', unit: 'yuan', scopes: [prints], figure: summed(prints, 'amount', 2),
    rule: { zh: '印刷订单台账中各订单金额之和。', en: 'Sum of the amounts of all print orders.' },
  },
  {
    id: 'stock.copies_in', unit: 'copy', scopes: [stockedIn], figure: summed(stockedIn, 'quantity', 0),
    rule: { zh: '出入库台账中入库数量之和;重复行只计一次。', en: 'Copies taken into stock; a repeated row counts once.' },
  },
  {
    id: 'stock.copies_out', unit: 'copy', scopes: [stockedOut], figure: summed(stockedOut, 'quantity', 0),
    rule: { zh: '出入库台账中出库数量之和(对外批发与发往网店的调拨都计);重复行只计一次。', en: 'Copies taken out of stock, sold wholesale or moved to the own shops; a repeated row counts once.' },
  },
  {
    id: 'online.orders', unit: 'order', scopes: [orders], figure: counted(orders, 'r."number"'),
    rule: { zh: '网店导出的订单数(全部状态),每个订单编号计一次。', en: 'Orders in the shop exports, whatever their status, each order number once.' },
  },
  {
    id: 'online.copies', unit: 'copy', scopes: [soldCopies], figure: summed(soldCopies, 'quantity', 0),
    rule: { zh: '状态为“交易成功”或“卖家已发货”、且实付减退款大于 0 的订单的宝贝数量之和。', en: 'Copies of orders that succeeded or were shipped and whose payment minus refund is above 0.' },
  },
  {
    id: 'online.amount', unit: 'yuan', scopes: [sold], figure: summed(sold, 'net', 2),
    rule: { zh: '状态为“交易成功”或“卖家已发货”的订单,买家实际支付金额减退款金额之和。', en: 'Payment minus refund over orders that succeeded or were shipped.' },
  },
  {
    id: 'wholesale.copies', unit: 'copy', scopes: [wholesale], figure: summed(wholesale, 'quantity', 0),
    rule: { zh: '记有金额的出库(对外批发)数量之和;没有金额的出库(发往网店的调拨)不计。', en: 'Copies of outgoing stock moves that carry an amount; moves without an amount (to the own shops) are no sales.' },
  },
  {
    id: 'wholesale.amount', unit: 'yuan', scopes: [wholesale], figure: summed(wholesale, 'amount', 2),
    rule: { zh: '记有金额的出库(对外批发)金额之和。', en: 'Sum of the amounts of outgoing stock moves that carry one.' },
  },
]
