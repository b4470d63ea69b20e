/** What every answer about calls says of the material. */
import type { AnalysisNote } from '../../../shared/contract/analyses/result.ts'
import { countNote } from '../entities/answers.ts'
import type { CallTable } from './callTable.ts'

/** Said where a case has no list of calls. */
export const noCalls: AnalysisNote = {
  tone: 'withheld',
  id: 'no-calls',
  words: { zh: '案件中没有话单。', en: 'The case holds no list of calls.' },
}
/** What every answer about calls says of the material. */
export function materialNotes({ rows, listed, secondSides }: CallTable): readonly AnalysisNote[] {
  const nobody = rows.filter(({ counted, own, counter }) => counted && (own === null || counter === null))
  return [
    {
      tone: 'note',
      id: 'listed',
      words: {
        zh: `有本机话单的号码 ${listed.size} 个；其他号码只见于这些话单，它们之间的通话、它们自己的小区与手机不在材料中。`,
        en: `${listed.size} numbers have a list of their own; others are seen in those lists only, what they did among themselves is not in the material.`,
      },
    },
    ...countNote(
      secondSides,
      'both-sides',
      '{count} 次通话在双方话单里各有一行（号码互换、主被叫相反、起时相差 5 分钟以内、时长相差 2 秒以内），只计一次。',
      '{count} calls stand in the lists of both phones and count once.',
    ),
    ...countNote(
      nobody.length,
      'no-number',
      '{count} 行没有可用的本机或对方号码，未计入。',
      '{count} rows without a usable own or other number are not counted.',
      'warn',
    ),
  ]
}
