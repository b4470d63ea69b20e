/** What the Word report says around its figures, in both languages. */
import type { QualityFinding } from '../../../../shared/contract/quality.ts'
import type { Language } from '../words.ts'

const zh = {
  report: '案件材料核算报告', facts: '案件与材料', people: '涉案人员', seizure: '扣押物品', money: '资金往来', measures: '认定指标', charts: '链图', quality: '材料质量', sources: '来源文件',
  ordinal: ['一', '二', '三', '四', '五', '六', '七', '八'], numbered: (ordinal: string, title: string) => `${ordinal}、${title}`,
  caseName: '案件', createdAt: '建档时间', operator: '承办人', madeAt: '报告时间', program: '程序版本', audit: '操作日志末条', files: '来源文件', rowsRead: '读取行数', table: '证据表', records: '记录', repeats: '重复', seconds: '对方流水', from: '最早', to: '最晚',
  charges: '涉嫌罪名（材料所载）', yes: '是', no: '否',
  factsLine: (files: string, sheets: string, read: string) => `共导入 ${files} 个文件、${sheets} 个工作表，读取 ${read} 行。`,
  reconciled: (accepted: string, duplicate: string, rejected: string, skipped: string) => `行数核对：采用 ${accepted}，重复 ${duplicate}，退回 ${rejected}，跳过 ${skipped}（标题、合计、签名、空行等）。`,
  peopleHeaders: ['序号', '姓名', '性别', '证件号码', '手机', '涉案环节', '上线', '到案', '强制措施'], noPeople: '材料中没有人员登记表。', peopleLine: (count: number) => `人员登记表所载人员 ${count} 人，按身份证号码去重；没有身份证号码的按姓名去重。`,
  seizureHeaders: (first: string) => [first, '物品行', '盒数', '体积（立方米）', '重量（公斤）'], bySite: '按场所', byTitle: '按作品', site: '场所', title: '作品', noLabel: '（未注明）', noSeizure: '材料中没有扣押清单。', total: '合计',
  moneyHeaders: ['户名', '账户', '转入笔数', '转入金额（元）', '转出笔数', '转出金额（元）'], noMoney: '材料中没有资金往来。',
  moneyLine: '每笔转账只计一次：同一笔在双方流水中各记一次的合并计算，重复导入的行与失败的交易不计。', moneyRest: (shown: string, total: string) => `按转入、转出合计排序，列前 ${shown} 个账户，共 ${total} 个；全部账户见 Excel 工作簿“账户合计”表。`,
  undirected: (count: string, amount: string) => `另有 ${count} 笔、${amount} 元的交易没有收付方向，未计入任何账户。`,
  measureHeaders: ['指标', '数值', '单位', '记录数', '口径'], unknown: '—', noMaterial: (names: string) => `没有相应材料，未计算：${names}。`,
  chartLine: '位置、筛选和标注与案件中保存的链图一致；未摆放的实体由程序排布。', noCharts: '没有保存的链图。', noFont: '本机没有中文字体，图中文字可能无法显示。',
  qualityHeaders: ['事项', '证据表', '数量'], noQuality: '没有发现。',
  sourceHeaders: ['文件 / 工作表', '类别', '读取', '采用', '重复', '退回', '跳过'], hash: 'SHA-256', size: (bytes: string) => `${bytes} 字节`, batch: (id: number, at: string, operator: string) => `导入批次 ${id} · ${at} · ${operator}`, undone: '（已撤销）',
  redacted: '本报告中的证件号码、手机号、银行卡号已遮盖部分数字。', page: (): readonly [string, string, string] => ['第 ', ' 页 / 共 ', ' 页'],
  quality_: {
    'damaged-number': '号码已失真（表格软件改写了末尾数字）', 'bad-check-digit': '校验位不符', duplicates: '重复行', mirrored: '双方流水各记一次', rejected: '退回的行', 'unknown-direction': '收付方向不明', 'future-date': '日期晚于导入日', 'name-only': '仅凭姓名的人员',
    'not-a-number': '不是数字', 'not-a-date': '不是日期', masked: '号码带掩码', failed: '失败的交易（不计入金额）', reconciled: '行数核对一致', 'hidden-sheet': '隐藏的工作表',
    'balance-break': '余额与上一笔不连续', 'direction-reversed': '收付方向与余额相反的账户', 'missing-period': '期间内没有记录的月份', 'declared-period': '所列期间长于实有记录', 'no-result': '查无结果的答复', contradictory: '同一编号内容不一致的行', overlap: '重叠的导入批次', identical: '内容完全相同、无编号可区分的行（均计入）',
  } satisfies Record<QualityFinding['code'], string>,
}
type Words = typeof zh
const en: Words = {
  report: 'Report on the material of the case', facts: 'Case and material', people: 'People', seizure: 'Seized items', money: 'Money', measures: 'Measures', charts: 'Charts', quality: 'Quality of the material', sources: 'Sources',
  ordinal: ['1', '2', '3', '4', '5', '6', '7', '8'], numbered: (ordinal, title) => `${ordinal}. ${title}`,
  caseName: 'Case', createdAt: 'Case file made', operator: 'Operator', madeAt: 'Report made', program: 'Program', audit: 'Last audit entry', files: 'Source files', rowsRead: 'Rows read', table: 'Evidence table', records: 'Records', repeats: 'Repeats', seconds: 'Second sides', from: 'First', to: 'Last',
  charges: 'Charges named in the material', yes: 'yes', no: 'no',
  factsLine: (files, sheets, read) => `${files} files with ${sheets} sheets were imported, ${read} rows read.`,
  reconciled: (accepted, duplicate, rejected, skipped) => `Reconciliation: ${accepted} accepted, ${duplicate} repeated, ${rejected} rejected, ${skipped} skipped (titles, totals, signatures, blank rows).`,
  peopleHeaders: ['No.', 'Name', 'Sex', 'ID number', 'Phone', 'Part', 'Above', 'Brought in', 'Restraint'], noPeople: 'There is no register of people in the material.', peopleLine: (count) => `${count} people stand in the register, each ID number once; those without one, each name once.`,
  seizureHeaders: (first) => [first, 'Items', 'Boxes', 'Volume (m³)', 'Weight (kg)'], bySite: 'By site', byTitle: 'By title', site: 'Site', title: 'Title', noLabel: '(not stated)', noSeizure: 'There is no seizure list in the material.', total: 'Total',
  moneyHeaders: ['Holder', 'Account', 'In', 'Amount in (yuan)', 'Out', 'Amount out (yuan)'], noMoney: 'There are no transfers in the material.',
  moneyLine: 'Each transfer counts once: one that stands in both statements is one; repeated rows and failed transfers are not counted.', moneyRest: (shown, total) => `The ${shown} accounts with the largest turnover of ${total}; all of them are in the sheet Accounts of the workbook.`,
  undirected: (count, amount) => `Another ${count} transfers over ${amount} yuan carry no direction and are in no account’s totals.`,
  measureHeaders: ['Measure', 'Value', 'Unit', 'Records', 'Rule'], unknown: '—', noMaterial: (names) => `Not counted for lack of material: ${names}.`,
  chartLine: 'Places, filters and labels are those of the chart kept in the case; entities nobody placed are laid out by the program.', noCharts: 'No chart is kept in the case.', noFont: 'This machine has no Chinese font; text in the pictures may be missing.',
  qualityHeaders: ['Finding', 'Evidence table', 'Count'], noQuality: 'Nothing was found.',
  sourceHeaders: ['File / sheet', 'Kind', 'Read', 'Accepted', 'Repeated', 'Rejected', 'Skipped'], hash: 'SHA-256', size: (bytes) => `${bytes} bytes`, batch: (id, at, operator) => `batch ${id} · ${at} · ${operator}`, undone: ' (undone)',
  redacted: 'Figures of ID numbers, phones and bank cards are partly masked in this report.', page: () => ['Page ', ' of ', ''],
  quality_: {
    'damaged-number': 'Damaged numbers (a spreadsheet rewrote their last figures)', 'bad-check-digit': 'Check digit does not match', duplicates: 'Repeated rows', mirrored: 'Transfers in both statements', rejected: 'Rejected rows', 'unknown-direction': 'Direction unknown', 'future-date': 'Date after the import', 'name-only': 'People known by name only',
    'not-a-number': 'Not a number', 'not-a-date': 'Not a date', masked: 'Masked numbers', failed: 'Failed transfers (in no sum)', reconciled: 'Rows reconciled', 'hidden-sheet': 'Hidden sheets',
    'balance-break': 'Balances that do not follow from the one before', 'direction-reversed': 'Accounts whose balances fit only with in and out reversed', 'missing-period': 'Months without rows inside a span', 'declared-period': 'Periods declared longer than the rows', 'no-result': 'Answers that nothing was found', contradictory: 'Rows of one number with different figures', overlap: 'Imports that overlap', identical: 'Identical rows without a number to tell them apart (all counted)',
  },
}
export const documentWords: Readonly<Record<Language, Words>> = { 'zh-CN': zh, en }
