/** Why a figure is missing or what is to be said beside it, in words; for the page, reports and the command line. */
import type { MeasureReason, MeasureRemark } from '../contract/measures.ts'
import { nameIn, textIn, type Language, type Words } from '../language.ts'
import { countText, figureText } from '../model/numberText.ts'
import { recordKind } from '../model/recordKinds/index.ts'
import { afterOne } from './afterOne.ts'
import { unitText } from './units.ts'

/** How grave a remark is: there is no figure because of it, the figure may be wrong or lacks something, or it says what the figure is. */
export type RemarkTone = 'withheld' | 'warn' | 'note'

/**
 * `{count}`, `{0}` and `{1}` (the figures with their units), `{names}`, `{kinds}`; a piece in brackets is left out where one of its values
 * is missing.
 */
export const measureReasonWords: Readonly<Record<MeasureReason, Words & { readonly tone: RemarkTone }>> = {
  'no-material': {
    tone: 'withheld',
    zh: '没有导入这类材料[：{kinds}]',
    en: 'No such material was imported[: {kinds}]',
  },
  'no-value': {
    tone: 'withheld',
    zh: '所需的字段都为空[，共 {count} 行]',
    en: 'The field it needs is empty everywhere[, in {count} rows]',
  },
  'point-value-unknown': {
    tone: 'withheld',
    zh: '没有充值提现记录说明每点代表的金额[；有效投注 {0}]',
    en: 'No deposit tells what a point is worth[; valid stakes {0}]',
  },
  'point-value-differs': {
    tone: 'withheld',
    zh: '充值提现记录中每点代表的金额不一致[，共 {count} 种][（元/点×笔数：{names}）][；有效投注 {0}]',
    en: 'Deposits tell different values for a point[, {count} of them][ (yuan a point × rows: {names})][; valid stakes {0}]',
  },
  'no-price': {
    tone: 'withheld',
    zh: '[{count} 种]扣押作品没有成交价，也没有正版零售价，货值无法计算[，涉及 {0}][：{names}]',
    en: 'No value can be given for seized titles[ ({count})] without a sale and without a list price[, {0}][: {names}]',
  },
  'conflicting-rows': {
    tone: 'withheld',
    zh: '同一编号的几行数值或状态不一致[，共 {count} 个编号][，按不同取法为 {0} 至 {1}][，合 {2} 至 {3}]',
    en: 'Rows of one number differ in figures or state[, {count} numbers][; between {0} and {1} by what is taken][, that is {2} to {3}]',
  },
  'subject-unsupported': {
    tone: 'withheld',
    zh: '该指标不能按此对象统计',
    en: 'The measure is not told of such a subject',
  },
  'lies-within': {
    tone: 'warn',
    zh: '数值、状态不一致或可能重复的 {count} 处无论怎样认定，不低于 {0}、不高于 {1}',
    en: 'However the {count} contradictions and possible duplicates are decided: at least {0}, at most {1}',
  },
  'rows-without-value': {
    tone: 'warn',
    zh: '[{count} 行]没有数值，未计入',
    en: '[{count} ]rows have no value and are not counted in',
  },
  'rejected-rows': {
    tone: 'warn',
    zh: '导入时退回 {count} 行，未计入[，其中可读出 {0}]',
    en: '{count} rows were rejected at import and are not counted in[; {0} can be read in them]',
  },
  'slips-of-nobody': {
    tone: 'warn',
    zh: '{count} 行注单没有写明账号，或写的不是账号[（{names}）]，不知是谁投注，未计入',
    en: '{count} rows of slips name no account, or a word that is none[ ({names})]: who bet is not known, and nobody is counted for them',
  },
  'unread-sheets': {
    tone: 'warn',
    zh: '所依据的文件中有 {count} 个工作表未识别，其内容未计入[：{names}]',
    en: '{count} sheets of the files it rests on: not understood, not counted in[: {names}]',
  },
  incomplete: {
    tone: 'warn',
    zh: '{count} 个工作表没有所需的列[（{kinds}）]或该列未使用，其行按无此内容计[：{names}]',
    en: '{count} sheets lack a column it needs[ ({kinds})] or have it unused; their rows count as without it[: {names}]',
  },
  'unknown-result': {
    tone: 'warn',
    zh: '{count} 行结果不明，未计入[，{0}]',
    en: '{count} rows have no clear result and are not counted in[, {0}]',
  },
  'unknown-state': {
    tone: 'warn',
    zh: '{count} 行状态不明，未计入[，{0}][：{names}]',
    en: '{count} rows are in a state that is not known and are not counted in[, {0}][: {names}]',
  },
  'unknown-type': {
    tone: 'warn',
    zh: '{count} 行可能是充值、提现而类型不明或未写，未计入[，{0}][：{names}]',
    en: '{count} rows may be deposits or withdrawals by a type that is not known, or name none, and are not counted in[, {0}][: {names}]',
  },
  'unread-refunds': {
    tone: 'warn',
    zh: '{count} 行的退款读不出，按未退款计[，涉及 {0}]',
    en: 'The refund of {count} rows could not be read and is not taken off[, of {0}]',
  },
  'refunds-above-paid': {
    tone: 'warn',
    zh: '{count} 行的退款大于实付，按负数计入[，合计 {0}]',
    en: 'The refund of {count} rows is above what was paid; they count below zero[, {0} in all]',
  },
  'undecided-results': {
    tone: 'warn',
    zh: '{count} 行结果不明，尚未认定[，认定前为 {0} 至 {1}]',
    en: 'The result of {count} rows is not known and nobody has decided on it[; between {0} and {1}]',
  },
  'possible-mirrors': {
    tone: 'warn',
    zh: '可能的对方流水 {count} 笔，尚未认定，各计一次[；计与不计为 {0} 至 {1}]',
    en: 'Possible counter-entries {count}, not decided on, each counted[; between {0} and {1}]',
  },
  'possible-repeats': {
    tone: 'warn',
    zh: '可能的重复 {count} 行，尚未认定，各计一次[；计与不计为 {0} 至 {1}]',
    en: 'Possible duplicates {count}, not decided on, each counted[; between {0} and {1}]',
  },
  'possible-reversals': {
    tone: 'warn',
    zh: '可能的冲正、退款 {count} 笔，尚未认定，各计一次[；计与不计为 {0} 至 {1}]',
    en: 'Possible reversals and refunds {count}, not decided on, each counted[; between {0} and {1}]',
  },
  'part-without-material': {
    tone: 'warn',
    zh: '没有导入{kinds}，相应部分未计入',
    en: 'Not imported and not counted in: {kinds}',
  },
  'undecided-things': {
    tone: 'warn',
    zh: '{count} 项无法判断是否属于本项，未计入[，数量 {0}][：{names}]',
    en: '{count} items of which it cannot be told are not counted in[, {0}][: {names}]',
  },
  'other-units': {
    tone: 'warn',
    zh: '同类作品另有 {count} 项以其他单位计，未计入[：{names}]',
    en: 'Works in other units, {count} items, are not counted in[: {names}]',
  },
  'mixed-units': {
    tone: 'warn',
    zh: '其中 {count} 行以箱、件等单位计，未换算而按数相加[：{names}]',
    en: '{count} rows among them are counted in boxes, pieces or other units and added up as they stand[: {names}]',
  },
  'untitled-copies': {
    tone: 'warn',
    zh: '{count} 项没有作品名称，未计入[，数量 {0}]',
    en: '{count} items without the title of a work are not counted in[, {0}]',
  },
  'titles-without-price': {
    tone: 'warn',
    zh: '{count} 种作品没有成交价也没有正版零售价，货值未计入[，涉及 {0}][：{names}]',
    en: '{count} titles without a sale and without a list price are not in the value[, {0}][: {names}]',
  },
  'list-price-used': {
    tone: 'warn',
    zh: '{count} 种作品没有成交，按权利作品清单的正版零售价计[，计 {0}][：{names}]',
    en: '{count} titles were never sold and stand at the list price of the genuine work[, {0}][: {names}]',
  },
  'perhaps-returned': {
    tone: 'warn',
    zh: '批发客户另有 {count} 笔带金额的入库，可能是退货，未扣除[，{0}][、{1}][：{names}]',
    en: 'Wholesale buyers have {count} incoming moves with an amount, perhaps returns, not taken off[, {0}][, {1}][: {names}]',
  },
  'perhaps-totals': {
    tone: 'warn',
    zh: '{count} 行可能是订单总额逐行重复[，计 {0}][，扣除后为 {1}][：{names}]',
    en: '{count} lines may repeat the total of their order[, {0}][; {1} without them][: {names}]',
  },
  'sold-and-seized': {
    tone: 'warn',
    zh: '批发给本案场所、又在该处扣押的同名作品[最多 {0}][、货值 {1}]在已售与未售中各计一次，是否扣除由办案人决定[：{names}]',
    en: 'Of the same titles[ up to {0}][ worth {1}] were sold wholesale to places of the case and seized there again; they stand among the sold and the unsold, whether to take them off is for the case officer[: {names}]',
  },
  'own-use-among': {
    tone: 'warn',
    zh: '其中 {count} 个账号像测试、客服等站点自用账号[，剔除后为 {0}][：{names}]',
    en: '{count} of the accounts look like the site’s own (tests, service)[; {0} without them][: {names}]',
  },
  'circle-of-accounts': {
    tone: 'warn',
    zh: '{count} 个账号互为上级，只按一圈计[：{names}]',
    en: '{count} accounts stand above each other in a circle, gone round once[: {names}]',
  },
  'open-reversals': {
    tone: 'warn',
    zh: '写明冲正、退款而未找到原交易 {count} 笔，已计入[；计与不计为 {0} 至 {1}]',
    en: 'Reversals and refunds of nothing found {count}, counted[; between {0} and {1}]',
  },
  'undated-rows': {
    tone: 'warn',
    zh: '{count} 行没有日期，或日期不足以判断是否在该时段，未计入该时段',
    en: '{count} rows have no day, or none fine enough to tell, and are not in the period',
  },
  'open-not-divided': {
    tone: 'warn',
    zh: '[{count} 处]尚未认定的不一致、可能重复对本时段的影响没有分摊，上下限见全案',
    en: '[{count} ]contradictions and possible duplicates are open; how far they move this period is not told, the ends stand at the whole case',
  },
  'part-of-time': {
    tone: 'note',
    zh: '只计该时段：销售按下单日、出入库按单据日、未售按扣押日、注单按下注日、充值提现等按各自日期；单价、每点代表金额按全案；退货、调拨、换算等说明见全案',
    en: 'Only the period: sales by the day of the order, stock by its document, unsold goods by the day of seizure, slips by the day of the bet, everything else by its own; prices and the value of a point are those of the whole case; what is said of returns, moves and conversions stands there',
  },
  'failed-rows': {
    tone: 'note',
    zh: '另有失败 {count} 行未计入[，{0}]',
    en: '{count} failed rows are not counted in[, {0}]',
  },
  'repeated-rows': {
    tone: 'note',
    zh: '另有重复行 {count} 行，不再计入',
    en: '{count} duplicate rows are not counted again',
  },
  'taken-back': {
    tone: 'note',
    zh: '已扣除退货与红字冲销 {count} 笔[，{0}][、{1}]',
    en: '{count} returns and red entries were taken off[, {0}][, {1}]',
  },
  reversals: {
    tone: 'note',
    zh: '冲正、退款 {count} 笔已与原交易对应，不另计[，{0}]',
    en: '{count} reversals and refunds are tied to what they take back and not counted[, {0}]',
  },
  'moved-within': {
    tone: 'note',
    zh: '调拨、自用及发往本案仓库、网店 {count} 笔不计[，{0}][、{1}][：{names}]',
    en: '{count} moves within the own houses or for own use are not counted in[, {0}][, {1}][: {names}]',
  },
  'to-places-of-case': {
    tone: 'note',
    zh: '其中发往本案查扣场所的[ {0}][、{1}][：{names}]',
    en: 'Of this[ {0}][, {1}] went to places where something was seized[: {names}]',
  },
  'wholesale-price-used': {
    tone: 'note',
    zh: '{count} 种作品没有网店成交，按批发平均价计[，计 {0}][：{names}]',
    en: '{count} titles were not sold online and stand at the average of wholesale[, {0}][: {names}]',
  },
  'average-of-all': {
    tone: 'note',
    zh: '未售部分若按全部实际销售（含批发）的平均价，则为 {0}',
    en: 'With the average over all real sales (wholesale included) for the unsold it is {0}',
  },
  converted: {
    tone: 'note',
    zh: '其中 {count} 行的单位经人工换算[：{names}]',
    en: 'The unit of {count} of the rows was converted by a person[: {names}]',
  },
  'other-goods': {
    tone: 'note',
    zh: '另有 {count} 项不是作品，未计入[，数量 {0}][：{names}]',
    en: '{count} items that are no works are not counted in[, {0}][: {names}]',
  },
  'other-currencies': {
    tone: 'note',
    zh: '另有其他币种 {count} 项，不折算、不计入[：{names}]',
    en: '{count} items in other currencies are neither converted nor counted in[: {names}]',
  },
  'by-account': {
    tone: 'note',
    zh: '按账号计，未作身份认定[（{count} 个账号）]',
    en: 'By accounts; nothing was decided on who is the same person[ ({count} accounts)]',
  },
  'identity-decided': {
    tone: 'note',
    zh: '其中 {count} 个账号已认定为 {0}，其余按账号计，未作身份认定',
    en: '{count} of the accounts were decided to be {0}; all others are counted by account',
  },
  'agents-among': {
    tone: 'note',
    zh: '其中 {count} 个账号是代理（列于代理列表或有下级）[，剔除后为 {0}][：{names}]',
    en: '{count} of the accounts are agents (listed, or with accounts below)[; {0} without them][: {names}]',
  },
  'only-void-slips': {
    tone: 'note',
    zh: '另有 {count} 个账号的注单全部取消或无效，不计',
    en: '{count} accounts whose slips were all cancelled or void are not counted in',
  },
  'counted-in-yuan': {
    tone: 'note',
    zh: '充值提现前后余额之差与金额一致，站点以元计，1 点按 1 元',
    en: 'Balances move by exactly the yuan paid: the site counts in yuan, a point is 1 yuan',
  },
  'house-names': {
    tone: 'note',
    zh: '上级写作公司、系统等的不是账号，不计[：{names}]',
    en: 'Words for the house in place of an account above are not counted[: {names}]',
  },
  'only-named-above': {
    tone: 'note',
    zh: '其中 {count} 个只作为上级出现，自身不在列表中[：{names}]',
    en: '{count} of them are only named as the one above and stand in no list[: {names}]',
  },
  'bets-below': {
    tone: 'note',
    zh: '其中 {count} 个的直接下级有未取消、未作废的注单',
    en: '{count} of them have, directly below, an account with a slip that was not cancelled or void',
  },
  'bets-below-unknown': {
    tone: 'note',
    zh: '没有导入注单，下级是否投注不明',
    en: 'No bet slips were imported; whether the accounts below bet is not known',
  },
}

/** How grave a remark is. */
export function remarkTone({ reason }: Pick<MeasureRemark, 'reason'>): RemarkTone {
  return measureReasonWords[reason].tone
}
/** One remark in words. */
export function measureRemarkText(remark: MeasureRemark, language: Language): string {
  const { count, figures, names, kinds } = remark
  const separator = language === 'en' ? ', ' : '、'
  const values: Readonly<Record<string, string | null>> = {
    count: count === null ? null : countText(count),
    names: names.length === 0 ? null : names.join(separator),
    kinds: kinds.length === 0 ? null : kinds.map((kind) => kindName(kind, language)).join(separator),
    ...Object.fromEntries(
      figures.map(({ value, unit }, index) => [
        String(index),
        `${figureText(value)} ${unitText(unit, language)}`,
      ]),
    ),
  }
  const words = textIn(measureReasonWords[remark.reason], language)
  const template =
    language === 'en' && count === 1
      ? words.replace(/(?<=\{count\})[^{}[\]]+/g, (own) => afterOne(own))
      : words
  return template.replace(
    /\[([^\]]*)\]|\{(\w+)\}/g,
    (_, piece: string | undefined, name: string | undefined) =>
      piece === undefined ? (values[name ?? ''] ?? '') : pieceText(piece, values),
  )
}
function pieceText(piece: string, values: Readonly<Record<string, string | null>>): string {
  const missing = [...piece.matchAll(/\{(\w+)\}/g)].some(([, name]) => (values[name ?? ''] ?? null) === null)
  return missing ? '' : piece.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
}
function kindName(id: string, language: Language): string {
  const [kindId = '', fieldId] = id.split('.')
  const kind = recordKind(kindId)
  if (kind === undefined) return id
  const field = fieldId === undefined ? undefined : kind.fields.find((candidate) => candidate.id === fieldId)
  return field === undefined ? nameIn(kind, language) : nameIn(field, language)
}
/** Everything said beside a figure as one text; empty for nothing. */
export function measureWhyText(why: readonly MeasureRemark[], language: Language): string {
  return why.map((remark) => measureRemarkText(remark, language)).join(language === 'en' ? '; ' : '；')
}
