import { currencyChoices } from '../currency.ts'
import { defineKind, field, format } from './build.ts'
import { siteField } from './site.ts'

/** Trades of a coin exchange: coins against money between users (OTC), or coin against coin. */
export const coinTrade = defineKind({
  id: 'coinTrade', nameZh: '交易所币币/法币订单', nameEn: 'Coin trades', icon: 'arrow-down-up',
  formats: [format('otc_order', '交易所法币（OTC）订单', 'OTC orders of a coin exchange', 'C', '订单号|买卖方向|币种|数量|单价|对手UID', { loose: true })],
  fields: [
    field('number', '订单号', 'Order number', 'serial', '订单编号|交易订单号|委托单号|委托编号|成交编号|成交单号|OTC订单号|法币订单号|广告订单号|流水号', { says: 'order|trade order|trade number|serial', shown: true }),
    siteField('交易所|交易所名称|交易平台|平台|平台名称'),
    field('uid', '用户UID', 'UID', 'siteAccount', 'UID|用户ID|我的UID|本人UID|账户UID|会员UID|主体UID|查询UID|客户UID|用户编号', { shown: true, facet: true, context: [{ from: 'title', pattern: 'UID\\s*[:：]?\\s*(\\d{5,20})' }, { from: 'sheetName', pattern: 'UID\\s*[:：_-]?\\s*(\\d{5,20})' }, { from: 'fileName', pattern: 'UID\\s*[:：_-]?\\s*(\\d{5,20})' }] }),
    field('name', '姓名', 'Name', 'name', '实名|用户姓名|真实姓名|实名姓名|本人姓名|昵称|用户昵称|用户名'),
    field('side', '买卖方向', 'Side', 'choice', '买卖|买/卖|买卖类型|买入/卖出|买卖标志|方向|交易方向|委托方向|订单方向|SIDE', { shown: true, facet: true, choices: { buy: ['买入', '购买', '买', '买币', 'BUY', 'B', '我要买'], sell: ['卖出', '出售', '卖', '卖币', 'SELL', 'S', '我要卖'] } }),
    field('coin', '币种', 'Coin', 'text', '数字货币|虚拟币|虚拟币种|虚拟货币|代币|代币名称|交易币种|数字币种|币名|交易对|加密货币|数字资产|COIN|TOKEN|SYMBOL|CRYPTO', { shown: true, facet: true }),
    field('quantity', '数量', 'Coins', 'decimal', '币数量|交易数量|成交数量|数字货币数量|虚拟币数量|委托数量|购买数量|QUANTITY', { scale: 6, shown: true }),
    field('price', '单价', 'Price', 'decimal', '价格|成交价|成交价格|交易单价|成交单价|成交均价|汇率|PRICE', { scale: 6, shown: true }),
    field('amount', '金额', 'Amount', 'money', '总金额|总价|成交额|成交金额|交易金额|法币金额|交易额|订单金额|交易总额|总额|付款金额', { shown: true, summed: true }),
    field('currency', '法币', 'Currency', 'choice', '法币币种|法币类型|法币种类|计价货币|计价币种|结算币种|支付币种|货币', { facet: true, choices: currencyChoices }),
    field('fee', '手续费', 'Fee', 'text', '交易手续费'),
    field('counterUid', '对手UID', 'Other UID', 'siteAccount', '对手方UID|对方UID|交易对手UID|交易对方UID|对手用户UID|对手ID|对手方ID|对方用户ID|交易对手ID|商家UID|对手方用户ID', { shown: true, facet: true }),
    field('counterName', '对手姓名', 'Other, name', 'name', '对手方姓名|对方姓名|对手昵称|对手方昵称|对方昵称|交易对手|交易对手姓名|交易对手昵称|对手方|对手实名|商家昵称|商家姓名', { shown: true }),
    field('buyerUid', '买家UID', 'Buyer UID', 'siteAccount', '买方UID|买家ID|买方ID|买家用户ID|买方用户UID', { facet: true }),
    field('buyerName', '买家姓名', 'Buyer', 'name', '买方姓名|买家昵称|买方昵称|买家|买方|买家实名'),
    field('sellerUid', '卖家UID', 'Seller UID', 'siteAccount', '卖方UID|卖家ID|卖方ID|卖家用户ID|卖方用户UID', { facet: true }),
    field('sellerName', '卖家姓名', 'Seller', 'name', '卖方姓名|卖家昵称|卖方昵称|卖家|卖方|卖家实名'),
    field('method', '支付方式', 'Paid by', 'text', '付款方式|收款方式|支付渠道', { facet: true }),
    field('payeeAccount', '收款账号', 'Paid to', 'account', '收款账户|收款卡号|卖家收款账号|收款银行卡号|卖方收款账号'),
    field('payeeName', '收款人', 'Payee', 'name', '收款人姓名|收款户名|收款姓名'),
    field('payeeBank', '收款银行', 'Payee bank', 'text', '收款开户行'),
    field('result', '订单状态', 'Result', 'result', '状态|交易状态|成交状态|委托状态', { says: 'status|result|order status|trade status', shown: true, facet: true }),
    field('time', '下单时间', 'Time', 'time', '创建时间|交易时间|成交时间|时间|订单时间|委托时间|日期|交易日期', { says: 'time|date|create time|order time|trade time', shown: true }),
    field('doneAt', '完成时间', 'Done at', 'time', '放币时间|放行时间|订单完成时间|付款时间|支付时间'),
    field('ip', 'IP', 'IP address', 'ip', 'IP地址|下单IP|操作IP'),
    field('remark', '备注', 'Remark', 'text', '', { says: 'remark' }),
  ],
  plain: 'info',
  // A user and another side or the house they trade at: trades of shares have neither.
  needs: [['coin'], ['quantity', 'amount'], ['price', 'amount'], ['uid', 'counterUid', 'buyerUid', 'sellerUid'], ['uid', 'counterUid', 'counterName', 'buyerUid', 'sellerUid', 'site', 'method', 'payeeAccount'], ['side', 'buyerUid', 'sellerUid'], ['time', 'number']],
  rowNeeds: [['coin'], ['quantity', 'amount']],
  titleWords: ['OTC', '法币交易', '币币', '交易所', 'USDT', '虚拟币', 'C2C'],
  timeField: 'time', amountField: 'amount', resultField: 'result', onlySuccess: true, currency: { field: 'currency', amounts: ['amount'] },
  derive: [{ how: 'siteName', field: 'site' }, { how: 'apart', name: 'payeeName', account: 'payeeAccount', bank: 'payeeBank' }, { how: 'fallback', from: ['doneAt'], into: 'time' }],
  sameFact: ['site', 'number', 'uid', 'side', 'coin', 'quantity', 'amount', 'currency', 'counterUid', 'buyerUid', 'sellerUid', 'time'], sameFactCore: [['number', 'time'], ['coin'], ['quantity', 'amount']], sameFactNeeds: ['number'],
  contradicts: { key: ['site', 'number', 'uid', 'side'], differ: ['coin', 'quantity', 'amount', 'currency', 'counterUid', 'result'], acrossSheets: true },
  indexes: [['number']],
  roles: [
    { role: 'own', kind: 'siteAccount', nameZh: '用户', nameEn: 'User', keys: [{ identifier: 'siteAccount', fields: ['uid'], site: 'site' }], identifiers: [{ kind: 'siteAccount', field: 'uid' }], attributes: ['name'] },
    { role: 'counter', kind: 'siteAccount', nameZh: '对手', nameEn: 'Other side', keys: [{ identifier: 'siteAccount', fields: ['counterUid'], site: 'site' }], identifiers: [{ kind: 'siteAccount', field: 'counterUid' }], attributes: ['counterName'] },
    { role: 'buyer', kind: 'siteAccount', nameZh: '买家', nameEn: 'Buyer', keys: [{ identifier: 'siteAccount', fields: ['buyerUid'], site: 'site' }], identifiers: [{ kind: 'siteAccount', field: 'buyerUid' }], attributes: ['buyerName'] },
    { role: 'seller', kind: 'siteAccount', nameZh: '卖家', nameEn: 'Seller', keys: [{ identifier: 'siteAccount', fields: ['sellerUid'], site: 'site' }], identifiers: [{ kind: 'siteAccount', field: 'sellerUid' }], attributes: ['sellerName'] },
    { role: 'payee', kind: 'bankAccount', nameZh: '收款账户', nameEn: 'Receiving account', keys: [{ identifier: 'account', fields: ['payeeAccount'] }], identifiers: [{ kind: 'card', field: 'payeeAccount' }], attributes: ['payeeName', 'payeeBank'] },
  ],
  links: [
    // The arrow goes the way of the money: from who buys coins to who sells them.
    { id: 'buys', linkKind: 'buysCoins', from: 'own', to: 'counter', amount: 'amount', quantity: 'quantity', time: 'time', where: { field: 'side', values: ['buy'] } },
    { id: 'sells', linkKind: 'buysCoins', from: 'counter', to: 'own', amount: 'amount', quantity: 'quantity', time: 'time', where: { field: 'side', values: ['sell'] } },
    { id: 'trade', linkKind: 'buysCoins', from: 'buyer', to: 'seller', amount: 'amount', quantity: 'quantity', time: 'time' },
    { id: 'counterAccount', linkKind: 'uses', from: 'counter', to: 'payee', time: 'time', where: { field: 'side', values: ['buy'] } },
    { id: 'ownAccount', linkKind: 'uses', from: 'own', to: 'payee', time: 'time', where: { field: 'side', values: ['sell'] } },
    { id: 'sellerAccount', linkKind: 'uses', from: 'seller', to: 'payee', time: 'time' },
  ],
})
