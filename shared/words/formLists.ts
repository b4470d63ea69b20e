/** Lists of official forms and what they lack, in words. The forms themselves are in Chinese, whatever the language of the screen. */
import { textIn, type Language, type Words } from '../language.ts'
import type { FormGapId, FormListId } from '../model/formLists.ts'

export const formListNames: Readonly<Record<FormListId, Words>> = {
  seized: { zh: '扣押清单', en: 'Seizure list' },
  registered: { zh: '登记保存清单', en: 'List of things registered and kept in place' },
  transferred: { zh: '随案移送清单', en: 'List of things sent with the case' },
  electronic: { zh: '电子数据提取固定清单', en: 'List of electronic data' },
}
/** `{count}` rows. What the rule asks and where it stands is part of the text. */
const gapWords: Readonly<Record<FormGapId, Words>> = {
  'no-document': {
    zh: '法律文书号材料中没有写明，留空由人填写',
    en: 'The number of the decision is not in the material; it is left for a person to fill in',
  },
  'no-unit': {
    zh: '案件信息未填办案单位，首部留空',
    en: 'The case details name no unit; the head stays empty',
  },
  'one-officer': {
    zh: '案件信息所填承办人不足两人；侦查人员不得少于二人（程序规定第229条）',
    en: 'The case details name fewer than two officers; there must be two (Procedure Rules §229)',
  },
  'no-case-number': { zh: '案件信息未填案号', en: 'The case details have no case number' },
  'signatures-by-hand': {
    zh: '签名、印章与日期一律留空，由各方当场填写',
    en: 'Signatures, seals and their dates are left empty for those who sign',
  },
  'witness-by-hand': {
    zh: '材料中没有见证人；没有适合的见证人的，应注明并全程录音录像（程序规定第194条）',
    en: 'The material names no witness; without one that must be noted and everything recorded (Procedure Rules §194)',
  },
  'handling-by-hand': {
    zh: '处理建议由人填写（程序规定第288条）；材料所载处理情况只列在备注',
    en: 'What is proposed for each thing is for a person to write (Procedure Rules §288); what the material says of it stands as a remark',
  },
  'source-by-hand': {
    zh: '程序只知道文件本身；取自何种介质、由谁提供、未能扣押原始介质的原因由人填写（法发〔2016〕22号第9、14条）',
    en: 'The program knows the files alone; medium, provider and why the medium was not seized are for a person to write (Fafa [2016] 22, §§9, 14)',
  },
  'format-by-name': {
    zh: '文件格式按文件名后缀填写，未按内容核对；打印前请核对',
    en: 'Formats are those of the file names, not of the content: check them before printing',
  },
  'possible-repeats': {
    zh: '{count} 行可能与他行是同一物，尚未认定，各列一行；请先到“材料质量”核对',
    en: 'Rows that may be one thing with another, undecided, each on a line of its own: {count}. See the quality of the material first',
  },
  'several-documents': {
    zh: '所列各行写有 {count} 个不同的法律文书号，应分别制作',
    en: 'The rows name {count} numbers of decisions; each needs a list of its own',
  },
  'several-holders': {
    zh: '所列各行有 {count} 名持有人，签名栏只有一栏，应分别制作',
    en: 'The rows name {count} holders, and one signs: each needs a list of its own',
  },
  'numbered-anew': {
    zh: '材料的编号有缺或重复，清单按顺序重新编号，原编号列在备注',
    en: 'Numbers in the material are missing or stand twice; the list is numbered anew and remarks have the old ones',
  },
  'rows-without-document': {
    zh: '{count} 行没有法律文书号，而其他行写有，不得当然视为同一文书',
    en: '{count} rows name no decision while others do; theirs need not be the same',
  },
  'no-quantity': {
    zh: '{count} 行没有数量（程序规定第230条）',
    en: '{count} rows have no quantity (Procedure Rules §230)',
  },
  'odd-quantity': {
    zh: '{count} 行数量为零或负数，仍照材料列入，须核对',
    en: '{count} rows have a quantity of nothing or less; they stand as the material has them, to be checked',
  },
  'no-measure-unit': { zh: '{count} 行没有计量单位', en: '{count} rows have no unit of quantity' },
  'no-feature': {
    zh: '{count} 行没有特征（程序规定第230条；刑诉解释第86条）',
    en: '{count} rows have no features (Procedure Rules §230; Interpretation of Criminal Procedure §86)',
  },
  'no-source': {
    zh: '{count} 行没有来源或扣押地点（程序规定第230条）',
    en: '{count} rows have neither source nor place (Procedure Rules §230)',
  },
  'no-holder': {
    zh: '{count} 行没有持有人；没有持有人的应注明（程序规定第229条）',
    en: '{count} rows have no holder; that must be noted (Procedure Rules §229)',
  },
  'no-time': { zh: '{count} 行没有扣押时间', en: '{count} rows have no time' },
  'handed-out': {
    zh: '{count} 行材料写有领取人或领取时间，可能已发还，仍列入清单，须核对',
    en: '{count} rows name who took the thing or when: perhaps it was returned; they stand on the list, to be checked',
  },
  'no-keeper': { zh: '{count} 行没有存放地点', en: '{count} rows have no place of keeping' },
}
/** A gap as people read it. `count`: rows, or what is counted of the list. */
export function formGapText(gap: FormGapId, count: number, language: Language): string {
  return textIn(gapWords[gap], language).replace('{count}', String(count))
}
