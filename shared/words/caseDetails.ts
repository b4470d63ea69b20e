/** The details of a case in words: for screens, papers and the command line alike. */
import { textIn, type Language, type Words } from '../language.ts'
import type { CaseDetailField, SecrecyGrade } from '../model/caseDetails.ts'

export const caseDetailNames: Readonly<Record<CaseDetailField, Words>> = {
  number: { zh: '案号', en: 'Case number' },
  cause: { zh: '案由', en: 'Matter' },
  unit: { zh: '办案单位', en: 'Unit' },
  officer: { zh: '承办人', en: 'Officer' },
  secondOfficer: { zh: '承办人（二）', en: 'Second officer' },
  filed: { zh: '立案日期', en: 'Filed on' },
  secrecy: { zh: '密级', en: 'Secrecy' },
  recipient: { zh: '受送机关', en: 'Sent to' },
}
export const secrecyNames: Readonly<Record<SecrecyGrade, Words>> = {
  internal: { zh: '内部', en: 'Internal' },
  secret: { zh: '秘密', en: 'Secret' },
  classified: { zh: '机密', en: 'Classified' },
  topSecret: { zh: '绝密', en: 'Top secret' },
}
/** A detail as people read it; empty stays empty. */
export function caseDetailText(field: CaseDetailField, text: string, language: Language): string {
  return field === 'secrecy' && Object.hasOwn(secrecyNames, text)
    ? textIn(secrecyNames[text as SecrecyGrade], language)
    : text
}
