/** Pieces of answers that patterns of money share: what is asked, what is doubtful of a hit, what was left out, keys that stay. */
import type { AnalysisCell, AnalysisNote, EntityCell } from '../../../shared/contract/analyses/result.ts'
import type { ScopeInput } from '../../../shared/contract/scope.ts'
import type { Words } from '../../../shared/language.ts'
import { countNote, note, pickedScopes } from '../entities/answers.ts'
import { type Asked, groupsOf, ledgerNotes, money, type Names, timeText } from '../money/asked.ts'
import { reasonWords } from '../money/doubtsOf.ts'
import { mark } from '../money/ledger.ts'
import { momentText } from '../money/moments.ts'
import { statementWords } from '../money/rankingAnalysis.ts'
import { sumOf } from '../money/sums.ts'
import { doubtfulTransfers } from '../records/transferDoubts.ts'
import type { Steps } from './moneySteps.ts'

/** The groups that are asked for; null: all. */
export function wantedGroups(asked: Asked, of: readonly number[]): ReadonlySet<number> | null {
  return of.length === 0 ? null : new Set(groupsOf(asked, of))
}
/** Says that nothing chosen has a transfer, so that nothing found is no answer about it. */
export function wantedNote(wanted: ReadonlySet<number> | null): readonly AnalysisNote[] {
  return wanted === null || wanted.size > 0
    ? []
    : [
        note('warn', 'chosen-without-transfers', {
          zh: '所选对象在材料中没有转账，因此没有命中。',
          en: 'Those chosen have no transfer in the material, hence no match.',
        }),
      ]
}
/** Places of steps in the ledger. */
export function placesOfSteps({ places }: Steps, steps: Iterable<number>): readonly number[] {
  return [...steps].map((step) => places[step] as number)
}
/** The exact sum of transfers. */
export function sumCell(asked: Asked, places: readonly number[]): AnalysisCell {
  return money(asked, sumOf(places.map((place) => asked.ledger.amounts[place] as number)))
}
/** The transfers themselves, with their repeats and second sides left to the table. */
export function rowsOf({ ledger }: Asked, places: readonly number[]): readonly ScopeInput[] {
  return pickedScopes(
    'transfer',
    places.map((place) => ledger.records[place] as number),
  )
}
/** First and last time of transfers, each as fine as its row tells, to the second at most. */
export function spanOf(
  { ledger }: Asked,
  places: readonly number[],
): readonly [string | null, string | null] {
  const text = (place: number | undefined): string | null =>
    place === undefined
      ? null
      : timeText(ledger.times[place] as number, Math.min(2, ledger.grains[place] as number))
  const sorted = places.toSorted(
    (one, other) => (ledger.times[one] as number) - (ledger.times[other] as number) || one - other,
  )
  return [text(sorted[0]), text(sorted.at(-1))]
}
/** When a transfer was, as fine as its row tells, to the second at most. */
export function momentOf({ ledger }: Asked, place: number): string {
  return momentText(ledger.times[place] as number, Math.min(2, ledger.grains[place] as number))
}
/** Hours between the beginnings of what the first and the last row tell. */
export function hoursOf({ ledger }: Asked, places: readonly number[]): number {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const place of places) {
    const time = ledger.times[place] as number
    first = Math.min(first, time)
    last = Math.max(last, time)
  }
  return Math.round(((last - first) / 3_600_000) * 100) / 100
}
/** Accounts or people as one cell, in their order. */
export function partyCells(names: Names, groups: Iterable<number>): readonly EntityCell[] {
  return [...groups].flatMap((group) => names.cell(group) ?? [])
}

/** What is to be checked of transfers before anybody leans on them. */
export class Checks {
  private readonly asked: Asked
  private readonly doubtful: ReturnType<typeof doubtfulTransfers>
  constructor(asked: Asked) {
    this.asked = asked
    this.doubtful = doubtfulTransfers(asked.db)
  }
  /** In words; null where nothing is. */
  words(places: readonly number[], more: readonly (Words | false)[] = []): Words | null {
    const { ledger } = this.asked
    const unknown = places.filter((place) => ((ledger.marks[place] as number) & mark.undecided) !== 0).length
    const counts = new Map<keyof typeof reasonWords, number>()
    for (const place of places) {
      const found = this.doubtful.get(ledger.records[place] as number)
      if (found === undefined) continue
      for (const reason of new Set([...found.own, ...found.named].map((each) => each.reason)))
        counts.set(reason, (counts.get(reason) ?? 0) + 1)
    }
    const told: readonly Words[] = [
      ...more.flatMap((each) => (each === false ? [] : [each])),
      ...(unknown === 0 ? [] : [{ zh: `${unknown} 笔结果不明`, en: `result of ${unknown} not known` }]),
      ...[...counts].map(([reason, count]) => ({
        zh: `${count} 笔${reasonWords[reason].zh}`,
        en: `${reasonWords[reason].en}: ${count}`,
      })),
    ]
    return told.length === 0
      ? null
      : { zh: told.map(({ zh }) => zh).join('；'), en: told.map(({ en }) => en).join('; ') }
  }
}
export const orderNotTold: Words = { zh: '先后不明', en: 'order not told' }
/** Says that an account's own statement is not in the case. */
export function withoutStatement(asked: Asked, group: number): Words | false {
  return statementWords(asked, group).stated
    ? false
    : { zh: '无本户流水，可能不全', en: 'no statement of its own, may lack some' }
}

/** Keys of lines, each once: what is alike in everything a key tells is numbered. */
export class Keys {
  private readonly counts = new Map<string, number>()
  of(key: string): string {
    const count = (this.counts.get(key) ?? 0) + 1
    this.counts.set(key, count)
    return count === 1 ? key : `${key} #${count}`
  }
}

export const leadNote: AnalysisNote = note('note', 'lead', {
  zh: '符合特征只作线索，不作结论；须结合背景与合理解释。门槛非法定，均列在参数中。',
  en: 'A match is a lead, no conclusion; it has to be seen with its background. No threshold is one of law; all stand among the parameters.',
})
/** What the search did not look at, and what its steps do not tell. */
export function stepNotes(
  asked: Asked,
  steps: Steps,
  wanted: ReadonlySet<number> | null,
): readonly AnalysisNote[] {
  const { own, outside, failed, sideless, red, small } = steps.left
  const parts: readonly (readonly [number, string, string])[] = [
    [own, '本人账户之间', 'between own accounts'],
    [outside, '对方为通道户、现金、手续费等或无账号', 'with third-party payers, cash, fees or no account'],
    [failed, '失败', 'failed'],
    [sideless, '收付不明', 'direction not known'],
    [red, '已全部冲正或为红字', 'taken back whole, or red entries'],
    [small, '低于所填金额', 'below the amount stated'],
  ]
  const told = parts.filter(([count]) => count > 0)
  return [
    ...wantedNote(wanted),
    ...ledgerNotes(asked),
    ...netNote(asked, steps.places),
    ...(told.length === 0
      ? []
      : [
          note('note', 'not-searched', {
            zh: `未参与查找：${told.map(([count, zh]) => `${zh} ${count} 笔`).join('，')}。`,
            en: `Not searched: ${told.map(([count, , en]) => `${count} ${en}`).join(', ')}.`,
          }),
        ]),
    ...countNote(
      steps.dayOnly,
      'day-only',
      '参与查找的有 {count} 笔只写到日：按当日零点计算间隔，同日的先后不明。',
      '{count} of the transfers searched tell only a day: lengths count from its midnight, the order within a day is not told.',
      'warn',
    ),
  ]
}
/** Says of how many transfers a part was taken back: what counts of them is the rest. */
function netNote({ ledger }: Asked, places: Int32Array): readonly AnalysisNote[] {
  if (ledger.takenBack.length === 0) return []
  const taken = new Set(ledger.takenBack.map(({ of }) => of))
  const count = places.reduce((sum, place) => sum + Number(taken.has(place)), 0)
  return countNote(
    count,
    'partly-taken-back',
    '参与查找的有 {count} 笔部分冲正或退款，按扣除后的金额计。',
    'Of {count} of the transfers searched a part was taken back; the rest counts.',
  )
}
/** How many transfers were searched, as a figure. */
export function searchedFigure(steps: Steps) {
  return {
    id: 'searched',
    title: { zh: '参与查找的转账', en: 'Transfers searched' },
    sort: 'count',
    unit: 'transfer',
    value: steps.count,
  } as const
}
export function countFigure(id: string, zh: string, en: string, value: number) {
  return { id, title: { zh, en }, sort: 'count', value } as const
}
