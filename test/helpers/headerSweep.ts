/**
 * The sweep over header spellings: in tables whose other headers are known, one header at a time is called otherwise, and what recognition makes of
 * it is counted. Two thirds of the spellings are to build on; a third, chosen by a hash, is held out and stands in no list of the program.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RawRow } from '../../electron/engine/import/formats/cells.ts'
import { recogniseSheet } from '../../electron/engine/import/recognise/recognise.ts'
import { recordKinds } from '../../shared/model/recordKinds/index.ts'

export interface Spelling {
  readonly kind: string
  /** Null for what no field of the kind may take. */
  readonly field: string | null
  readonly text: string
  readonly heldOut: boolean
}
export function readSpellings(): readonly Spelling[] {
  const file = join(import.meta.dirname, '../fixtures/headers/spellings.txt')
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .flatMap((line) => {
      const at = line.indexOf(':')
      const [kind = '', field = ''] = line.slice(0, at).split('.')
      return line
        .slice(at + 1)
        .trim()
        .split('|')
        .map((text) => ({
          kind,
          field: field === '-' ? null : field,
          text,
          heldOut: (createHash('sha256').update(text).digest()[0] ?? 0) % 3 === 0,
        }))
    })
}

type Make = (row: number) => string
const at =
  (...texts: readonly string[]): Make =>
  (row) =>
    texts[row % texts.length] ?? ''
const name = at('孙三', '李四', '周建国', '吴敏', '郑海燕', '王磊')
const owner = at('赵一明')
const card = at('6222021234567890128')
const cards = at('6228480011223344554', '6225887777888899992', '6217001234567890123', '6228480402564890018')
const account = at('310066123456789012', '100204987654321098', '330055123412341234')
const id = at('11010519491231002X', '440524188001010014', '110105199003074258')
const phone = at('13800138001', '13900139002', '13700137003', '15811112222')
const bank = at('工商银行上海分行', '建设银行杭州支行', '农业银行南京支行')
const place = at('上海市浦东新区', '江苏省南京市鼓楼区', '浙江省杭州市西湖区')
const address = at(
  '上海市浦东新区世纪大道100号3栋201室',
  '江苏省南京市鼓楼区中山路88号',
  '浙江省杭州市西湖区文三路9号',
)
const time: Make = (row) => `2023-05-0${row + 1} 1${row}:12:3${row}`
const date: Make = (row) => `2023-05-0${row + 1}`
const money: Make = (row) => `${(row * 731 + 120) % 5000}.5${row}`
const count: Make = (row) => String((row * 7 + 3) % 40 || 1)
const login = at('abc123', 'tom888', 'lucky66', 'wang_x9', 'vip7788', 'k2023k')
const agent = at('dl001', 'dl002', 'dl001')
const serial: Make = (row) => `BT2023050${row}88${row}761`
const ip: Make = (row) => `113.24.${row + 7}.1${row}`
const text = at('转账', '货款', '生活费', '往来款')
const remark = at('已核对', '', '存疑')
const empty = at('')
const known: Readonly<Record<string, Make>> = {
  idNumber: id,
  card: cards,
  account,
  phone,
  time,
  date,
  money,
  ip,
  serial,
  integer: count,
  decimal: money,
  percent: at('45', '30.5', '20'),
  name,
  title: at('《古堡疑云》', '《长夜》', '《雾都》'),
  siteAccount: login,
  mac: at('00-1A-2B-3C-4D-5E', '00-1A-2B-3C-4D-6F'),
  imei: at('490154203237518', '356938035643809'),
  imsi: at('460001234567890', '460011234567891'),
  wechat: at('wxid_a1b2c3d4', 'zhao_yi88'),
  qq: at('123456789', '987654321'),
  alipay: at('zhao@163.com', '13800138001'),
  email: at('a@qq.com', 'b@163.com'),
  plate: at('沪A12345', '苏B6789Z'),
  domain: at('www.abc-bet.com', 'm.goldsite.net'),
  wallet: at('TQ5nKz8fYwVmAbCdEfGhJkLmNpQrStUvWx', 'TXa1b2c3d4e5f6g7h8j9kLmNpQrStUvWxY'),
  text: remark,
}
/** A table: fields with the headers they stand under, and how their values look where the type does not say it. */
interface Table {
  readonly kind: string
  readonly sheetName?: string
  readonly title?: string
  readonly columns: readonly (readonly [field: string, header: string, make?: Make])[]
}
const out: Make = (row) => (row % 2 === 0 ? money(row) : '')
const into: Make = (row) => (row % 2 === 1 ? money(row) : '')
const running: Make = (row) => `${9000 - row * 13}.2${row}`
const direction = at('出', '进')
const pieces = at('壹部', '120', '36', '3', '12')
const tables: readonly Table[] = [
  {
    kind: 'transfer',
    columns: [
      ['ownCard', '交易卡号', card],
      ['ownAccount', '交易账号', at('310066123456789012')],
      ['ownName', '交易户名', owner],
      ['ownIdNumber', '交易证件号码', at('11010519491231002X')],
      ['ownBank', '交易方开户行', at('工商银行上海分行')],
      ['time', '交易时间'],
      ['amount', '交易金额'],
      ['direction', '收付标志', direction],
      ['balance', '交易余额', running],
      ['currency', '交易币种', at('CNY', '人民币')],
      ['result', '交易是否成功', at('成功', '成功')],
      ['counterAccount', '交易对手账卡号', cards],
      ['counterName', '对手户名', name],
      ['counterIdNumber', '对手身份证号', id],
      ['counterBank', '对手开户银行', bank],
      ['summary', '摘要说明', text],
      ['tradeType', '交易类型', at('网银', '手机银行', 'ATM')],
      ['serial', '交易流水号'],
      ['branch', '交易网点名称', at('上海分行营业部', '浦东支行')],
      ['place', '交易发生地', place],
      ['ip', 'IP地址'],
      ['mac', 'MAC地址'],
      ['teller', '交易柜员号', at('88012', '88013')],
      ['voucher', '凭证号', at('A00123', 'A00124')],
      ['terminal', '终端号', at('T0012', 'T0013')],
      ['merchant', '商户名称', at('某超市', '某酒店')],
      ['postscript', '附言', text],
      ['remark', '备注', remark],
    ],
  },
  {
    kind: 'transfer',
    columns: [
      ['ownAccount', '账号', at('310066123456789012')],
      ['ownName', '户名', owner],
      ['date', '交易日期', date],
      ['amountOut', '支出金额', out],
      ['amountIn', '收入金额', into],
      ['balance', '余额', running],
      ['counterAccount', '对方账号', cards],
      ['counterName', '对方户名', name],
      ['counterBank', '对方开户行', bank],
      ['summary', '摘要', text],
      ['serial', '流水号'],
      ['fee', '手续费', at('0.50', '1.00')],
      ['-', '占位', empty],
    ],
  },
  {
    kind: 'transfer',
    columns: [
      ['time', '交易时间'],
      ['payerAccount', '付款方账号', cards],
      ['payerName', '付款方名称', owner],
      ['payerBank', '付款方银行', bank],
      ['payerIdNumber', '付款方证件号码', id],
      ['payeeAccount', '收款方账号', at('6217001234567890123', '6228480402564890018')],
      ['payeeName', '收款方名称', name],
      ['payeeBank', '收款方银行', bank],
      ['payeeIdNumber', '收款方证件号码', id],
      ['amount', '交易金额'],
      ['currency', '币种', at('CNY')],
      ['summary', '用途', text],
      ['remark', '备注', remark],
      ['-', '占位', empty],
    ],
  },
  {
    kind: 'call',
    columns: [
      ['ownNumber', '本机号码', at('13800138001')],
      ['direction', '呼叫类型', at('主叫', '被叫')],
      ['counterNumber', '对方号码', at('13900139002', '13700137003', '15811112222')],
      ['time', '通话开始时间'],
      ['endTime', '通话结束时间'],
      ['duration', '通话时长', at('65', '120', '8')],
      ['service', '业务类型', at('语音', '短信')],
      ['ownPlace', '通话地', at('上海', '南京')],
      ['counterPlace', '对方通话所在地', at('杭州', '合肥')],
      ['counterHome', '对方归属地', at('浙江杭州', '安徽合肥')],
      ['areaCode', 'LAC', at('6212', '6213')],
      ['cell', 'CI', at('41231', '41232')],
      ['station', '基站ID', at('460-00-6212', '460-00-6213')],
      ['cellName', '基站名称', at('世纪大道基站', '中山路基站')],
      ['longitude', '基站经度', at('121.473701', '118.796877')],
      ['latitude', '基站纬度', at('31.230416', '32.060255')],
      ['imei', 'IMEI'],
      ['imsi', 'IMSI'],
      ['counterImei', '对方IMEI号', at('490154203237518')],
      ['fee', '实收通信费', at('0.15', '0.30')],
      ['remark', '备注', remark],
      ['-', '占位', empty],
    ],
  },
  {
    kind: 'call',
    columns: [
      ['ownNumber', '本机号码', at('13800138001')],
      ['date', '通话日期', date],
      ['time', '通话时间', at('10:12:33', '11:02:05')],
      ['direction', '呼叫类型', at('主叫', '被叫')],
      ['counterNumber', '对方号码', at('13900139002', '13700137003')],
      ['duration', '通话时长', at('65', '120')],
    ],
  },
  {
    kind: 'call',
    columns: [
      ['caller', '主叫号码', at('13800138001', '13900139002', '13800138001')],
      ['callee', '被叫号码', at('13900139002', '13800138001', '13700137003')],
      ['time', '通话开始时间'],
      ['duration', '通话时长', at('65', '120', '8')],
      ['areaCode', 'LAC', at('6212', '6213')],
      ['cell', 'CI', at('41231', '41232')],
    ],
  },
  {
    kind: 'seizure',
    title: '扣押清单',
    columns: [
      ['number', '编号', count],
      ['name', '物品名称', at('剧本杀盒装', '手机', '电脑主机', '打印机', '账本')],
      ['feature', '特征', at('黑色', '华为P40', '联想', '惠普')],
      ['quantity', '数量', pieces],
      ['unit', '单位', at('部', '盒', '台')],
      ['volume', '体积', at('0.12', '4.08')],
      ['weight', '重量', at('1.5', '206.4')],
      ['value', '价值', at('3000.00', '120.00')],
      ['holder', '持有人', name],
      ['holderId', '嫌疑人身份证号', id],
      ['site', '扣押场所', at('仓库1号', '门店二')],
      ['address', '扣押地点', address],
      ['time', '扣押时间'],
      ['keeper', '保管人', at('王民警', '李库管')],
      ['status', '处理情况', at('已移送', '已发还')],
      ['nature', '物品性质', at('作案工具', '赃物')],
      ['document', '扣押决定书文号', at('沪公扣字〔2023〕12号')],
      ['officer', '办案民警', at('王警官', '李警官')],
      ['remark', '备注', remark],
      ['-', '占位', empty],
    ],
  },
  {
    kind: 'stockMove',
    columns: [
      ['direction', '出入库', at('入库', '出库')],
      ['date', '日期', date],
      ['number', '单据号', serial],
      ['place', '仓库', at('一号库', '二号库')],
      ['title', '品名', at('古堡疑云', '长夜', '雾都')],
      ['code', '品号', at('SP001', 'SP002')],
      ['spec', '规格', at('A4', '豪华版')],
      ['unit', '单位', at('套', '盒')],
      ['quantity', '数量', count],
      ['balance', '结存数量', at('120', '116')],
      ['party', '往来单位', at('甲印刷厂', '乙书店', '某公司')],
      ['price', '单价', at('45.00', '38.50')],
      ['amount', '金额'],
      ['handler', '经手人', name],
      ['remark', '备注', remark],
      ['-', '占位', empty],
    ],
  },
  {
    kind: 'stockMove',
    columns: [
      ['date', '日期', date],
      ['title', '品名', at('古堡疑云', '长夜', '雾都')],
      ['quantityIn', '入库数量', (row) => (row % 2 ? count(row) : '')],
      ['quantityOut', '出库数量', (row) => (row % 2 ? '' : count(row))],
      ['balance', '结存数量', at('120', '116')],
      ['handler', '经手人', name],
    ],
  },
  {
    kind: 'betSlip',
    columns: [
      ['number', '注单号', serial],
      ['account', '会员账号', login],
      ['agent', '上级代理', agent],
      ['time', '下注时间'],
      ['settledAt', '结算时间'],
      ['platform', '平台名称', at('AG', 'BBIN')],
      ['game', '游戏名称', at('百家乐', '足球')],
      ['play', '玩法', at('庄闲', '让球')],
      ['selection', '投注项', at('庄', '主队-0.5')],
      ['issue', '期号', at('20230501001', '20230501002')],
      ['odds', '赔率', at('0.95', '1.85')],
      ['stake', '下注金额', at('100', '200', '50')],
      ['valid', '有效投注', at('100', '180', '50')],
      ['winLoss', '输赢', at('-100', '170', '47.5')],
      ['rebate', '退水', at('0.5', '0.8')],
      ['share', '占成', at('45', '30')],
      ['status', '状态', at('已结算', '已取消')],
      ['ip', '下注IP'],
      ['-', '占位', empty],
    ],
  },
  {
    kind: 'deposit',
    columns: [
      ['number', '流水号', serial],
      ['type', '类型', at('充值', '提现')],
      ['account', '会员账号', login],
      ['name', '真实姓名', name],
      ['agent', '上级代理', agent],
      ['amount', '金额', at('100.00', '2000.00')],
      ['balanceBefore', '变动前余额', running],
      ['balanceAfter', '变动后余额', running],
      ['points', '点数', at('100', '2000')],
      ['payerAccount', '付款卡号', cards],
      ['payeeAccount', '收款卡号', at('6217001234567890123')],
      ['payeeName', '收款人', at('钱进')],
      ['payeeBank', '收款银行', bank],
      ['memberCard', '申请人银行卡号', at('6228480402564890018')],
      ['time', '时间'],
      ['result', '状态', at('成功', '失败')],
      ['method', '充值方式', at('网银', '支付宝')],
      ['operator', '受理人', at('客服1', '客服2')],
      ['fee', '手续费', at('0.00', '5.00')],
      ['remark', '备注', remark],
      ['-', '占位', empty],
    ],
  },
  {
    kind: 'deposit',
    columns: [
      ['depositNumber', '充值订单号', serial],
      ['account', '会员账号', login],
      ['depositAmount', '充值金额', at('100.00', '2000.00')],
      ['time', '时间'],
      ['result', '状态', at('成功', '失败')],
    ],
  },
  {
    kind: 'deposit',
    columns: [
      ['withdrawNumber', '提现流水号', serial],
      ['account', '会员账号', login],
      ['withdrawAmount', '申请提现金额', at('100.00', '2000.00')],
      ['memberCard', '申请人银行卡号', cards],
      ['time', '时间'],
      ['result', '状态', at('成功', '失败')],
    ],
  },
  {
    kind: 'memberAccount',
    columns: [
      ['account', '会员账号', login],
      ['nickname', '会员昵称', at('小王', '阿强')],
      ['name', '真实姓名', name],
      ['parent', '上级代理', agent],
      ['phone', '手机号'],
      ['card', '银行卡号', cards],
      ['wechat', '微信'],
      ['qq', 'QQ'],
      ['level', '会员层级', at('普通', '黄金')],
      ['balance', '账户余额'],
      ['depositSum', '充值金额'],
      ['withdrawSum', '提现金额'],
      ['below', '下级人数', count],
      ['registeredAt', '注册时间'],
      ['registeredIp', '注册IP'],
      ['lastIp', '最后登录IP'],
      ['lastAt', '最后登录时间'],
      ['status', '状态', at('正常', '停用')],
      ['remark', '备注', remark],
      ['-', '占位', empty],
    ],
  },
  {
    kind: 'agentAccount',
    columns: [
      ['account', '代理账号', at('dl001', 'dl002', 'dl003')],
      ['name', '姓名', name],
      ['parent', '上级账号', at('gd01', 'dl001')],
      ['level', '级别', at('股东', '总代', '代理')],
      ['share', '占成', at('45', '30')],
      ['rebate', '返水', at('0.5', '0.8')],
      ['commission', '返佣比例', at('10', '15')],
      ['subAgents', '下级代理数', count],
      ['members', '会员数', count],
      ['credit', '信用额度'],
      ['phone', '手机号'],
      ['card', '收款卡号', cards],
      ['wechat', '微信'],
      ['promotion', '推广链接', at('https://a.com/r/1', 'https://a.com/r/2')],
      ['registeredAt', '注册时间'],
      ['lastIp', '最后登录IP'],
      ['status', '状态', at('正常', '停用')],
      ['remark', '备注', remark],
      ['-', '占位', empty],
    ],
  },
  {
    kind: 'personRegister',
    title: '涉案人员登记表',
    columns: [
      ['number', '序号', count],
      ['name', '姓名', name],
      ['alias', '别名', at('老三', '阿四')],
      ['sex', '性别', at('男', '女')],
      ['idNumber', '身份证号', id],
      ['birth', '出生日期', at('1990-03-07', '1985-11-02')],
      ['age', '年龄', at('33', '38')],
      ['nation', '民族', at('汉族', '回族')],
      ['education', '文化程度', at('大专', '初中')],
      ['phone', '手机号码'],
      ['home', '户籍地址', address],
      ['address', '现住址', address],
      ['employer', '工作单位', at('某印刷公司', '无')],
      ['job', '职业', at('工人', '无业')],
      ['role', '涉案环节', at('印刷', '仓储', '销售')],
      ['superior', '上线', at('赵一明', '钱进')],
      ['arrivedAt', '到案时间'],
      ['arrivedPlace', '到案地点', place],
      ['charge', '涉嫌罪名', at('侵犯著作权罪', '开设赌场罪')],
      ['restraint', '强制措施', at('刑事拘留', '取保候审')],
      ['custody', '羁押场所', at('市看守所', '区看守所')],
      ['priors', '前科情况', at('无', '有盗窃前科')],
      ['amount', '涉案金额', at('120000.00', '35000.00')],
      ['wechat', '微信号'],
      ['qq', 'QQ号'],
      ['alipay', '支付宝账号'],
      ['cards', '银行卡号', cards],
      ['plate', '车牌号'],
      ['email', '邮箱'],
      ['remark', '备注', remark],
      ['-', '占位', empty],
    ],
  },
  {
    kind: 'saleOrder',
    columns: [
      ['number', '订单编号', at('250100001234567', '250100001234568')],
      ['shop', '店铺名称', at('某某专营店', '剧本小店')],
      ['buyer', '买家会员名', at('tb_123', '小明同学')],
      ['item', '宝贝标题', at('剧本杀《古堡疑云》盒装', '剧本杀《长夜》')],
      ['sku', '商品规格', at('标准版', '豪华版')],
      ['quantity', '宝贝总数量', count],
      ['price', '单价', at('45.00', '38.50')],
      ['paid', '买家实际支付金额'],
      ['refund', '退款金额', at('0.00', '12.00')],
      ['status', '订单状态', at('交易成功', '交易关闭')],
      ['receiver', '收货人姓名', name],
      ['phone', '联系手机'],
      ['address', '收货地址', address],
      ['createdAt', '订单创建时间'],
      ['paidAt', '订单付款时间'],
      ['shippedAt', '发货时间'],
      ['waybill', '物流单号', at('SF1234567890123', 'YT9876543210123')],
      ['courier', '物流公司', at('顺丰', '圆通')],
      ['remark', '订单备注', remark],
      ['-', '占位', empty],
    ],
  },
  {
    kind: 'waybill',
    columns: [
      ['number', '运单号', at('SF1234567890123', 'SF1234567890124')],
      ['time', '寄件时间'],
      ['sender', '寄件人', owner],
      ['senderPhone', '寄件手机', at('13800138001')],
      ['senderAddress', '寄件地址', address],
      ['receiver', '收件人', name],
      ['receiverPhone', '收件手机', phone],
      ['receiverAddress', '收件地址', address],
      ['goods', '托寄物', at('书籍', '纸盒')],
      ['weight', '计费重量', at('1.5', '3')],
      ['freight', '运费', at('12.00', '18.00')],
      ['collected', '代收货款', at('0.00', '120.00')],
      ['signedAt', '签收时间'],
      ['company', '快递公司', at('顺丰', '圆通')],
      ['-', '占位', empty],
    ],
  },
  {
    kind: 'login',
    title: '登录日志',
    columns: [
      ['account', '登录账号', login],
      ['ip', '客户端IP'],
      ['time', '操作发生时间'],
      ['place', '登录地', place],
      ['device', '设备', at('iPhone 12', '华为P40')],
      ['deviceNumber', 'IMEI'],
      ['-', '占位', empty],
    ],
  },
  {
    kind: 'accountHolder',
    title: '账户信息',
    columns: [
      ['name', '账户开户名称', name],
      ['idNumber', '开户人证件号码', id],
      ['card', '交易卡号', cards],
      ['account', '账号'],
      ['openedAt', '账号开户时间'],
      ['closedAt', '销户日期', date],
      ['balance', '账户余额'],
      ['bank', '账号开户银行', bank],
      ['branch', '开户网点', at('浦东支行', '鼓楼支行')],
      ['status', '账户状态', at('正常', '冻结')],
      ['accountType', '账户类型', at('I类户', '借记卡')],
      ['phone', '联系电话'],
      ['address', '通信地址', address],
      ['employer', '工作单位', at('某公司', '某厂')],
      ['-', '占位', empty],
    ],
  },
  {
    kind: 'printOrder',
    title: '印刷订单台账',
    columns: [
      ['date', '日期', date],
      ['number', '单号', serial],
      ['customer', '委托方', name],
      ['printer', '承印方', at('甲印刷厂', '乙印务')],
      ['title', '品名', at('古堡疑云', '长夜')],
      ['copies', '印数', at('500', '1000')],
      ['price', '单价', at('12.50', '8.00')],
      ['amount', '金额'],
      ['delivery', '交货地点', address],
    ],
  },
  {
    kind: 'website',
    title: '涉案网站域名',
    columns: [
      ['site', '网站名称', at('金鼎国际', '皇冠')],
      ['domain', '域名'],
      ['ip', 'IP地址'],
      ['provider', '服务商', at('阿里云', '某IDC')],
      ['from', '启用时间'],
      ['to', '停用时间'],
    ],
  },
  {
    kind: 'tip',
    title: '线索举报',
    columns: [
      ['time', '线索时间'],
      ['content', '线索内容', at('有人在仓库私印剧本杀，数量较大', '某网站可下注足球，代理拉人')],
      ['informant', '举报人', name],
      ['subject', '被举报人', name],
      ['phone', '涉案电话'],
      ['amount', '损失金额'],
    ],
  },
  {
    kind: 'work',
    title: '权利作品清单',
    columns: [
      ['title', '作品名称', at('古堡疑云', '长夜')],
      ['owner', '著作权人', at('某文化公司', '某工作室')],
      ['registration', '著作权登记号', at('国作登字-2021-A-01234567', '国作登字-2021-A-01234568')],
      ['price', '正版零售价', at('398.00', '458.00')],
    ],
  },
]
const rowsEach = 6

export type Outcome =
  'right' | 'dropped' | 'wrong' | 'wrongTold' | 'waits' | 'lost' | 'otherKind' | 'disturbs'
export interface Result extends Spelling {
  readonly outcome: Outcome
  readonly got: string
}
function makeOf(kind: string, field: string, given: Make | undefined): Make {
  if (given !== undefined) return given
  const type = recordKinds.find(({ id }) => id === kind)?.fields.find(({ id }) => id === field)?.type
  return known[type ?? 'text'] ?? remark
}
function rowsOf(table: Table, headers: readonly string[]): readonly RawRow[] {
  const lines = [
    ...(table.title === undefined ? [] : [[table.title]]),
    headers,
    ...Array.from({ length: rowsEach }, (_, row) =>
      table.columns.map(([field, , make]) => makeOf(table.kind, field, make)(row)),
    ),
  ]
  return lines.map((cells, index) => ({ row: index + 1, cells, marks: null }))
}
function recognised(table: Table, headers: readonly string[]): ReturnType<typeof recogniseSheet> {
  return recogniseSheet(
    rowsOf(table, headers),
    {
      index: 0,
      name: table.sheetName ?? 'Sheet1',
      hidden: false,
      named: true,
      fileName: '数据.xlsx',
      path: '',
      complete: true,
      date1904: false,
    },
    recordKinds,
  )
}
/** Below this a mapping says of itself that it is to be looked at. */
const told = 0.6

/** What becomes of each spelling, in every table of its kind that has the field. */
export function sweep(spellings: readonly Spelling[]): readonly Result[] {
  const results: Result[] = []
  for (const table of tables) {
    const headers = table.columns.map(([, header]) => header)
    const before = recognised(table, headers)
    if (before.kind !== table.kind)
      throw new Error(`the table itself is read as ${before.kind ?? 'nothing'}: ${headers.join(' ')}`)
    for (const spelling of spellings) {
      if (spelling.kind !== table.kind) continue
      const place = table.columns.findIndex(([field]) => field === (spelling.field ?? '-'))
      if (place < 0) continue
      const changed = headers.map((header, column) => (column === place ? spelling.text : header))
      const after = recognised(table, changed)
      const mapped = after.columns.find(({ column }) => column === place)
      const got = mapped?.field ?? null
      const others = (columns: typeof after.columns): string =>
        columns
          .filter(({ column }) => column !== null && column !== place)
          .map(({ field }) => field ?? '')
          .join(' ')
      const outcome: Outcome =
        after.kind === null
          ? 'lost'
          : (after.skip as string | null) === 'undecided'
            ? 'waits'
            : after.kind !== table.kind
              ? 'otherKind'
              : others(after.columns) !== others(before.columns)
                ? 'disturbs'
                : got === spelling.field
                  ? 'right'
                  : got === null
                    ? 'dropped'
                    : (mapped?.confidence ?? 0) < told
                      ? 'wrongTold'
                      : 'wrong'
      results.push({ ...spelling, outcome, got: `${after.kind ?? after.skip ?? ''}.${got ?? '-'}` })
    }
  }
  return results
}
export function counted(results: readonly Result[]): Readonly<Record<Outcome, number>> {
  const counts: Record<Outcome, number> = {
    right: 0,
    dropped: 0,
    wrong: 0,
    wrongTold: 0,
    waits: 0,
    lost: 0,
    otherKind: 0,
    disturbs: 0,
  }
  for (const { outcome } of results) counts[outcome] += 1
  return counts
}
