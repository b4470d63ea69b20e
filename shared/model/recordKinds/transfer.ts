import { defineKind, format } from './build.ts'
import { transferFields } from './transferFields.ts'

/** A person's ID number as against an 18-character organisation code. */
const personId = '^(?:\\d{6}(?:18|19|20)\\d{2}(?:0[1-9]|1[0-2])\\d{5}[\\dX]|(?!.{18}$).*)$'
/** Logins of wallets among account numbers: e-mail, mobile number, Alipay user id. */
const walletLogin = '@|^1[3-9]\\d{9}$|^2088\\d{12}$'

export const transfer = defineKind({
  id: 'transfer', nameZh: '资金往来', nameEn: 'Transfers', icon: 'arrow-left-right',
  formats: [
    format('bank_tx_ga', '银行交易明细（公安资金查控）', 'Bank transactions, police fund-query return', 'A', '交易卡号|交易账号|交易时间|交易金额|收付标志|交易对手账卡号|摘要说明'),
    format('bank_tx_antifraud', '查询账号流水（电诈止付平台）', 'Anti-fraud platform statement', 'B', '查询账号|对方账号姓名|对方账号卡号|借贷标志|交易结果'),
    format('bank_tx_aml', '反洗钱协查交易明细附件', 'AML-centre annex', 'B', '付款方账号|付款方名称|收款方账号|收款方名称|原币金额|报告机构'),
    format('bank_tx_icbc', '工商银行借记卡流水', 'ICBC debit statement', 'A', '交易日期|摘要|交易场所|交易金额(收入)|交易金额(支出)|记账金额(收入)|记账金额(支出)|对方户名'),
    format('bank_tx_boc', '中国银行交易流水明细', 'BOC statement', 'A', '记账日期|记账时间|币别|金额|余额|交易名称|对方账户名|对方卡号/账号'),
    format('bank_tx_spdb', '浦发银行借记卡流水', 'SPDB debit statement', 'A', '顺序号|交易日期|交易类型|存入金额|取出金额|余额|交易对手名称|交易对手账号'),
    format('bank_tx_userside', '个人网银/手机银行流水', 'User-side e-banking export', 'A', '交易日期|交易金额|余额|摘要'),
    format('alipay_dz_account_detail', '支付宝调证-账户明细', 'Alipay return: account detail', 'A', '交易号|商户订单号|交易创建时间|用户信息|交易对方信息|消费名称|对应的协查数据'),
    format('alipay_dz_balance', '支付宝调证-余额明细', 'Alipay return: balance ledger', 'B', '交易订单号/外部流水号|银行处理日期|收入金额(+)（元）'),
    format('alipay_dz_transfer', '支付宝调证-转账明细', 'Alipay return: transfers', 'A', '付款方支付宝账号|收款方支付宝账号|转账金额（元）'),
    format('alipay_dz_withdraw', '支付宝调证-提现记录', 'Alipay return: withdrawals', 'B', '提现流水号|会员银行账号'),
    format('alipay_user_app', '支付宝个人账单（手机端）', 'Alipay user bill (app)', 'A', '交易时间|交易分类|交易对方|对方账号|商品说明|收/支|收/付款方式'),
    format('alipay_user_web', '支付宝交易记录明细查询（网页端）', 'Alipay user bill (web)', 'A', '交易号|商家订单号|交易创建时间|服务费（元）|成功退款（元）|资金状态'),
    format('third_pay_summary', '第三方支付查控-支付流水汇总', 'Third-party payment return', 'B', '支付订单号|交易主体的出入账标识|付款方的支付帐号|收款方的支付帐号'),
    format('tenpay_trades', '财付通交易明细', 'Tenpay trades', 'A', '用户ID|交易单号|大单号|借贷类型|交易金额(分)|对手方ID'),
    format('wechat_user_bill', '微信支付账单明细', 'WeChat user bill', 'A', '交易时间|交易类型|交易对方|商品|收/支|金额(元)|支付方式|当前状态|交易单号'),
    format('crypto_transfer', '链上转账导出', 'On-chain token transfers', 'A', '交易哈希|发送方|接收方|代币符号'),
  ],
  fields: transferFields,
  needs: [['time', 'date'], ['amount', 'amountIn', 'amountOut', 'originalIn', 'originalOut', 'tokenAmount']],
  rowNeeds: [['time'], ['amount', 'tokenAmount']],
  titleWords: ['交易明细', '流水', '账户明细', '转账明细', '余额明细', '对账单', '账单', '资金', '收款账户', 'TENPAYTRADES'],
  timeField: 'time', amountField: 'amount', directionField: 'direction', resultField: 'result',
  derive: [
    { how: 'joinClock', date: 'date', time: 'time' },
    { how: 'fallback', from: ['paidAt'], into: 'time' },
    { how: 'fallback', from: ['bookedCurrency'], into: 'currency' },
    { how: 'fallback', from: ['payOrder', 'withdrawNumber'], into: 'serial' },
    { how: 'fallback', from: ['postscript', 'tradeName'], into: 'summary' },
    { how: 'fallback', from: ['status'], into: 'result' },
    { how: 'pair', in: ['amountIn', 'originalIn'], out: ['amountOut', 'originalOut'], amount: 'amount', direction: 'direction' },
    { how: 'signed', amount: 'amount', direction: 'direction' },
    { how: 'split', from: 'ownInfo', id: 'ownPayment', name: 'ownName' },
    { how: 'split', from: 'counterInfo', id: 'counterPayment', name: 'counterName' },
    {
      how: 'sides', direction: 'direction', subject: ['ownCard'],
      payer: ['payerAccount', 'payerName', 'payerIdNumber', 'payerBank', 'payerPayment', 'fromWallet'], payee: ['payeeAccount', 'payeeName', 'payeeIdNumber', 'payeeBank', 'payeePayment', 'toWallet'],
      own: ['ownAccount', 'ownName', 'ownIdNumber', 'ownBank', 'ownPayment'], counter: ['counterAccount', 'counterName', 'counterIdNumber', 'counterBank', 'counterPayment'],
    },
  ],
  sameFact: ['ownCard', 'ownAccount', 'ownPayment', 'time', 'amount', 'direction', 'counterAccount', 'counterPayment', 'counterName', 'balance', 'serial', 'hash'],
  contradicts: { key: ['ownCard', 'ownAccount', 'time', 'amount', 'direction', 'serial'], differ: ['balance', 'counterAccount', 'result'], acrossSheets: true },
  sameFactNeeds: ['serial', 'balance', 'hash'],
  indexes: [['e_own', 'e_counter', 'time']],
  // By the resolved accounts: a statement may name its own account by card or by account number.
  mirror: { own: 'e_own', counter: 'e_counter', direction: 'direction', amount: 'amount', time: 'time', seconds: 3 },
  roles: [
    {
      role: 'own', kind: 'bankAccount', nameZh: '本方账户', nameEn: 'Own account', label: 'ownCard',
      keys: [{ identifier: 'account', fields: ['ownCard'] }, { identifier: 'account', fields: ['ownAccount'] }],
      identifiers: [{ kind: 'card', field: 'ownCard' }, { kind: 'account', field: 'ownAccount' }], attributes: ['ownName', 'ownBank'],
    },
    { role: 'counter', kind: 'bankAccount', nameZh: '对手账户', nameEn: 'Counter account', only: { field: 'counterAccount', pattern: walletLogin, not: true }, keys: [{ identifier: 'account', fields: ['counterAccount'] }], identifiers: [{ kind: 'account', field: 'counterAccount' }], attributes: ['counterName', 'counterBank'] },
    { role: 'ownPay', kind: 'paymentAccount', nameZh: '本方支付账户', nameEn: 'Own payment account', keys: [{ identifier: 'payment', fields: ['ownPayment'] }], identifiers: [{ kind: 'payment', field: 'ownPayment' }], attributes: ['ownName'] },
    { role: 'counterPay', kind: 'paymentAccount', nameZh: '对方支付账户', nameEn: 'Counter payment account', keys: [{ identifier: 'payment', fields: ['counterPayment'] }], identifiers: [{ kind: 'payment', field: 'counterPayment' }], attributes: ['counterName'] },
    { role: 'counterLogin', kind: 'paymentAccount', nameZh: '对方支付登录名', nameEn: 'Counter payment login', only: { field: 'counterAccount', pattern: walletLogin }, keys: [{ identifier: 'payment', fields: ['counterAccount'] }], identifiers: [{ kind: 'payment', field: 'counterAccount' }], attributes: ['counterName'] },
    { role: 'fromChain', kind: 'paymentAccount', nameZh: '转出地址', nameEn: 'From wallet', keys: [{ identifier: 'wallet', fields: ['fromWallet'] }], identifiers: [{ kind: 'wallet', field: 'fromWallet' }] },
    { role: 'toChain', kind: 'paymentAccount', nameZh: '转入地址', nameEn: 'To wallet', keys: [{ identifier: 'wallet', fields: ['toWallet'] }], identifiers: [{ kind: 'wallet', field: 'toWallet' }] },
    { role: 'holder', kind: 'person', nameZh: '本方户主', nameEn: 'Own holder', label: 'ownName', keys: [{ identifier: 'id', fields: ['ownIdNumber'] }], only: { field: 'ownIdNumber', pattern: personId }, identifiers: [{ kind: 'idNumber', field: 'ownIdNumber' }], attributes: ['ownName'] },
    { role: 'holderOrganisation', kind: 'organisation', nameZh: '本方单位', nameEn: 'Own organisation', label: 'ownName', keys: [{ identifier: 'creditCode', fields: ['ownIdNumber'] }], only: { field: 'ownIdNumber', pattern: personId, not: true }, identifiers: [{ kind: 'creditCode', field: 'ownIdNumber' }], attributes: ['ownName'] },
    { role: 'counterHolder', kind: 'person', nameZh: '对手户主', nameEn: 'Counter holder', label: 'counterName', keys: [{ identifier: 'id', fields: ['counterIdNumber'] }], only: { field: 'counterIdNumber', pattern: personId }, identifiers: [{ kind: 'idNumber', field: 'counterIdNumber' }], attributes: ['counterName'] },
    { role: 'counterOrganisation', kind: 'organisation', nameZh: '对手单位', nameEn: 'Counter organisation', label: 'counterName', keys: [{ identifier: 'creditCode', fields: ['counterIdNumber'] }], only: { field: 'counterIdNumber', pattern: personId, not: true }, identifiers: [{ kind: 'creditCode', field: 'counterIdNumber' }], attributes: ['counterName'] },
  ],
  links: [
    { id: 'bank', linkKind: 'transfer', from: 'own', to: 'counter', direction: 'direction', amount: 'amount', time: 'time' },
    { id: 'pay', linkKind: 'transfer', from: 'ownPay', to: 'counterPay', direction: 'direction', amount: 'amount', time: 'time' },
    { id: 'toBank', linkKind: 'transfer', from: 'ownPay', to: 'counter', direction: 'direction', amount: 'amount', time: 'time' },
    { id: 'toPay', linkKind: 'transfer', from: 'own', to: 'counterPay', direction: 'direction', amount: 'amount', time: 'time' },
    { id: 'payToLogin', linkKind: 'transfer', from: 'ownPay', to: 'counterLogin', direction: 'direction', amount: 'amount', time: 'time' },
    { id: 'toLogin', linkKind: 'transfer', from: 'own', to: 'counterLogin', direction: 'direction', amount: 'amount', time: 'time' },
    { id: 'chain', linkKind: 'transfer', from: 'fromChain', to: 'toChain', time: 'time' },
    { id: 'holds', linkKind: 'holds', from: 'holder', to: 'own', time: 'time' },
    { id: 'organisationHolds', linkKind: 'holds', from: 'holderOrganisation', to: 'own', time: 'time' },
    { id: 'holdsPay', linkKind: 'holds', from: 'holder', to: 'ownPay', time: 'time' },
    { id: 'counterHolds', linkKind: 'holds', from: 'counterHolder', to: 'counter', time: 'time' },
    { id: 'counterOrganisationHolds', linkKind: 'holds', from: 'counterOrganisation', to: 'counter', time: 'time' },
  ],
})
