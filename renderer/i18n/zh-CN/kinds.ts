/** Words for stored codes: directions, results, issues, outcomes, roles of rows, identifiers. */
export const kinds = {
  direction: { in: '进', out: '出', neutral: '不计', unknown: '不明' },
  directionLong: { in: '转入', out: '转出', neutral: '不计收支', unknown: '方向不明' },
  result: { success: '成功', failed: '失败', unknown: '不明' },
  empty: '（空）',
  outcome: { accepted: '接收', duplicate: '重复', rejected: '退回', skipped: '跳过', header: '表头' },
  role: { title: '标题', preamble: '案情', header: '表头', data: '数据', total: '合计', footer: '落款', blank: '空行', repeatedHeader: '重复表头', note: '说明', noResult: '查无结果' },
  skip: { empty: '空表', 'no-header': '没有表头行', hidden: '隐藏的表', 'note-only': '只有说明文字', 'not-chosen': '未选择' },
  issue: {
    'required-empty': '必填内容为空', 'not-a-number': '不是数', 'not-a-date': '不是日期', 'damaged-number': '号码已失真（末位被表格软件改写）', 'bad-check-digit': '校验位不符', 'bad-phone': '手机号格式不符',
    'unknown-direction': '收付方向不明', 'unknown-result': '交易结果不明', precision: '小数多于两位', 'future-date': '日期晚于今天', masked: '号码带掩码', 'too-many-cells': '单元格过多', 'no-key': '没有可用的标识', 'value-too-long': '内容过长', 'no-result': '查无结果', disguised: '号码变写',
  },
  issueShort: {
    'required-empty': '缺必填', 'not-a-number': '不是数', 'not-a-date': '不是日期', 'damaged-number': '号码失真', 'bad-check-digit': '校验不符', 'bad-phone': '号码格式', 'unknown-direction': '方向不明', 'unknown-result': '结果不明',
    precision: '小数过多', 'future-date': '日期过晚', masked: '带掩码', 'too-many-cells': '单元格多', 'no-key': '无标识', 'value-too-long': '内容过长', 'no-result': '查无结果', disguised: '号码变写',
  },
  reason: { duplicate: '与已有记录是同一事实', 'not-chosen': '没有选这个表', unmapped: '没有对应的字段', 'no-header': '没有表头行', hidden: '隐藏的表', empty: '空表', 'note-only': '只有说明文字' },
  identifier: {
    id: '身份证号', idNumber: '身份证号', creditCode: '统一社会信用代码', card: '银行卡号', account: '账号', payment: '支付账号', alipay: '支付宝账号', phone: '手机号', wechat: '微信号', qq: 'QQ 号', email: '邮箱', siteAccount: '网站账号',
    domain: '域名', ip: 'IP 地址', mac: 'MAC 地址', imei: 'IMEI', imsi: 'IMSI', plate: '车牌号', wallet: '钱包地址', serial: '编号', name: '姓名', place: '场所', title: '作品名', shop: '网店', device: '设备',
  },
} as const
