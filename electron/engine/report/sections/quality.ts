/** What is wrong with the material, and how often. */
import type { QualityFinding } from '../../../../shared/contract/quality.ts'
import { qualityFindings } from '../../analysis/quality.ts'
import { kindName } from './names.ts'
import type { SectionDefinition } from './section.ts'

type Words = Readonly<Record<QualityFinding['code'], string>>
const findings = {
  'zh-CN': {
    'damaged-number': '号码已失真（表格软件改写了末尾数字）',
    'bad-check-digit': '校验位不符',
    duplicates: '重复行',
    mirrored: '双方流水各记一次',
    rejected: '退回的行',
    'unknown-direction': '收付方向不明',
    'unknown-result': '交易结果不明（计入，待认定）',
    'unknown-currency': '币种未写明（单独合计）',
    'currency-conflict': '列名、币种列、账号、标题所写币种不一致（按离金额最近的一处计）',
    precision: '小数位多于所存位数（已四舍五入）',
    'foreign-currency': '外币金额（未计入人民币）',
    'time-zone': '写明其他时区的时间（已换算为北京时间；时区不能确定的未换算）',
    'result-codes': '交易结果代码（按余额是否变动认定）',
    'future-date': '日期晚于导入日',
    'name-only': '仅凭姓名的人员',
    'formula-failed': '公式没有结果或出错的单元格',
    'not-a-number': '不是数字',
    'date-without-year': '没有年份的日期',
    'year-assumed': '补上年份的日期列',
    'wechat-names': '微信栏',
    'not-a-date': '不是日期',
    masked: '号码带掩码',
    failed: '失败的交易（不计入金额）',
    reconciled: '行数核对一致',
    'unrecognised-sheet': '没有一类相符、按原样收入的表（不计入指标）',
    'older-reading': '由较早版本的程序读取的表（读取规则此后有变动）',
    'unused-column': '有内容而未使用的列',
    'hidden-sheet': '隐藏的工作表',
    'balance-break': '余额与上一笔不连续',
    'direction-reversed': '收付方向与余额相反的账户',
    'missing-period': '期间内没有记录的月份',
    'declared-period': '所列期间长于实有记录',
    'no-result': '查无结果的答复',
    contradictory: '同一编号内容不一致的行',
    overlap: '重叠的导入批次',
    conflict: '同一编号数值或状态不一致（按一行计，待认定）',
    'read-otherwise': '两张表的同样的行因人工设定的读法不同而不一致（待核实）',
    'possible-repeat': '可能重复的行（均计入，待认定）',
    'possible-mirror': '可能为同一笔的双方流水（均计入，待认定）',
    'possible-reversal': '可能为冲正、退款的行（均计入，待认定）',
    'open-reversal': '写明冲正、退款而未找到原交易的行（计入）',
    'repeated-total': '可能逐行重复订单总额的行（均计入，待核实）',
    reversed: '冲正、退款与原交易已对应（金额按净额计）',
    'site-unnamed': '账号未注明所属网站的表（按同一个网站计）',
    'names-differ': '同一证件号或账户有几个完全不同的姓名（按一个计）',
    'party-by-name': '一方仅有名称的行（计入金额，不上链图）',
    'no-number': '号码栏里不是号码的内容（不据此合并）',
    identical: '内容完全相同、无编号可区分的行（均计入）',
  } satisfies Words,
  en: {
    'damaged-number': 'Damaged numbers (a spreadsheet rewrote their last figures)',
    'bad-check-digit': 'Check digit does not match',
    duplicates: 'Duplicate rows',
    mirrored: 'Transfers in both statements',
    rejected: 'Rejected rows',
    'unknown-direction': 'Direction unknown',
    'unknown-result': 'Result unknown (counted until decided)',
    'unknown-currency': 'Currency not stated (summed apart)',
    'currency-conflict':
      'Header, column, account and title name different currencies (the nearest to the amount counts)',
    precision: 'More decimals than are stored (rounded)',
    'foreign-currency': 'Amounts in another currency (not counted)',
    'time-zone': 'Times of another zone (brought to UTC+8; left as they stand where the zone is not certain)',
    'result-codes': 'Result codes, decided by whether balances move',
    'future-date': 'Date after the import',
    'name-only': 'People known by name only',
    'formula-failed': 'Formulas without a result',
    'not-a-number': 'Not a number',
    'date-without-year': 'Dates without a year',
    'year-assumed': 'Columns of dates given a year',
    'wechat-names': 'Columns of WeChat',
    'not-a-date': 'Not a date',
    masked: 'Masked numbers',
    failed: 'Failed transfers (in no sum)',
    reconciled: 'Rows reconciled',
    'unrecognised-sheet': 'Sheets of no kind, kept as they stand (in no figure)',
    'older-reading': 'Sheets read by an earlier program (rules of reading changed since)',
    'unused-column': 'Columns with values that are not used',
    'hidden-sheet': 'Hidden sheets',
    'balance-break': 'Balances that do not follow from the one before',
    'direction-reversed': 'Accounts whose balances fit only with in and out reversed',
    'missing-period': 'Months without rows inside a span',
    'declared-period': 'Periods declared longer than the rows',
    'no-result': 'Answers that nothing was found',
    contradictory: 'Rows of one number with different figures',
    overlap: 'Imports that overlap',
    conflict: 'Rows of one number in conflict (counted by one of them, to be decided)',
    'read-otherwise':
      'Rows of two sheets that hold the same and are read differently by what people settled (to be checked)',
    'possible-repeat': 'Rows that may be duplicates (all counted, to be decided)',
    'possible-mirror': 'Rows that may be both sides of one transfer (both counted, to be decided)',
    'possible-reversal': 'Rows that may take another one back (both counted, to be decided)',
    'open-reversal': 'Rows that say they take something back which is not found (counted)',
    'repeated-total': 'Lines that may repeat the total of their order (all counted, to be checked)',
    reversed: 'Refunds and reversals tied to what they take back (sums are net)',
    'site-unnamed': 'Sheets whose accounts name no site (taken as one site)',
    'names-differ':
      'Numbers of persons and accounts that stand under quite different names (each counts as one)',
    'party-by-name': 'Rows with a party by name only (counted, on no chart)',
    'no-number': 'What stands in columns of numbers and is none (joins nobody)',
    identical: 'Identical rows without a number to tell them apart (all counted)',
  } satisfies Words,
}
const words = {
  'zh-CN': { headers: ['事项', '证据表', '数量'], none: '没有发现。' },
  en: { headers: ['Finding', 'Evidence table', 'Count'], none: 'Nothing was found.' },
} as const

export const quality: SectionDefinition = {
  id: 'quality',
  nameZh: '材料质量',
  nameEn: 'Quality of the material',
  build({ context, language }) {
    const { headers, none } = words[language]
    const list = qualityFindings(context.db())
    if (list.length === 0) return [{ kind: 'paragraph', text: none }]
    const [finding, table, count] = headers
    return [
      {
        kind: 'table',
        columns: [
          { id: 'finding', header: finding, sort: 'fixed', paper: { share: 50 } },
          { id: 'table', header: table, sort: 'fixed', paper: { share: 30 } },
          { id: 'count', header: count, sort: 'number', paper: { share: 20 } },
        ],
        rows: list.map(({ code, opens, kind, count: found }) => [
          findings[language][code],
          opens?.screen === 'tables' ? kindName(kind, language) : '',
          found,
        ]),
      },
    ]
  },
}
