/** Round sums and transfers at night, as analyses. */
import type { AnalysisNote, AnalysisResult } from '../../../shared/contract/analyses/result.ts'
import { moneyText } from '../../../shared/model/numberText.ts'
import { compareTexts } from '../../../shared/model/textOrder.ts'
import type { AnalysisRunner } from '../core/analysis.ts'
import { column, countNote, cutNote, tableOf, toldNote, withheld } from '../entities/answers.ts'
import { ask, type Asked, ledgerNotes, money, Names, noTransfers } from '../money/asked.ts'
import { mark } from '../money/ledger.ts'
import { nightsOf, roundSumsOf } from './habits.ts'
import {
  Checks,
  countFigure,
  leadNote,
  rowsOf,
  spanOf,
  wantedGroups,
  wantedNote,
  withoutStatement,
} from './moneyHits.ts'

export const runRoundSums: AnalysisRunner<'roundSums'> = ({ db, checkCancelled }, params) => {
  const asked = ask(db, params)
  if (asked.currency < 0) return noTransfers(asked)
  if (params.unit === null || params.unit === 0)
    return withheld(toldNote('withheld', 'no-unit', '请填写单位。', 'A unit has to be stated.'))
  const { ledger, groups, currency, from, to } = asked
  const found = roundSumsOf(ledger, groups, {
    currency,
    from,
    to,
    unit: params.unit,
    least: params.least,
    share: params.share,
  })
  checkCancelled()
  const wanted = wantedGroups(asked, params.of)
  const hits = found.hits.filter(({ group }) => wanted === null || wanted.has(group))
  const names = new Names(asked, new Set(hits.map(({ group }) => group)))
  const checks = new Checks(asked)
  const table = tableOf(
    {
      id: 'hits',
      title: { zh: '多为整数', en: 'Mostly round' },
      columns: [
        column('entity', 'entity', '人员 / 账户', 'Person / account'),
        column('holder', 'text', '户名', 'Holder'),
        column('way', 'words', '方向', 'Way'),
        column('count', 'count', '笔数', 'Transfers', 'transfer'),
        column('round', 'count', '整数笔数', 'Round ones', 'transfer'),
        column('share', 'share', '占比', 'Share'),
        column('roundSum', 'money', '整数合计', 'Sum of round ones'),
        column('sum', 'money', '全部合计', 'Sum of all'),
        column('common', 'text', '常见面额（次数）', 'Commonest (times)'),
        column('check', 'words', '须核实', 'To be checked'),
      ],
    },
    hits.toSorted(
      (one, other) =>
        other.round - one.round ||
        compareTexts(names.key(one.group), names.key(other.group)) ||
        compareTexts(one.way, other.way),
    ),
    (hit) => ({
      key: `${names.key(hit.group)} ${hit.way}`,
      cells: [
        names.cell(hit.group),
        names.holder(hit.group),
        hit.way === 'in' ? { zh: '收', en: 'in' } : { zh: '付', en: 'out' },
        hit.count,
        hit.round,
        hit.round / hit.count,
        money(asked, hit.roundSum),
        money(asked, hit.sum),
        hit.common.map(([amount, times]) => `${moneyText(amount)}×${times}`).join('、'),
        checks.words(hit.places, [withoutStatement(asked, hit.group)]),
      ],
      rows: rowsOf(asked, hit.places),
    }),
  )
  return answer(
    asked,
    [
      {
        id: 'counted',
        title: { zh: '计入笔数（收付各计）', en: 'Counted (each way)' },
        sort: 'count',
        value: found.count,
      },
      {
        id: 'caseShare',
        title: { zh: '全案整数占比', en: 'Round ones of the case' },
        sort: 'share',
        value: found.count === 0 ? null : found.round / found.count,
      },
      countFigure('hits', '符合特征', 'Matches', hits.length),
    ],
    table,
    names,
    hits.map(({ group }) => group),
    wantedNote(wanted),
  )
}

export const runNightTransfers: AnalysisRunner<'nightTransfers'> = ({ db, checkCancelled }, params) => {
  const asked = ask(db, params)
  if (asked.currency < 0) return noTransfers(asked)
  const { fromHour, toHour } = params
  if (fromHour === toHour || (fromHour === 0 && toHour === 24))
    return withheld(
      toldNote(
        'withheld',
        'no-night',
        '夜间时段为空或为全天，请改起止钟点。',
        'The night is empty or all day long; change its hours.',
      ),
    )
  const { ledger, groups, currency, from, to } = asked
  const found = nightsOf(ledger, groups, {
    currency,
    from,
    to,
    fromHour,
    toHour,
    least: params.least,
    share: params.share,
  })
  checkCancelled()
  const wanted = wantedGroups(asked, params.of)
  const hits = found.hits.filter(({ group }) => wanted === null || wanted.has(group))
  const names = new Names(asked, new Set(hits.map(({ group }) => group)))
  const checks = new Checks(asked)
  const table = tableOf(
    {
      id: 'hits',
      title: { zh: '多在夜间', en: 'Mostly at night' },
      columns: [
        column('entity', 'entity', '人员 / 账户', 'Person / account'),
        column('holder', 'text', '户名', 'Holder'),
        column('told', 'count', '有钟点的笔数', 'Tell an hour', 'transfer'),
        column('night', 'count', '夜间笔数', 'At night', 'transfer'),
        column('share', 'share', '占比', 'Share'),
        column('nightSum', 'money', '夜间合计', 'Sum at night'),
        column('first', 'time', '最早', 'First'),
        column('last', 'time', '最晚', 'Last'),
        column('midnight', 'count', '恰为零点（未计）', 'At midnight (left out)', 'transfer'),
        column('untold', 'count', '不知钟点（未计）', 'Hour not told (left out)', 'transfer'),
        column('check', 'words', '须核实', 'To be checked'),
      ],
    },
    hits.toSorted(
      (one, other) => other.night - one.night || compareTexts(names.key(one.group), names.key(other.group)),
    ),
    (hit) => ({
      key: names.key(hit.group),
      cells: [
        names.cell(hit.group),
        names.holder(hit.group),
        hit.told,
        hit.night,
        hit.night / hit.told,
        money(asked, hit.nightSum),
        ...spanOf(asked, hit.places),
        hit.midnight,
        hit.untold,
        checks.words(hit.places, [withoutStatement(asked, hit.group)]),
      ],
      rows: rowsOf(asked, hit.places),
    }),
  )
  return answer(
    asked,
    [
      {
        id: 'counted',
        title: { zh: '有钟点的收付（收付各计）', en: 'Tell an hour (each way)' },
        sort: 'count',
        value: found.told,
      },
      {
        id: 'caseShare',
        title: { zh: '全案夜间占比', en: 'At night in the case' },
        sort: 'share',
        value: found.told === 0 ? null : found.night / found.told,
      },
      countFigure('hits', '符合特征', 'Matches', hits.length),
      countFigure(
        'undecidable',
        '不可判（有钟点的不足）',
        'Cannot be told (too few tell an hour)',
        found.undecidable,
      ),
    ],
    table,
    names,
    hits.map(({ group }) => group),
    [
      ...wantedNote(wanted),
      ...countNote(
        found.undecidable,
        'no-clock',
        '有 {count} 个人（户）笔数够而写明钟点的不足，不可判，不是“未命中”。',
        '{count} people or accounts have enough transfers of which too few tell an hour: cannot be told, which is not “no”.',
        'warn',
      ),
    ],
  )
}
function answer(
  asked: Asked,
  figures: AnalysisResult['figures'],
  table: AnalysisResult['tables'][number],
  names: Names,
  groups: readonly number[],
  notes: readonly AnalysisNote[],
): AnalysisResult {
  return {
    figures,
    tables: [table],
    notes: [
      ...notes,
      ...[cutNote(table)].flatMap((each) => each ?? []),
      ...ledgerNotes(asked),
      ...failedNote(asked),
      leadNote,
    ],
    entities: [...new Set(groups)].slice(0, 50).flatMap((group) => names.entityId(group) ?? []),
    links: [],
  }
}
/** What is left out, and of what only a part counts. */
function failedNote({ ledger, currency }: Asked): readonly AnalysisNote[] {
  const taken = new Set(ledger.takenBack.map(({ of }) => of))
  let [failed, sideless, red, partly] = [0, 0, 0, 0]
  for (let place = 0; place < ledger.count; place += 1) {
    if (ledger.currencies[place] !== currency) continue
    const marks = ledger.marks[place] as number
    if ((marks & mark.failed) !== 0) failed += 1
    else if ((marks & mark.sideless) !== 0) sideless += 1
    else if ((ledger.amounts[place] as number) <= 0) red += 1
    else if (taken.has(place)) partly += 1
  }
  return [
    ...countNote(
      failed,
      'failed',
      '全案有 {count} 笔失败的，未计入。',
      '{count} transfers of the case failed and are left out.',
    ),
    ...countNote(
      sideless,
      'sideless',
      '全案有 {count} 笔没有写明收付方向，未计入。',
      '{count} transfers of the case tell neither in nor out and are left out.',
      'warn',
    ),
    ...countNote(
      red,
      'red',
      '全案有 {count} 笔已全部冲正或为红字，未计入。',
      '{count} transfers of the case were taken back whole or are red entries; they are left out.',
    ),
    ...countNote(
      partly,
      'partly-taken-back',
      '全案有 {count} 笔部分冲正或退款，金额（及是否整数）按扣除后的计。',
      'Of {count} transfers of the case a part was taken back; the rest is their amount, also where it is asked whether it is round.',
    ),
  ]
}
