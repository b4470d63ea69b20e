/** The figures of a case held against the thresholds of the law. */
import {
  actors,
  type HeldAgainst,
  type HeldAmounts,
  type HeldCombo,
  type HeldFigure,
} from '../../../shared/contract/law.ts'
import { textIn, type Language } from '../../../shared/language.ts'
import { figureDecimal, figureText } from '../../../shared/model/numberText.ts'
import { isCalendarDay } from '../../../shared/model/time/calendarDay.ts'
import {
  byText,
  comboStateText,
  heldStateText,
  isHeld,
  isToCheck,
  lawWords,
  reachedText,
  setText,
} from '../../../shared/words/law.ts'
import { measureRemarkText } from '../../../shared/words/measureReasons.ts'
import { UsageError, type Command } from './command.ts'
import { withCase } from './openCase.ts'
import { textTable } from './textTable.ts'

/** The day of an option; null when it was not given. */
export function dayOf(name: string, text: string | undefined): string | null {
  if (text === undefined) return null
  if (!isCalendarDay(text)) throw new UsageError(`--${name} is a day as 2025-04-26`)
  return text
}

const thresholds: Command = {
  name: 'thresholds',
  words: 'CASE',
  least: 1,
  most: 1,
  summary: 'hold the figures of the case against the thresholds of the law, by the days of the acts',
  more: [
    'Where acts lie on both sides of a change, both sets of rules stand side by side; nothing is decided. For reference; the competent authorities decide.',
  ],
  options: {
    date: { value: 'DAY', help: 'take the rules of this day for everything' },
    actor: { value: 'individual|unit', help: 'who acted (individual)' },
    repeat: {
      value: 'yes|no',
      help: 'punished for the like within two years; left out: not known, such rules are not applied',
    },
    all: { help: 'also offences and metrics without a figure' },
  },
  run(context) {
    const { given, engine, output, language } = context
    const actor = actors.find((one) => one === (given.text('actor') ?? 'individual'))
    if (actor === undefined) throw new UsageError('--actor is individual or unit')
    const said = given.text('repeat')
    if (said !== undefined && said !== 'yes' && said !== 'no') throw new UsageError('--repeat is yes or no')
    const date = dayOf('date', given.text('date'))
    return withCase(context, given.words[0], 'read', async () => {
      const held = await engine.call('law.held', {
        actor,
        date,
        repeat: said === undefined ? null : said === 'yes',
      })
      output.result(written(held, language), () => heldText(held, language, given.on('all')))
      return 0
    })
  },
}

function writtenFigure(figure: HeldFigure | null, language: Language) {
  return figure === null
    ? null
    : {
        value: figure.value === null ? null : figureDecimal(figure.value),
        low: figure.low === null ? null : figureDecimal(figure.low),
        high: figure.high === null ? null : figureDecimal(figure.high),
        openBelow: figure.openBelow,
        openAbove: figure.openAbove,
        rows: figure.rows,
        why: figure.why.map((remark) => ({
          reason: remark.reason,
          text: measureRemarkText(remark, language),
        })),
      }
}
function writtenAgainst({ reached, perhaps, rows }: HeldAgainst) {
  return {
    reached,
    perhaps,
    rows: rows.map(({ limit, by, multiple, needs, ...row }) => ({
      ...row,
      limit: figureDecimal(limit),
      by: by === null ? null : figureDecimal(by),
      multiple: multiple === null ? null : figureDecimal(multiple),
      needs: needs.map((need) => ({
        ...need,
        limit: need.limit === null ? null : figureDecimal(need.limit),
      })),
      toCheck: isToCheck(row),
    })),
  }
}
/** Everything, amounts as exact decimals. */
function written(held: HeldAmounts, language: Language) {
  return {
    ...held,
    note: textIn(lawWords.forReference, language),
    offences: held.offences.map((offence) => ({
      ...offence,
      lines: offence.lines.map((line) => ({
        ...line,
        none: line.none === null ? null : textIn(line.none, language),
        whole: writtenFigure(line.whole, language),
        sets: line.sets.map(({ own, whole }) => ({
          own:
            own === null
              ? null
              : { figure: writtenFigure(own.figure, language), against: writtenAgainst(own.against) },
          whole: writtenAgainst(whole),
        })),
      })),
      combos: offence.combos.map((set) => ({
        own: set.own?.map(writtenCombo) ?? null,
        whole: set.whole.map(writtenCombo),
      })),
    })),
  }
}
const writtenCombo = (combo: HeldAmounts['offences'][number]['combos'][number]['whole'][number]) => ({
  ...combo,
  items: combo.items.map((item) => ({ ...item, limit: figureDecimal(item.limit) })),
  toCheck: isToCheck(combo),
})

function heldText(held: HeldAmounts, language: Language, all: boolean): string {
  const word = (of: keyof typeof lawWords): string => textIn(lawWords[of], language)
  const parts = held.offences.flatMap((offence) => {
    const lines = offence.lines.filter((line) => all || isHeld(line))
    if (lines.length === 0) return []
    const rows = lines.flatMap((line) =>
      line.sets.flatMap((set, place) => {
        const own = set.own
        const ruleSet = offence.sets[place]
        const of = (against: HeldAgainst, figure: HeldFigure | null, which: string) =>
          against.rows
            .filter(({ notApplied }) => all || notApplied === null)
            .map((row) => [
              line.measure === null ? line.nameZh : `${line.nameZh} · ${textIn(line.measure.name, language)}`,
              ruleSet === undefined ? '' : setText(ruleSet, language),
              which,
              figure === null ? '' : figureText(figure.value),
              `${row.tier} ${figureText(row.limit)}`,
              heldStateText(row, figure, language),
              byText(row, language),
              `${row.source}${isToCheck(row) ? ` ${word('toCheck')}` : ''}`,
            ])
        return [
          ...of(set.whole, line.whole, word('together')),
          ...(own === null ? [] : of(own.against, own.figure, word('ownActs'))),
        ]
      }),
    )
    const days = (place: number): string => {
      const set = offence.sets[place]
      return set === undefined ? '' : setText(set, language)
    }
    const colon = language === 'zh-CN' ? '：' : ': '
    const why = lines.flatMap((line) => {
      if (line.none !== null) return [`${line.nameZh}${colon}${textIn(line.none, language)}`]
      const said = (of: HeldFigure | null): readonly string[] =>
        (of?.why ?? []).map((remark) => measureRemarkText(remark, language))
      const whole = said(line.whole)
      // What is said of a part alone: rows that cannot be placed, what is open and not divided.
      const parts = line.sets.flatMap(({ own }, place) =>
        said(own?.figure ?? null)
          .filter((words) => !whole.includes(words))
          .map((words) => `${line.nameZh} ${days(place)}${colon}${words}`),
      )
      return [...whole.map((words) => `${line.nameZh}${colon}${words}`), ...parts]
    })
    const combos = offence.combos.flatMap(({ whole, own }, place) => {
      const of = (which: string, combo: HeldCombo): string =>
        `${days(place)} ${which} ${word('halves')} ${combo.tier} ${word(combo.reading)}${colon}${comboStateText(combo, language)} · ${combo.source}${isToCheck(combo) ? ` ${word('toCheck')}` : ''}`
      return [
        ...whole.map((combo) => of(word('together'), combo)),
        ...(own ?? []).map((combo) => of(word('ownActs'), combo)),
      ]
    })
    return [
      `${offence.offence} ${offence.article} ${reachedText(offence, language)}`,
      textTable(
        ['metric', 'rules', 'acts', 'figure', 'limit', 'state', 'by', 'source'].map((title) => ({
          title: language === 'zh-CN' ? (headers[title] ?? title) : title,
          right: title === 'figure' || title === 'limit' || title === 'by',
        })),
        rows,
      ),
      ...combos,
      ...why,
      '',
    ]
  })
  return [...parts, `${word('forReference')} ${word('atLeast')}`].join('\n')
}
const headers: Readonly<Record<string, string>> = {
  metric: '指标',
  rules: '规则',
  acts: '行为',
  figure: '数额',
  limit: '标准',
  state: '结果',
  by: '差额与倍数',
  source: '出处',
}

export const lawCommands: readonly Command[] = [thresholds]
