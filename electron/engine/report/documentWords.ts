/** What a report says of itself, in both languages. What a section says stands in the section. */
import type { ReportRedaction } from '../../../shared/contract/reports.ts'
import type { Language } from './words.ts'

const zh = {
  heading: '案件材料核算报告',
  /** What the files are called, whatever their headings say. */
  fileName: '案件材料核算报告',
  workbookFileName: '证据表',
  caseName: '案件',
  createdAt: '建档时间',
  operator: '操作人',
  madeAt: '报告时间',
  program: '程序版本',
  audit: '操作日志末条',
  noFont: '本机没有中文字体，图中文字可能无法显示。',
  noPicture: (name: string) => `此处应有链图“${name}”：程序的图片部件没有装好，未能生成图片。`,
  noGlyphs: (characters: string) => `本机字体没有下列字符，图中以“□”代替：${characters}`,
  masked: {
    numbers: '本文件中的证件号码、手机号、账号已遮盖部分数字。',
    all: '本文件中的证件号码、手机号、账号已遮盖部分数字；人名只留姓氏，以“某”代替名字，同姓的以数字区分。',
  },
  page: ['第 ', ' 页 / 共 ', ' 页'] as const,
}
type Words = Omit<typeof zh, 'page'> & { readonly page: readonly [string, string, string] }
const en: Words = {
  heading: 'Report on the material of the case',
  fileName: 'Report on the material of the case',
  workbookFileName: 'Evidence table',
  caseName: 'Case',
  createdAt: 'Case file made',
  operator: 'Operator',
  madeAt: 'Report made',
  program: 'Program',
  audit: 'Last audit entry',
  noFont: 'This machine has no Chinese font; text in the pictures may be missing.',
  noPicture: (name) =>
    `The chart “${name}” belongs here: the part of the program that makes pictures is not installed, so it could not be drawn.`,
  noGlyphs: (characters) =>
    `No font of this machine has these characters; □ stands for them in the picture: ${characters}`,
  masked: {
    numbers: 'Figures of ID numbers, phones and accounts are partly masked in this file.',
    all: 'Figures of ID numbers, phones and accounts are partly masked in this file; of names of persons only the surname stands; persons who share it are told apart by a number.',
  },
  page: ['Page ', ' of ', ''],
}
export const documentWords: Readonly<Record<Language, Words>> = { 'zh-CN': zh, en }

/** What the file says of its masking. */
export function redactionText(redaction: Exclude<ReportRedaction, 'none'>, language: Language): string {
  return documentWords[language].masked[redaction]
}
