/** The figures of the case against the table: by offence the sets of rules that its acts lie in and the one of today, by metric the figure against each. */
import type {
  HeldAmounts,
  HeldAgainst,
  HeldFigure,
  HeldLine,
  HeldOffence,
  RuleSet,
} from '../../../../shared/contract/law.ts'
import { countValue } from '../../../../shared/model/figureValue.ts'
import { factsState } from '../../records/factsVersion.ts'
import { keptValues } from '../../records/keptPerState.ts'
import type { Db } from '../../store/db.ts'
import { recordTable } from '../../store/recordTables.ts'
import { rowsWithin, type MeasureScope } from '../measure.ts'
import { measureOf, readMeasure, readMeasures } from '../measures.ts'
import { daySql } from '../periods.ts'
import { wholeCase } from '../../../../shared/model/subject.ts'
import { measureOfMetric, whyNotCounted, type Metric } from '../thresholdMetrics.ts'
import type { Threshold } from '../thresholds.ts'
import { surely, type Told } from './amounts.ts'
import { amountOf, countedMetric, familyOf, waysOf } from './conditions.ts'
import { heldFigure } from './ranges.ts'
import { dayIn, eraOn, erasOf, erasOfActs, offencesOf, rowsIn, ruleSetOf, type Era } from './sets.ts'
import { heldAgainst, heldCombos, heldRow, lighterOf, type Amounts, type Who } from './tiers.ts'

export interface HeldQuestion extends Who {
  /** The rules of this day for everything; null: those of the acts and those of today. */
  readonly date: string | null
}

/** When the rows behind some measures happened, and how many do not say it. */
interface ActDays {
  readonly first: string | null
  readonly last: string | null
  readonly undated: number
  /** The parts of time that some row may be of; those between the first and the last day without a row are none. */
  readonly eras: ReadonlySet<Era>
}
function actDays(db: Db, measures: readonly string[], eras: readonly Era[]): ActDays {
  const scopes = new Map<string, MeasureScope>()
  for (const id of measures)
    for (const scope of measureOf(id)?.scopes ?? [])
      scopes.set(`${scope.kind} ${scope.where} ${scope.picked?.name ?? ''}`, scope)
  const days: string[] = []
  const touched = new Set<Era>()
  // Scopes of one kind overlap: of each kind the one with most.
  const undated = new Map<string, number>()
  for (const scope of scopes.values()) {
    const { where, params } = rowsWithin(db, scope, wholeCase)
    const sql = daySql(scope.kind)
    const [from, to] = [sql?.first ?? 'NULL', sql?.last ?? 'NULL']
    // One look at the table for all of them.
    const within = eras.map((_, place) => `MAX(${from} <= @era_to_${place} AND ${to} >= @era_from_${place})`)
    const row = db
      .prepare<[object], [string | null, string | null, number, ...(number | null)[]]>(
        `SELECT ${[`MIN(${from})`, `MAX(${to})`, `COUNT(*) - COUNT(${from})`, ...within].join(', ')} FROM ${recordTable(scope.kind)} r WHERE ${where}`,
      )
      .raw()
      .get({
        ...params,
        ...Object.fromEntries(
          eras.flatMap((era, place) => [
            [`era_from_${place}`, era.from ?? ''],
            [`era_to_${place}`, era.to ?? '9999-12-31'],
          ]),
        ),
      })
    const [first = null, last = null, none = 0, ...inEra] = row ?? []
    for (const [place, era] of eras.entries()) if (inEra[place] === 1) touched.add(era)
    if (first !== null) days.push(first)
    if (last !== null) days.push(last)
    undated.set(scope.kind, Math.max(undated.get(scope.kind) ?? 0, none))
  }
  days.sort()
  return {
    first: days[0] ?? null,
    last: days.at(-1) ?? null,
    undated: [...undated.values()].reduce((sum, count) => sum + count, 0),
    eras: touched,
  }
}

/** A line to be: what is counted, and by which measure. */
interface Counting {
  readonly family: string
  readonly nameZh: string
  readonly metric: Metric
  readonly measure: string | null
  /** Another way of counting: held against the same numbers, and no part of a combination. */
  readonly way: boolean
}
function countingsOf(table: readonly Threshold[], offence: string): readonly Counting[] {
  const found = new Map<string, Counting>()
  for (const row of table) {
    if (row.crime !== offence || (row.tier !== 'T1' && row.tier !== 'T2') || row.limit === null) continue
    const family = familyOf(row.metric)
    // The name of the newest rule, without whom it is for.
    const metric = countedMetric(row.metric)
    found.set(family, {
      family,
      nameZh: row.metricNameZh.replace(/（(?:个人|单位)）$/u, ''),
      metric,
      measure: measureOfMetric(metric, offence),
      way: false,
    })
  }
  return [...found.values()].flatMap((counting) => [
    counting,
    ...waysOf(offence, counting.family).flatMap((metric): readonly Counting[] => {
      const measure = measureOfMetric(metric, offence)
      const named = table.find((row) => row.metric === metric)
      return measure === null || named === undefined
        ? []
        : [{ family: counting.family, nameZh: named.metricNameZh, metric, measure, way: true }]
    }),
  ])
}

type FigureOf = (measure: string, within: RuleSet | null) => HeldFigure | null
/** Figures by measure, of the whole case and of the days of a set; each read once. */
function figures(db: Db): FigureOf {
  const known = new Map<string, HeldFigure | null>()
  const whole = new Map(readMeasures(db).map((measure) => [measure.id, measure]))
  return (id, within) => {
    const key = within === null ? id : `${id} ${within.from ?? ''} ${within.to ?? ''}`
    const present = known.get(key)
    if (present !== undefined) return present
    const definition = measureOf(id)
    const measure =
      within === null
        ? whole.get(id)
        : definition?.subjects?.includes('period') === true
          ? readMeasure(db, definition, { kind: 'period', from: within.from, to: within.to })
          : undefined
    const figure = measure === undefined ? null : heldFigure(measure)
    known.set(key, figure)
    return figure
  }
}
const toldOf = (figure: HeldFigure | null): Told | null => figure

/** One offence with all its lines. */
function heldOffence(
  db: Db,
  table: readonly Threshold[],
  offence: string,
  question: HeldQuestion,
  figureOf: FigureOf,
): HeldOffence {
  const countings = countingsOf(table, offence)
  const eras = erasOf(table, offence)
  const { eras: touched, ...days } = actDays(
    db,
    countings.flatMap(({ measure, way }) => (measure === null || way ? [] : [measure])),
    eras,
  )
  const all = erasOfActs(eras, days.first, days.last).flatMap(({ era, acts }) => {
    const own = acts && touched.has(era)
    return own || era.to === null ? [{ era, acts: own }] : []
  })
  const chosen: readonly { readonly era: Era; readonly acts: boolean }[] =
    question.date === null
      ? all
      : [eraOn(eras, question.date)].map((era) => ({
          era,
          acts: all.some((one) => one.era === era && one.acts),
        }))
  const sets = chosen.map(({ era, acts }) =>
    ruleSetOf(table, offence, era, acts, question.date ?? dayIn(era)),
  )
  const rows = chosen.map(({ era }) => rowsIn(table, offence, era))
  const straddles = all.filter(({ acts }) => acts).length > 1
  const amountsFor = (within: RuleSet | null): Map<string, Told | null> =>
    new Map<string, Told | null>([
      ...countings.flatMap(({ metric, measure, way }) =>
        measure === null || way ? [] : [[amountOf(metric), toldOf(figureOf(measure, within))] as const],
      ),
      ...(question.repeat === true ? [['prior_admin_penalty_2y', surely(countValue(1n))] as const] : []),
    ])
  const whole = amountsFor(null)
  const apart = straddles && question.date === null
  const own = sets.map((set) => (apart && set.acts ? amountsFor(set) : null))
  const against = (counting: Counting, place: number, amounts: Amounts): HeldAgainst => {
    const set = rows[place] ?? []
    return heldAgainst(
      set
        .filter(({ metric }) => familyOf(metric) === counting.family)
        .flatMap((row) => heldRow(row, set, amounts, question) ?? []),
    )
  }
  const lines = countings.map((counting): HeldLine => {
    const { measure: id, family, metric, nameZh, way } = counting
    const with_ = (amounts: Amounts, figure: HeldFigure | null): Amounts =>
      way ? new Map([...amounts, [family, toldOf(figure)]]) : amounts
    const figure = id === null ? null : figureOf(id, null)
    const definition = id === null ? undefined : measureOf(id)
    const lined = sets.map((set, place) => {
      const part = id === null || own[place] == null ? null : figureOf(id, set)
      return {
        own:
          part === null
            ? null
            : { figure: part, against: against(counting, place, with_(own[place] ?? whole, part)) },
        whole: against(counting, place, with_(whole, figure)),
      }
    })
    return {
      metric: family,
      nameZh,
      measure:
        definition === undefined
          ? null
          : {
              id: definition.id,
              name: { zh: definition.nameZh, en: definition.nameEn },
              unit: definition.unit,
              kind: definition.scopes[0]?.kind ?? null,
              rule: definition.rule,
            },
      none: whyNotCounted(metric, offence),
      whole: figure,
      sets: lined,
      lighter: way
        ? []
        : lighterOf(
            lined.map((set) => set.whole.rows),
            family,
          ),
    }
  })
  return {
    offence,
    article: table.find(({ crime }) => crime === offence)?.article ?? '',
    ...days,
    straddles,
    sets,
    lines,
    combos: rows.map((set, place) => ({
      own: own[place] == null ? null : heldCombos(set, own[place], question),
      whole: heldCombos(set, whole, question),
    })),
  }
}

const kept = keptValues<HeldAmounts>(8)
/** Everything, made once per state of the facts and question. */
export function readHeld(db: Db, table: readonly Threshold[], question: HeldQuestion): HeldAmounts {
  return kept.of(db, JSON.stringify(question), factsState(db), () => {
    const figureOf = figures(db)
    return {
      actor: question.actor,
      repeat: question.repeat,
      date: question.date,
      offences: offencesOf(table).map((offence) => heldOffence(db, table, offence, question, figureOf)),
      rows: table.length,
      toCheck: table.filter(({ confidence }) => confidence !== 'verified-full-text').length,
    }
  })
}
