/** The words of exported files, in both languages. Neutral statements; names of kinds and fields come from the definitions. */
export type Language = 'zh-CN' | 'en'
export const reference = { 'zh-CN': '供参考，以办案单位与法制部门认定为准', en: 'For reference; the finding of the investigating unit and its legal department prevails' } as const

const zh = {
  file: '来源文件', sheet: '工作表', row: '行号', status: '计入情况', remarks: '备注（导入时）', recordId: '记录号', total: '合计', totalCounted: '合计（不含重复行、对方流水与失败）',
  counted: '计入', repeated: (id: number) => `重复，同记录 ${id}`, mirrored: (id: number) => `对方流水，同记录 ${id}`, failed: '失败，不计入',
  index: '目录', indexHeaders: ['工作表', '内容', '行数', '说明'], measures: '认定指标', measureHeaders: ['编号', '指标', '数值', '单位', '口径', '记录数', '说明'],
  accounts: '账户合计', accountHeaders: ['户名', '账户', '转入笔数', '转入金额', '转出笔数', '转出金额'], accountsNote: '每笔转账只计一次，失败的不计；收付方向不明的不在其中', sources: '来源文件', sourceHeaders: ['文件名', 'SHA-256', '大小（字节）', '导入批次', '导入时间', '操作人', '状态', '工作表', '类别', '读取行', '采用', '重复', '退回', '跳过'],
  active: '有效', undone: '已撤销', evidenceTable: '证据表', measuresNote: '每项指标的数值、口径与记录数', sourcesNote: '每个来源文件的 SHA-256 与行数核对：读取 = 采用 + 重复 + 退回 + 跳过',
  caseName: '案件', madeAt: '导出时间', madeBy: '导出人', program: '程序', auditHead: '操作日志末条', rows: '行', continued: (names: readonly string[]) => `续表：${names.join('、')}`,
  cut: (count: number) => `有 ${count} 个单元格的文字超过 32,767 个字符，已截断；全文在案件文件中`,
  filter: '筛选', noFilter: '无（全部记录）', sort: '排序', ascending: '升序', descending: '降序', shownRows: '行数', and: '；', neutralised: '以 = + - @ 开头的文字前加了单引号，避免被当作公式',
  scopeMeasure: '指标', scopeLink: '关系', scopeEntity: '与实体有关', scopeBatch: '导入批次', scopeFinding: '材料质量', scopeSearch: '检索', repeatOf: '重复的行', otherSideOf: '对方流水', editedRow: '人工修改过',
  ops: { is: '为', isNot: '不为', contains: '包含', notContains: '不含', between: '介于', oneOf: '为其中之一', noneOf: '不属于', empty: '为空', notEmpty: '不为空' },
  edited: '人工修改（原文）', tags: '标签', note: '人工备注', noColumn: '文件中无此列', group: '分组', subtotal: (value: string, count: number, counted: number) => `小计：${value}（${count} 行，计入 ${counted} 行）`, units: { day: '按日', month: '按月', year: '按年' },
  direction: { in: '进', out: '出', neutral: '不计收支', unknown: '未知' }, result: { success: '成功', failed: '失败', unknown: '未知' }, flag: '导入备注', blank: '（空）',
  hidden: '隐藏工作表', skipped: { empty: '空表', 'no-header': '无表头行', hidden: '隐藏', 'note-only': '仅说明文字', 'not-chosen': '未选择' },
}
type Words = typeof zh
const en: Words = {
  file: 'Source file', sheet: 'Sheet', row: 'Row', status: 'Counted', remarks: 'Remarks (import)', recordId: 'Record', total: 'Total', totalCounted: 'Total (without repeats, second sides and failed)',
  counted: 'yes', repeated: (id) => `repeat of record ${id}`, mirrored: (id) => `other side of record ${id}`, failed: 'failed, not counted',
  index: 'Index', indexHeaders: ['Sheet', 'Content', 'Rows', 'Note'], measures: 'Measures', measureHeaders: ['Id', 'Measure', 'Value', 'Unit', 'Rule', 'Records', 'Note'],
  accounts: 'Accounts', accountHeaders: ['Holder', 'Account', 'In', 'Amount in', 'Out', 'Amount out'], accountsNote: 'Each transfer once, failed ones left out; those without a direction are not in it', sources: 'Sources', sourceHeaders: ['File', 'SHA-256', 'Size (bytes)', 'Batch', 'Imported at', 'Operator', 'Status', 'Sheet', 'Kind', 'Read', 'Accepted', 'Repeated', 'Rejected', 'Skipped'],
  active: 'active', undone: 'undone', evidenceTable: 'Evidence table', measuresNote: 'Each measure with value, rule and number of records', sourcesNote: 'SHA-256 and row counts of every source file: read = accepted + repeated + rejected + skipped',
  caseName: 'Case', madeAt: 'Exported at', madeBy: 'Exported by', program: 'Program', auditHead: 'Last audit entry', rows: 'rows', continued: (names) => `continued in: ${names.join(', ')}`,
  cut: (count) => `${count} cells held more than 32,767 characters and were cut; the whole text is in the case file`,
  filter: 'Filter', noFilter: 'none (all records)', sort: 'Sorted by', ascending: 'ascending', descending: 'descending', shownRows: 'Rows', and: '; ', neutralised: 'Texts beginning with = + - @ have an apostrophe before them, so that they are not taken for formulas',
  scopeMeasure: 'measure', scopeLink: 'link', scopeEntity: 'about', scopeBatch: 'batch', scopeFinding: 'finding', scopeSearch: 'search', repeatOf: 'repeats a row', otherSideOf: 'other side of a row', editedRow: 'changed by hand',
  ops: { is: 'is', isNot: 'is not', contains: 'contains', notContains: 'does not contain', between: 'between', oneOf: 'one of', noneOf: 'none of', empty: 'is empty', notEmpty: 'is not empty' },
  edited: 'Changed by hand (original)', tags: 'Tags', note: 'Note', noColumn: 'no column of the file', group: 'Grouped by', subtotal: (value, count, counted) => `Subtotal: ${value} (${count} rows, ${counted} counted)`, units: { day: 'by day', month: 'by month', year: 'by year' },
  direction: { in: 'in', out: 'out', neutral: 'neutral', unknown: 'unknown' }, result: { success: 'success', failed: 'failed', unknown: 'unknown' }, flag: 'import remark', blank: '(empty)',
  hidden: 'hidden sheet', skipped: { empty: 'empty', 'no-header': 'no header row', hidden: 'hidden', 'note-only': 'notes only', 'not-chosen': 'not chosen' },
}
export const reportWords: Readonly<Record<Language, Words>> = { 'zh-CN': zh, en }

const units: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  'zh-CN': { person: '人', site: '处', item: '项', box: '盒', m3: '立方米', kg: '千克', phone: '部', yuan: '元', copy: '册/套', order: '单', row: '行', transfer: '笔', slip: '注', point: '点', account: '个账号', domain: '个域名', ip: '个 IP' },
  en: { person: 'people', site: 'sites', item: 'items', box: 'boxes', m3: 'm³', kg: 'kg', phone: 'phones', yuan: 'yuan', copy: 'copies', order: 'orders', row: 'rows', transfer: 'transfers', slip: 'slips', point: 'points', account: 'accounts', domain: 'domains', ip: 'IPs' },
}
/** The unit of a measure in words. */
export function unitText(unit: string, language: Language): string {
  return units[language][unit] ?? unit
}
/** Remarks of the import in words. */
export function remarkText(code: string, language: Language): string {
  return remarks[language][code] ?? code
}
const remarks: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  'zh-CN': {
    'required-empty': '必填项为空', 'not-a-number': '不是数字', 'not-a-date': '不是日期', 'damaged-number': '号码已失真', 'bad-check-digit': '校验位不符', 'bad-phone': '手机号格式不符', 'unknown-direction': '收付方向不明',
    'unknown-result': '交易结果不明', precision: '小数超过两位', 'future-date': '日期晚于今天', masked: '号码带掩码', 'too-many-cells': '单元格过多', 'no-key': '没有可用标识', 'value-too-long': '内容过长', 'no-result': '查无结果', disguised: '号码变写',
  },
  en: {
    'required-empty': 'required value missing', 'not-a-number': 'not a number', 'not-a-date': 'not a date', 'damaged-number': 'damaged number', 'bad-check-digit': 'check digit does not match', 'bad-phone': 'not a phone number', 'unknown-direction': 'direction unknown',
    'unknown-result': 'result unknown', precision: 'more than two decimals', 'future-date': 'date in the future', masked: 'masked number', 'too-many-cells': 'too many cells', 'no-key': 'no usable identifier', 'value-too-long': 'value too long', 'no-result': 'nothing found', disguised: 'number in disguise',
  },
}

const reasons: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  'zh-CN': {
    'no-material': '没有这类材料', 'no-value': '材料中没有这项数值', 'rows-without-value': '部分记录没有这项数值，未计入', 'point-value-unknown': '材料中看不出每点代表的金额',
    'point-value-differs': '材料中每点代表的金额不一致', 'no-average-price': '没有可用的平均单价', 'conflicting-rows': '同一编号的记录数值不一致',
  },
  en: {
    'no-material': 'no such material', 'no-value': 'the material carries no such value', 'rows-without-value': 'some records carry no value and are not in it', 'point-value-unknown': 'the material does not tell what a point is worth',
    'point-value-differs': 'the material gives different values of a point', 'no-average-price': 'no average price to be had', 'conflicting-rows': 'records of one number carry different figures',
  },
}
/** Why a measure has no figure or a remark, in words; empty for none. */
export function reasonText(reason: string | null, language: Language): string {
  return reason === null ? '' : reasons[language][reason] ?? reason
}
