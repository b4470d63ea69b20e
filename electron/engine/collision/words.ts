/** Words of exported collisions, in both languages. */
const zh = {
  title: { list: '名单碰撞', tables: '两表碰撞', cases: '案件碰撞' }, input: '输入', digest: '输入校验值 SHA-256', pasted: '粘贴的名单', shown: '行数', filter: '筛选', none: '无（全部）', unit: '条',
  looked: { fields: '查找范围：实体的标识与属性', everywhere: '查找范围：实体的标识与属性，以及全部导入行的每个单元格' },
  list: ['序号', '原文', '识别为', '规范形式', '结果', '说明', '给出次数', '首次所在序号', '实体数', '实体', '记录数', '单元格行数', '单元格所在'],
  details: '命中明细', detail: ['规范形式', '实体类别', '实体', '标识', '作为', '记录数'],
  state: { found: '在案', cells: '仅见于单元格', absent: '不在案', unread: '无法读取' },
  readings: { phone: '手机号', idNumber: '身份证号', card: '银行卡号', account: '账号', imei: 'IMEI', email: '电子邮箱', ip: 'IP 地址', domain: '域名', mac: 'MAC 地址', plate: '车牌号', word: '字母数字', text: '姓名或文字' },
  tables: ['值', '结果', '左侧行数', '右侧行数'], tableState: { both: '两侧都有', left: '仅左侧', right: '仅右侧' },
  cases: ['类别', '值', '案件数', '案件', '实体', '记录数'], open: '（当前案件）',
  families: { phone: '手机号', account: '账号', idNumber: '身份证号', ip: 'IP 地址', address: '地址', wechat: '微信号', qq: 'QQ', alipay: '支付账号', device: '设备', vehicle: '车辆', email: '电子邮箱', siteAccount: '网站账号', domain: '域名', wallet: '钱包地址', organisation: '信用代码', name: '姓名' },
  rejected: '未成表的行',
}
type Words = typeof zh
const en: Words = {
  title: { list: 'List against the case', tables: 'Two tables', cases: 'Several cases' }, input: 'Input', digest: 'SHA-256 of the input', pasted: 'pasted list', shown: 'Rows', filter: 'Filter', none: 'none (everything)', unit: '',
  looked: { fields: 'Looked at: identifiers and attributes of entities', everywhere: 'Looked at: identifiers and attributes of entities, and every cell of every imported row' },
  list: ['No.', 'As given', 'Read as', 'Compared as', 'Result', 'Remark', 'Given', 'First at No.', 'Entities', 'Entity', 'Records', 'Rows with it in a cell', 'Cells'],
  details: 'Entities found', detail: ['Value', 'Kind', 'Entity', 'Identifier', 'As', 'Records'],
  state: { found: 'in the case', cells: 'in cells only', absent: 'not in the case', unread: 'unreadable' },
  readings: { phone: 'phone', idNumber: 'ID number', card: 'bank card', account: 'account', imei: 'IMEI', email: 'e-mail', ip: 'IP address', domain: 'domain', mac: 'MAC address', plate: 'plate', word: 'letters and figures', text: 'name or words' },
  tables: ['Value', 'Result', 'Rows left', 'Rows right'], tableState: { both: 'in both', left: 'left only', right: 'right only' },
  cases: ['Kind', 'Value', 'Cases', 'Case', 'Entities', 'Records'], open: '(open case)',
  families: { phone: 'phone', account: 'account', idNumber: 'ID number', ip: 'IP address', address: 'address', wechat: 'WeChat', qq: 'QQ', alipay: 'payment account', device: 'device', vehicle: 'vehicle', email: 'e-mail', siteAccount: 'site account', domain: 'domain', wallet: 'wallet', organisation: 'credit code', name: 'name' },
  rejected: 'rows of no table',
}
export const collisionWords = { 'zh-CN': zh, en } as const
