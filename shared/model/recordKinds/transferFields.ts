/** Fields of a transfer: the union of what banks, wallets and chains call their columns. Own side first, then the other side. */
import type { Field, FieldContext } from '../define.ts'
import { currencyChoices } from '../currency.ts'
import { wayTitle } from '../wayWords.ts'
import { field } from './build.ts'

/** Whose statement it is, as a line above it or the name of its sheet, file or folder tells. */
const namedAfter = (owner: 'name' | 'number' | 'idNumber', unless: readonly string[], notIn: readonly string[]): readonly FieldContext[] =>
  (['title', 'sheetName', 'fileName', 'path'] as const).map((from) => ({ from, owner, unless, notIn }))
/** Columns that tell themselves which way a row went. */
const waysInColumns = ['direction', 'amountIn', 'amountOut', 'originalIn', 'originalOut', 'payerAccount', 'payerName', 'payerPayment', 'payeeAccount', 'payeeName', 'payeePayment', 'fromWallet', 'toWallet']
const ownNumbers = ['ownCard', 'ownAccount', 'ownPayment']

const ownSide: readonly Field[] = [
  field('ownCard', '本方卡号', 'Own card', 'card', '交易卡号|交易账卡号|交易卡|卡号|银行卡号|查询卡号|借记卡号|主账户|交易介质|客户卡号', { says: 'card|accountCard|customer card|account card|holder card|user card|query card', shown: true, facet: true, 
    context: [
      { from: 'preamble', pattern: '(?:卡号|账号|账户)\\s*[::,,\\t ]*\\[?\\s*([0-9]{12,19})(?![0-9*])' },
      { from: 'title', pattern: '(?:卡号|账号|账户)\\s*[::,,\\t ]*\\[?\\s*([0-9]{12,19})(?![0-9*])' },
      // A masked number is no account, but whose statement it is stands there.
      { from: 'preamble', pattern: '(?:卡号|账号|账户)\\s*[::,,\\t ]*\\[?\\s*([0-9]{3,10}[*＊]{2,}[0-9]{2,6})' },
      // Blocks of an annex: (1)张三：6222…
      { from: 'preamble', pattern: '^\\s*[(（][0-9]{1,4}[)）].*?[::：]\\s*([0-9]{12,19})(?![0-9])' },
      ...namedAfter('number', ownNumbers, ['counterAccount']),
    ],
  }),
  field('ownAccount', '本方账号', 'Own account', 'account', '交易账号|账号|帐号|银行账号|查询账号|账户|户口号|我方账号', { says: 'account|customer account|save account|user account' }),
  field('ownName', '本方户名', 'Own name', 'name', '交易户名|交易方户名|账户开户名称|户名|本方姓名|账户名称|客户名称|主体名称|账号姓名|用户侧账号名称|客户姓名', { says: 'holder|own holder|customer holder|own name|own fullName|own organ|save|save name|save fullName|customer name|customer fullName|open fullName|open name', shown: true, facet: true, 
    context: [{ from: 'fileName', pattern: '([\\u4e00-\\u9fa5·]{2,6})[、:]\\s*[0-9]{12,19}' }, { from: 'preamble', pattern: '(?:户名|姓名|客户名称)\\s*[::]\\s*\\[?([\\u4e00-\\u9fa5·]{2,20})' }, { from: 'preamble', pattern: '^\\s*[(（][0-9]{1,4}[)）]\\s*([\\u4e00-\\u9fa5·]{2,30})' }, { from: 'preamble', pattern: '^微信昵称\\s*[:：]\\s*\\[?([^\\]\\s]+)' }, ...namedAfter('name', ['ownName', ...ownNumbers], ['counterName'])],
  }),
  field('ownIdNumber', '本方证件号码', 'Own ID number', 'idNumber', '交易证件号码|交易方证件号码|交易证件号|开户人证件号码|证件号码|身份证号|证照号码|证件号', { says: 'idNumber|customer idNumber|holder idNumber|open idNumber|save idNumber|own idNumber',
    context: namedAfter('idNumber', ['ownIdNumber', ...ownNumbers], ['counterIdNumber']),
  }),
  field('ownBank', '本方开户行', 'Own bank', 'text', '交易方开户行|开户银行|账号开户银行|开户行|银行名称|反馈单位|用户侧银行名称|银行类型', { says: 'bank|own bank|belongs bank|account bank|card bank|open bank|holder bank|card belongs bank', facet: true }),
  field('ownPayment', '本方支付账号', 'Own payment account', 'alipay', '用户ID|支付宝账户|支付宝用户ID|支付宝用户id|用户号', { says: 'alipay|own alipay', facet: true,
    context: [{ from: 'preamble', pattern: '支付宝账户\\s*[::]\\s*\\[?([^\\s\\],,]+)' }, { from: 'preamble', pattern: '^账号\\s*[::]\\s*\\[([^\\]]+@[^\\]]+|1\\d{10})\\]' }],
  }),
  field('ownInfo', '用户信息', 'User info', 'text', ''),
]

const core: readonly Field[] = [
  field('time', '交易时间', 'Time', 'time', '交易日期时间|发生时间|入账时间|记账时间|交易创建时间|到账时间|操作时间|本地时间(UTC+8)|本地时间|交易发生日期|申请日期和时间|时间', { says: 'time|dateTime|pay2 time|remit time|serial time|in time|book time', shown: true, 
  }),
  field('date', '交易日期', 'Date', 'time', '记账日期|账务日期|入账日期|交易日|日期', { says: 'date|occur date|pay2 date|remit date|settle date|in date|book date|serial date' }),
  field('amount', '交易金额', 'Amount', 'money', '金额|交易额|发生额|记账金额|人民币金额|结算金额|原币金额|转账金额|提现金额|交易金额(分)|发送金额(分)', { says: 'money|pay2 money|pay money|remit money|serial money|occur', shown: true, summed: true, 
  }),
  field('amountIn', '收入金额', 'Amount in', 'money', '贷方发生额|贷方金额|存入金额|存入|转入金额|收入(+元)|收入金额(+)(元)|收入金额(+)|记账金额(收入)|收入|贷方', { says: 'in money|in|save money|save|credit money|credit|credit in|credit in money|collect money|in occur' }),
  field('amountOut', '支出金额', 'Amount out', 'money', '借方发生额|借方金额|取出金额|转出金额|支出(-元)|支出金额(-)(元)|支出金额(-)|记账金额(支出)|支出|取出|借方', { says: 'out money|out|draw money|draw|debit money|debit|debit out|debit out money|out occur' }),
  field('originalIn', '交易金额(收入)', 'Amount in, transaction currency', 'money', ''),
  field('originalOut', '交易金额(支出)', 'Amount out, transaction currency', 'money', ''),
  field('direction', '收付标志', 'Direction', 'direction', '借贷标志|借贷方向|借贷标识|借贷|借贷类型|收支类型|收/支|收/支/其他|收入/支出|方向|进出标志|存取标志|交易方向(D:借C:贷)|交易方向|交易主体的出入账标识|1:收入 2:支出|类型(1:收入 2:支出)', { says: 'inout|inout flag|inout dir|inout type|inout status|dir|dir flag|other flag|debit credit flag|debit credit|in out|in out flag', shown: true, facet: true, 
    context: (['title', 'sheetName'] as const).map((from) => ({ from, pattern: wayTitle, unless: waysInColumns, own: true })),
  }),
  field('balance', '交易余额', 'Balance', 'money', '余额|账户余额|联机余额|本次余额|交易后余额|账户余额(分)', { says: 'balance|remain money|remain|stock balance|after balance|account balance|card balance|save balance|account after balance|stock' }),
  field('currency', '币种', 'Currency', 'choice', '交易币种|货币|币别|交易货币|货币名称', { says: 'currency|original currency|account currency|original', facet: true,
    choices: currencyChoices,
    context: [{ from: 'preamble', pattern: '(?:币种|货币|Currency)\\s*[::]\\s*\\[?([\\u4e00-\\u9fa5A-Za-z$]{1,12})' }],
  }),
  field('bookedCurrency', '记账币种', 'Booked currency', 'choice', '结算币种', { choices: currencyChoices }),
  field('status', '状态', 'Status', 'result', ''),
  field('result', '交易是否成功', 'Result', 'result', '交易结果|交易状态|当前状态', { says: 'success|success flag|pay2 status|pay2 result|trade status|trade result|transfer status|transfer result|dispose status|dispose result|trade dispose result|trade result status|result explain', facet: true }),
]

const counterSide: readonly Field[] = [
  field('counterAccount', '对手账卡号', 'Counter account', 'account', '交易对手账卡号|对手账号|对手卡号|对方账号|对方帐号|对方卡号|交易对方账号|对方账号卡号|对方账户|对方帐户|对方卡号/账号|交易对手账号|交易对方卡号|对手方银行卡号|会员银行账号', { says: 'other|other info|other account|other bank account|other bank card|other card|other accountCard|other account card|other customer account', shown: true, facet: true, 
  }),
  field('counterName', '对手户名', 'Counter name', 'name', '对方户名|对方姓名|对方名称|对方账户名|对方账号姓名|对方客户名称|交易对手名称|交易对方名称|交易对手|交易对方|对手侧账户名称|对手信息', { says: 'other|other name|other fullName|other nick|other holder|other organ|other customer|other account name|other customer name|other customer fullName|other person|other shop', shown: true, facet: true, 
  }),
  field('counterIdNumber', '对手身份证号', 'Counter ID number', 'idNumber', '对手证件号|对手证件号码|对方证件号|对方证件号码', { says: 'other idNumber' }),
  field('counterBank', '对手开户银行', 'Counter bank', 'text', '对手开户行|对方开户行|对方银行|对手行名|交易开户行|对手侧银行名称|会员开户银行', { says: 'other bank|other belongs bank|other account bank|other open bank|other branch|other card bank', facet: true }),
  field('counterBalance', '对手交易余额', 'Counter balance', 'money', '对手余额|对方余额'),
  field('counterPayment', '对方支付账号', 'Counter payment account', 'alipay', '对手方ID|对方支付宝账号|对方用户ID', { says: 'other alipay' }),
  field('counterInfo', '交易对方信息', 'Counter info', 'text', ''),
  field('payerAccount', '付款方账号', 'Payer account', 'account', '付款方银行卡所属银行卡号|付款账号|付款卡号', { says: 'pay account|remit account|out account|moneyOut account|pay card|remit card|out card|moneyOut card|pay accountCard|remit accountCard|out accountCard|moneyOut accountCard|pay account card|remit account card|out account card|moneyOut account card|pay|remit|out|moneyOut' }),
  field('payerName', '付款方名称', 'Payer name', 'name', '付款人|付款人名称', { says: 'pay name|remit name|out name|moneyOut name|pay fullName|remit fullName|out fullName|moneyOut fullName|pay holder|remit holder|out holder|moneyOut holder|pay organ|remit organ|out organ|moneyOut organ|pay person|remit person|out person|moneyOut person|pay account name|remit account name|out account name|moneyOut account name|pay|remit|out|moneyOut|sender|sender name|sender fullName' }),
  field('payerIdNumber', '付款方证件号码', 'Payer ID number', 'idNumber', '', { says: 'pay idNumber|remit idNumber|out idNumber|moneyOut idNumber' }),
  field('payerBank', '付款方银行', 'Payer bank', 'text', '付款方银行卡所属银行名称', { says: 'pay bank|pay branch|out branch|pay open branch|remit bank|out bank|moneyOut bank|pay open bank|remit open bank|out open bank|moneyOut open bank|pay account bank|remit account bank|out account bank|moneyOut account bank' }),
  field('payerPayment', '付款方支付账号', 'Payer payment account', 'alipay', '付款方支付宝账号|付款方的支付帐号', { says: 'pay alipay|remit alipay|out alipay|moneyOut alipay|sender number|sender account' }),
  field('payeeAccount', '收款方账号', 'Payee account', 'account', '收款方银行卡所属银行卡号|收款账号|收款卡号', { says: 'collect account|in account|moneyIn account|collect card|in card|moneyIn card|collect accountCard|in accountCard|moneyIn accountCard|collect account card|in account card|moneyIn account card|collect|in|moneyIn' }),
  field('payeeName', '收款方名称', 'Payee name', 'name', '接收方|收款方的商户名称|收款人|收款人名称|收款机构信息', { says: 'collect name|in name|moneyIn name|collect fullName|in fullName|moneyIn fullName|collect holder|in holder|moneyIn holder|collect organ|in organ|moneyIn organ|collect person|in person|moneyIn person|collect account name|in account name|moneyIn account name|collect merchant|in merchant|moneyIn merchant|collect|in|moneyIn|receiver|receiver name|receiver fullName' }),
  field('payeeIdNumber', '收款方证件号码', 'Payee ID number', 'idNumber', '', { says: 'collect idNumber|in idNumber|moneyIn idNumber' }),
  field('payeeBank', '收款方银行', 'Payee bank', 'text', '收款方银行卡所属银行名称', { says: 'collect bank|collect branch|in branch|collect open branch|in bank|moneyIn bank|collect open bank|in open bank|moneyIn open bank|collect account bank|in account bank|moneyIn account bank' }),
  field('payeePayment', '收款方支付账号', 'Payee payment account', 'alipay', '收款方支付宝账号|收款方的支付帐号', { says: 'collect alipay|in alipay|moneyIn alipay|receiver number|receiver account' }),
]

const details: readonly Field[] = [
  field('summary', '摘要', 'Summary', 'text', '摘要说明|交易摘要|交易说明|用途|摘要描述|客户摘要|商品|商品说明|商品名称|消费名称|交易描述|交易详情|转账产品名称|交易用途类型', { says: 'memo|purpose|describe|trade content|content|detail|detail explain|trade detail|business explain|trade explain|money explain|transfer purpose|pay purpose|money purpose', shown: true }),
  field('tradeType', '交易类型', 'Type', 'text', '业务类型|交易方式|交易渠道|渠道|交易分类|类型|交易业务类型|账变类型|提现类型', { says: 'type|way|way type|business type|trade type', facet: true }),
  field('payMethod', '支付方式', 'Paid with', 'text', '收/付款方式'),
  field('payKind', '支付类型', 'Payment type', 'text', ''),
  field('tradeName', '交易名称', 'Transaction name', 'text', ''),
  field('postscript', '附言', 'Postscript', 'text', '交易附言|客户附言', { says: 'postscript|remit postscript|customer postscript|remark postscript|pay postscript' }),
  field('fundStatus', '资金状态', 'Fund status', 'text', ''),
  field('fee', '服务费', 'Fee', 'money', '服务费(元)|手续费', { says: 'fee|cost|fee money' }),
  field('refund', '成功退款', 'Refunded', 'money', '成功退款(元)'),
  field('reversal', '冲退', 'Takes back', 'choice', '', { derived: true, facet: true, choices: { reversal: ['冲正'], refund: ['退款'], red: ['红字'], refunded: ['已退款'] } }),
  field('cash', '现金标志', 'Cash flag', 'text', '现转标志|现金/转账|钞汇标志|钞/汇'),
  field('branch', '交易网点名称', 'Branch', 'text', '交易网点|网点名称|交易机构|交易场所|报告机构', { says: 'branch|organ|trade bank|accept branch|accept organ|accept bank|trade branch|trade organ' }),
  field('branchCode', '交易网点代码', 'Branch code', 'serial', '网点代码|机构号'),
  field('place', '交易发生地', 'Place', 'text', '发生地|交易地点|交易国家或地区简称|交易来源地|来源地', { says: 'place|region|spend place|trade place|occur place' }),
  field('ip', 'IP地址', 'IP address', 'ip', 'IP|交易IP|交易支付设备ip|客户端ip', { says: 'ip|login ip|customer ip|user ip|visit ip|handler ip|trade time ip|device ip' }),
  field('mac', 'MAC地址', 'MAC address', 'mac', 'MAC', { says: 'mac|device mac' }),
  field('serial', '交易流水号', 'Serial number', 'serial', '流水号|交易记录ID|交易号|交易单号|交易订单号|交易订单号/外部流水号', { says: 'serial|number|billNo|bank serial|teller serial|trade number|business number|trade serial' }),
  field('payOrder', '支付订单号', 'Payment order', 'serial', ''),
  field('withdrawNumber', '提现流水号', 'Withdrawal number', 'serial', ''),
  field('clearingNumber', '清算流水号', 'Clearing number', 'serial', '充值流水号'),
  field('orderNumber', '商户订单号', 'Merchant order number', 'serial', '商家订单号|商户单号|大单号|关联订单号'),
  field('logNumber', '日志号', 'Log number', 'serial', '日 志 号|顺序号|序号'),
  field('voucher', '凭证号', 'Voucher', 'serial', '凭证号码', { says: 'voucher number|voucher row|voucher serial' }),
  field('slip', '传票号', 'Slip', 'serial', ''),
  field('voucherType', '凭证种类', 'Voucher type', 'text', '凭证类型'),
  field('terminal', '终端号', 'Terminal', 'serial', 'POS终端号', { says: 'terminalNo|terminal|terminal number|device terminal number|terminal codeNo' }),
  field('teller', '交易柜员号', 'Teller', 'serial', '柜员号', { says: 'teller|handler teller' }),
  field('merchant', '商户名称', 'Merchant', 'text', '', { says: 'merchant|spend merchant|accept merchant' }),
  field('ownThirdParty', '第三方账户名称', 'Third party, own side', 'text', ''),
  field('counterThirdParty', '对手侧第三方账户名称', 'Third party, other side', 'text', '第三方账户名称(2)'),
  field('indirect', '间联/非间联交易', 'Indirect', 'text', ''),
  field('fund', '基金公司信息', 'Fund', 'text', ''),
  field('merchantNumber', '商户号', 'Merchant number', 'serial', '商户代码'),
  field('ownSettlement', '用户侧网银联单号', 'Own settlement number', 'serial', ''),
  field('counterSettlement', '对手侧网银联单号', 'Counter settlement number', 'serial', ''),
  field('network', '网联/银联', 'Clearing network', 'text', ''),
  field('counterNetwork', '对手侧网联/银联', 'Clearing network, other side', 'text', '网联/银联(2)'),
  field('utcTime', 'UTC时间', 'UTC time', 'time', '', { zone: 0 }),
  field('fundingCard', '用户银行卡号', 'Funding card', 'card', ''),
  field('counterTime', '对手方接收时间', 'Received at', 'time', '接收时间'),
  field('counterAmount', '对手方接收金额', 'Amount received', 'money', '对手方接收金额(分)|接收金额(分)'),
  field('paidAt', '付款时间', 'Paid at', 'time', '处理时间|银行处理日期'),
  field('changedAt', '最近修改时间', 'Changed at', 'time', '最后修改时间'),
  field('remark', '备注', 'Remark', 'text', '说明|备注说明|备注1', { says: 'remark|bank remark|else remark|else explain|else' }),
  field('remark2', '备注2', 'Second remark', 'text', ''),
  field('failure', '查询反馈结果原因', 'Feedback reason', 'text', '反馈原因|失败原因|返回原因'),
  field('queryKey', '对应的协查数据', 'Queried key', 'text', ''),
  field('fromWallet', '发送方', 'From wallet', 'wallet', '发送方地址|From', { says: 'sender|sender wallet|out wallet|pay wallet' }),
  field('toWallet', '接收方地址', 'To wallet', 'wallet', '接收方钱包|To', { says: 'receiver|receiver wallet|in wallet|collect wallet' }),
  field('token', '代币符号', 'Token', 'text', '币名|Token', { facet: true }),
  field('tokenAmount', '代币数量', 'Token amount', 'decimal', '数量|币种数量', { scale: 6, summed: true }),
  field('contract', '代币地址', 'Token contract', 'wallet', '合约地址'),
  field('hash', '交易哈希', 'Transaction hash', 'serial', '区块链交易ID|TxHash'),
  field('block', '区块高度', 'Block', 'integer', ''),
]

export const transferFields: readonly Field[] = [...ownSide, ...core, ...counterSide, ...details]
