/** The hits of a drawn pattern, as a table with their rows. */
import type {
  AnalysisCell,
  AnalysisColumn,
  AnalysisNote,
  AnalysisResult,
  AnalysisRow,
} from '../../../shared/contract/analyses/result.ts'
import type { LinkKindId } from '../../../shared/model/define.ts'
import { linkKinds } from '../../../shared/model/linkKinds.ts'
import {
  type DrawnPattern,
  hasAmount,
  isCounted,
  isStanding,
  readPattern,
} from '../../../shared/model/drawnPattern.ts'
import { yuan } from '../../../shared/model/currency.ts'
import type { Words } from '../../../shared/language.ts'
import { decimalText } from '../../../shared/model/numberText.ts'
import { patternSentence } from '../../../shared/model/patternWords.ts'
import { readyNames, readyPatterns } from '../../../shared/model/readyPatterns.ts'
import { momentAfter, momentAt, textAt } from '../../../shared/model/time/moments.ts'
import type { AnalysisRunner } from '../core/analysis.ts'
import { column, countNote, EntityNames, note, pickedScopes, tableOf, withheld } from '../entities/answers.ts'
import { readEntity } from '../entities/entityRows.ts'
import { type CaseEvents, caseEvents, eventAmount } from '../graph/caseEvents.ts'
import type { Db } from '../store/db.ts'
import { hasClock, type Hit, type Matched, matchPattern, sumOf } from './match.ts'
import { compareTexts } from '../../../shared/model/textOrder.ts'

/** Hits of a pattern. Errors: `entity-not-found`. */
export const runPattern: AnalysisRunner<'pattern'> = (
  { db, checkCancelled, progress },
  { ready, drawn, of, span },
) => {
  const text = ready === 'own' ? drawn : JSON.stringify(readyPatterns[ready].pattern)
  const read = readPattern(text)
  if ('fault' in read) return withheld({ tone: 'withheld', id: 'pattern-fault', words: read.fault })
  const { pattern } = read
  const chosen = new Set(of.map((id) => readEntity(db, id).entityId))
  progress('events', 0, null)
  const events = caseEvents(db, [...new Set(pattern.steps.map(({ link }) => link))], checkCancelled)
  const things = thingsOf(db)
  progress('pattern', 0, null)
  const matched = matchPattern({
    pattern,
    events,
    kindOf: (node) => things.get(events.entityIds[node] as number)?.kind ?? '',
    labelOf: (node) => things.get(events.entityIds[node] as number)?.label ?? '',
    from: span.from === null ? null : momentAt(span.from),
    to: span.to === null ? null : momentAfter(span.to),
    check: checkCancelled,
  })
  const entityOf = (node: number): number => events.entityIds[node] as number
  const hits = matched.hits.filter(
    ({ nodes }) => chosen.size === 0 || nodes.some((node) => node >= 0 && chosen.has(entityOf(node))),
  )
  const names = ready === 'own' ? {} : readyNames(ready)
  const nameOf = (node: string): Words => {
    const own = pattern.nodes[node]?.name ?? node
    return names[node] ?? { zh: own, en: own }
  }
  return toldHits(db, { pattern, nameOf, events, hits, matched })
}
function thingsOf(db: Db): ReadonlyMap<number, { readonly kind: string; readonly label: string }> {
  return new Map(
    db
      .prepare<[], [number, string, string]>('SELECT entity_id, kind, label FROM entities')
      .raw()
      .all()
      .map(([id, kind, label]) => [id, { kind, label }]),
  )
}
interface Told {
  readonly pattern: DrawnPattern
  readonly nameOf: (node: string) => Words
  readonly events: CaseEvents
  readonly hits: readonly Hit[]
  readonly matched: Matched
}
const linkName = (id: LinkKindId): { readonly zh: string; readonly en: string } => {
  const kind = linkKinds.find((one) => one.id === id)
  return { zh: kind?.nameZh ?? id, en: kind?.nameEn ?? id }
}
function toldHits(db: Db, { pattern, nameOf, events, hits, matched }: Told): AnalysisResult {
  const names = Object.keys(pattern.nodes)
  const named = new EntityNames(
    db,
    hits.flatMap(({ nodes }) =>
      [...nodes].filter((node) => node >= 0).map((node) => events.entityIds[node] as number),
    ),
  )
  const entityOf = (node: number): number => events.entityIds[node] as number
  const timed = pattern.steps.flatMap((step, place) => (isStanding(step.link) || step.none ? [] : [place]))
  const columns: readonly AnalysisColumn[] = [
    ...names.map((name) => column(`node_${name}`, 'entity', nameOf(name).zh, nameOf(name).en)),
    ...timed.flatMap((place) => {
      const step = pattern.steps[place] as DrawnPattern['steps'][number]
      const { zh, en } = linkName(step.link)
      if (isCounted(step))
        return [
          column(
            `time${place + 1}`,
            'time',
            `第 ${place + 1} 步（${zh}）首笔时间`,
            `Step ${place + 1} (${en}), first time`,
          ),
          column(`last${place + 1}`, 'time', `第 ${place + 1} 步末笔时间`, `Step ${place + 1}, last time`),
          column(`count${place + 1}`, 'count', `第 ${place + 1} 步笔数`, `Step ${place + 1}, rows`),
          column(`amount${place + 1}`, 'money', `第 ${place + 1} 步合计`, `Step ${place + 1}, together`),
        ]
      return [
        column(
          `time${place + 1}`,
          'time',
          `第 ${place + 1} 步（${zh}）时间`,
          `Step ${place + 1} (${en}), time`,
        ),
        column(`amount${place + 1}`, 'money', `第 ${place + 1} 步金额`, `Step ${place + 1}, amount`),
      ]
    }),
    column('minutes', 'number', '首末步相隔（分钟）', 'Minutes from first to last'),
  ]
  const timesOf = (hit: Hit): readonly number[] =>
    eventsOf(hit, timed).flatMap((event) =>
      Number.isNaN(events.at[event]) ? [] : [events.at[event] as number],
    )
  // Between days nobody can tell minutes.
  const isClocked = (hit: Hit): boolean => eventsOf(hit, timed).every((event) => hasClock(events, event))
  const base = (hit: Hit): string =>
    hit.nodes.reduce((key, node) => `${key}|${node < 0 ? '' : named.key(entityOf(node))}`, '')
  const lines = hits
    .map((hit) => ({ hit, key: `${base(hit)}|${timesOf(hit).join('|')}`, first: endsOf(timesOf(hit)).first }))
    .toSorted((one, other) =>
      one.first === other.first ? compareTexts(one.key, other.key) : one.first - other.first,
    )
  const times = new Map<string, number>()
  const row = ({ hit, key }: (typeof lines)[number]): AnalysisRow => {
    const place = (times.get(key) ?? 0) + 1
    times.set(key, place)
    const moments = timesOf(hit)
    const cells: AnalysisCell[] = [
      ...[...hit.nodes].map((node) => (node < 0 ? null : named.cell(entityOf(node)))),
      ...timed.flatMap((at): AnalysisCell[] => {
        const event = hit.events[at] as number
        const step = pattern.steps[at]
        if (step !== undefined && isCounted(step)) return togetherCells(events, hit.together.get(at) ?? [])
        return event < 0 ? [null, null] : [timeText(events, event), amountCell(events, event)]
      }),
      moments.length < 2 || !isClocked(hit) ? null : (endsOf(moments).last - endsOf(moments).first) / 60_000,
    ]
    return { key: place === 1 ? key : `${key}|${place}`, cells, rows: rowsOf(events, hit) }
  }
  return {
    figures: [{ id: 'hits', title: { zh: '命中', en: 'Hits' }, sort: 'count', value: hits.length }],
    tables: [tableOf({ id: 'hits', title: { zh: '命中', en: 'Hits' }, columns }, lines, row)],
    notes: [askedNote(pattern, nameOf), materialNote(pattern, events), ...notesOf(pattern, events, matched)],
    entities: [
      ...new Set(
        lines.slice(0, 100).flatMap(({ hit }) => [...hit.nodes].filter((node) => node >= 0).map(entityOf)),
      ),
    ],
    links: [],
  }
}
/** The events of some steps of a hit. */
function eventsOf({ events, together }: Hit, places: readonly number[]): readonly number[] {
  return places.flatMap((place) => {
    const event = events[place] as number
    return event < 0 ? [] : (together.get(place) ?? [event])
  })
}
/** First and last time, how many, how much: nothing together where amounts are missing or of several currencies. */
function togetherCells(events: CaseEvents, those: readonly number[]): AnalysisCell[] {
  const [first] = those
  if (first === undefined) return [null, null, null, null]
  // Those without a time stand last.
  const last = those.findLast((event) => !Number.isNaN(events.at[event])) ?? first
  const currencies = new Set(those.map((event) => events.currencies[events.currency[event] as number]))
  const isOne = currencies.size === 1 && those.every((event) => eventAmount(events, event) !== null)
  return [
    timeText(events, first),
    timeText(events, last),
    those.length,
    isOne ? { minor: sumOf(events, those), currency: [...currencies][0] ?? null } : null,
  ]
}
function timeText(events: CaseEvents, event: number): string | null {
  const at = events.at[event] as number
  if (Number.isNaN(at)) return null
  const written = events.written[event] as number
  return textAt(
    at,
    written >= 19
      ? 'second'
      : written >= 16
        ? 'minute'
        : written >= 10
          ? 'day'
          : written >= 7
            ? 'month'
            : 'year',
  )
}
function amountCell(events: CaseEvents, event: number): AnalysisCell {
  const minor = eventAmount(events, event)
  return minor === null
    ? null
    : { minor, currency: events.currencies[events.currency[event] as number] ?? null }
}
function rowsOf(events: CaseEvents, hit: Hit): NonNullable<AnalysisRow['rows']> {
  const byKind = new Map<string, number[]>()
  for (const event of eventsOf(hit, [...hit.events.keys()])) {
    const kind = events.rules[events.rule[event] as number]?.kind.id ?? ''
    byKind.set(kind, [...(byKind.get(kind) ?? []), events.record[event] as number])
  }
  return [...byKind].flatMap(([kind, ids]) => pickedScopes(kind, ids))
}
/** What was asked, in words: the answer is read where the drawing is not. */
/** What was searched, by sort of link: no hit among no calls says nothing. */
function materialNote(pattern: DrawnPattern, events: CaseEvents): AnalysisNote {
  const counts = new Map<LinkKindId, number>(pattern.steps.map(({ link }) => [link, 0]))
  for (let event = 0; event < events.count; event += 1) {
    const link = events.rules[events.rule[event] as number]?.rule.linkKind as LinkKindId
    counts.set(link, (counts.get(link) ?? 0) + 1)
  }
  const isMissing = [...counts.values()].includes(0)
  const told = (language: 'zh' | 'en'): string =>
    [...counts]
      .map(([link, count]) => `${linkName(link)[language]} ${decimalText(count, 0)}`)
      .join(language === 'zh' ? '、' : ', ')
  return note(isMissing ? 'warn' : 'note', 'material', {
    zh: `参与匹配的材料：${told('zh')}${isMissing ? '；缺少其中一类材料，有无命中都不能说明问题' : ''}。`,
    en: `Searched: ${told('en')}${isMissing ? '; one sort is missing, so that neither hits nor none say anything' : ''}.`,
  })
}
function askedNote(pattern: DrawnPattern, nameOf: (node: string) => Words): AnalysisNote {
  return {
    tone: 'note',
    id: 'asked',
    words: {
      zh: patternSentence(pattern, 'zh-CN', (node) => nameOf(node).zh),
      en: patternSentence(pattern, 'en', (node) => nameOf(node).en),
    },
  }
}
function notesOf(
  { steps }: DrawnPattern,
  events: CaseEvents,
  { isCut, hits }: Matched,
): readonly AnalysisNote[] {
  const tied = new Set(
    steps.flatMap(({ after, before }, place) => {
      const other = after ?? before
      return other === undefined ? [] : [place, other - 1]
    }),
  )
  const timedLinks = new Set([...tied].map((place) => steps[place]?.link))
  const amountSteps = steps.filter(hasAmount)
  let [withoutClock, foreign, amountless, wayless] = [0, 0, 0, 0]
  for (let event = 0; event < events.count; event += 1) {
    const link = events.rules[events.rule[event] as number]?.rule.linkKind
    if (timedLinks.has(link) && !hasClock(events, event)) withoutClock += 1
    const asked = amountSteps.filter((step) => step.link === link)
    const currency = events.currencies[events.currency[event] as number]
    if (asked.some((step) => (step.currency ?? yuan) !== currency)) foreign += 1
    else if (asked.length > 0 && eventAmount(events, event) === null) amountless += 1
    if (events.directed[event] === 0 && steps.some((step) => step.link === link && !step.either)) wayless += 1
  }
  return [
    ...(isCut
      ? [
          {
            tone: 'warn' as const,
            id: 'cut',
            words: {
              zh: `搜索到达上限即停，已得 ${hits.length} 个命中，可能还有；请加条件或缩短时间。`,
              en: `The search stopped at its limit with ${hits.length} hits; there may be more. Add conditions or take a part of time.`,
            },
          },
        ]
      : []),
    {
      tone: 'note',
      id: 'lead',
      words: {
        zh: '命中只说明符合所列条件，是线索，不作结论。',
        en: 'A hit meets the conditions and is a lead, no finding.',
      },
    },
    ...countNote(
      withoutClock,
      'no-clock',
      '{count} 行没有钟点，不匹配有先后要求的步。',
      '{count} rows have no clock and match no step in time order.',
      'warn',
    ),
    ...countNote(
      foreign,
      'foreign',
      '{count} 行是所问以外的币种或币种不明，不匹配有金额要求的步。',
      '{count} rows are in another currency than asked about or in an unknown one and do not match steps with an amount.',
      'warn',
    ),
    ...countNote(
      amountless,
      'no-amount',
      '{count} 行没有金额，不匹配有金额要求的步。',
      '{count} rows have no amount and match no step with one.',
      'warn',
    ),
    ...countNote(
      wayless,
      'no-way',
      '{count} 行没有写明方向，不匹配有方向的步（either 可不论方向）。',
      '{count} rows tell no way and match no step with one.',
      'warn',
    ),
  ]
}
/** The first and the last of moments; a counted step may hold more of them than a call takes arguments. */
function endsOf(moments: readonly number[]): { readonly first: number; readonly last: number } {
  let [first, last] = [Infinity, -Infinity]
  for (const moment of moments) {
    if (moment < first) first = moment
    if (moment > last) last = moment
  }
  return { first, last }
}
