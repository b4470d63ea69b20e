/** What the articles threatened before and after 刑法修正案（十一）, in words. Shown beside the sets of rules; nothing is judged by it. */
import type { Confidence, Statute } from '../../../../shared/contract/law.ts'

interface StatuteText extends Statute {
  /** First day; null: before all others. */
  readonly from: string | null
}
/** The day on which the present text of articles 217, 218 and 303 came into force. */
export const amendmentEleven = '2021-03-01'
const text = (
  from: string | null,
  zh: string,
  en: string,
  source: string,
  confidence: Confidence = 'verified-full-text',
): StatuteText => ({ from, text: { zh, en }, source, confidence })

const copyright: readonly StatuteText[] = [
  text(
    null,
    'T1 三年以下有期徒刑或者拘役，并处或者单处罚金；T2 三年以上七年以下有期徒刑，并处罚金',
    'T1 up to 3 years or detention, with or instead a fine; T2 3 to 7 years and a fine',
    '刑法第217条（2021-03-01 前）',
  ),
  text(
    amendmentEleven,
    'T1 三年以下有期徒刑，并处或者单处罚金；T2 三年以上十年以下有期徒刑，并处罚金',
    'T1 up to 3 years, with or instead a fine; T2 3 to 10 years and a fine',
    '刑法修正案（十一）第20条',
  ),
]
const casino: readonly StatuteText[] = [
  text(
    null,
    'T1 三年以下有期徒刑等；T2 三年以上十年以下有期徒刑',
    'T1 up to 3 years or less; T2 3 to 10 years',
    '刑法第303条第2款（2021-03-01 前）',
    'verified-excerpt',
  ),
  text(
    amendmentEleven,
    'T1 五年以下有期徒刑、拘役或者管制，并处罚金；T2 五年以上十年以下有期徒刑，并处罚金',
    'T1 up to 5 years, detention or control, and a fine; T2 5 to 10 years and a fine',
    '刑法修正案（十一）第36条',
  ),
]
const texts: Readonly<Record<string, readonly StatuteText[]>> = {
  侵犯著作权罪: copyright,
  销售侵权复制品罪: [
    text(
      null,
      '三年以下有期徒刑或者拘役，并处或者单处罚金',
      'up to 3 years or detention, with or instead a fine',
      '刑法第218条（2021-03-01 前）',
    ),
    text(
      amendmentEleven,
      '五年以下有期徒刑，并处或者单处罚金',
      'up to 5 years, with or instead a fine',
      '刑法修正案（十一）第21条',
    ),
  ],
  开设赌场罪: casino,
  '开设赌场罪（共同犯罪：明知而提供帮助）': casino,
}

/** What the article threatened on a day, where it changed; null where the table of changes has nothing. */
export function statuteOn(offence: string, day: string): Statute | null {
  const held = texts[offence]?.findLast(({ from }) => from === null || from <= day)
  return held === undefined ? null : { text: held.text, source: held.source, confidence: held.confidence }
}
/** Days on which the text of an offence changed. */
export function statuteDays(offence: string): readonly string[] {
  return (texts[offence] ?? []).flatMap(({ from }) => from ?? [])
}
