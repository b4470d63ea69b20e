/** Under which cell a phone spends its nights and its working hours. */
import type { AnalysisRow } from '../../../shared/contract/analyses/result.ts'
import type { AnalysisRunner } from '../core/analysis.ts'
import { column, countNote, EntityNames, pickedScopes, tableOf, withheld } from '../entities/answers.ts'
import { materialNotes, noCalls } from './material.ts'
import { callTable } from './callTable.ts'
import { chosenPhones, isDuring } from './phonesAsked.ts'
import { type Sighting, sightingsOf } from './together.ts'
import { compareTexts } from '../../../shared/model/textOrder.ts'

const dayMs = 86_400_000
type Part = 'night' | 'work'
/** The night or working day a moment belongs to, by its date; null for other hours. */
function partOf({ at, time }: Sighting): { readonly part: Part; readonly day: string } | null {
  const hour = Number(time.slice(11, 13))
  if (hour >= 22) return { part: 'night', day: time.slice(0, 10) }
  if (hour < 6) return { part: 'night', day: new Date(at - dayMs).toISOString().slice(0, 10) }
  const weekday = new Date(at).getUTCDay()
  return hour >= 9 && hour < 17 && weekday >= 1 && weekday <= 5
    ? { part: 'work', day: time.slice(0, 10) }
    : null
}
interface Stay {
  readonly days: Set<string>
  readonly cells: Map<string, Set<string>>
  readonly recordIds: number[]
}
const noStay = (): Stay => ({ days: new Set(), cells: new Map(), recordIds: [] })
interface Most {
  readonly cells: readonly string[]
  readonly days: number
  readonly of: number
}
/** The cells with most nights or days; null where there are too few to tell. */
function mostOf(stay: Stay, least: number): Most | null {
  if (stay.days.size < least) return null
  const most = Math.max(...[...stay.cells.values()].map(({ size }) => size))
  return {
    cells: [...stay.cells]
      .filter(([, days]) => days.size === most)
      .map(([cell]) => cell)
      .toSorted(compareTexts),
    days: most,
    of: stay.days.size,
  }
}
/** Cells of nights and working hours. Errors: `entity-not-found`. */
export const runHomeWork: AnalysisRunner<'homeWork'> = ({ db }, { of, least, span }) => {
  const table = callTable(db)
  if (table.rows.length === 0) return withheld(noCalls)
  const chosen = chosenPhones(db, of)
  const phones = new Map<number, Record<Part, Stay>>()
  for (const sighting of sightingsOf(table.rows)) {
    if ((chosen !== null && !chosen.has(sighting.phone)) || !isDuring(span, sighting.time)) continue
    const stays = phones.get(sighting.phone) ?? { night: noStay(), work: noStay() }
    phones.set(sighting.phone, stays)
    const found = partOf(sighting)
    if (found === null) continue
    const stay = stays[found.part]
    stay.days.add(found.day)
    stay.recordIds.push(sighting.recordId)
    const days = stay.cells.get(sighting.cell) ?? new Set()
    stay.cells.set(sighting.cell, days.add(found.day))
  }
  const named = new EntityNames(db, phones.keys())
  const lines = [...phones].toSorted(
    ([oneId, one], [otherId, other]) =>
      other.night.days.size - one.night.days.size || compareTexts(named.key(oneId), named.key(otherId)),
  )
  const undecided = lines.filter(([, { night, work }]) => night.days.size < least || work.days.size < least)
  return {
    figures: [],
    tables: [
      tableOf(
        {
          id: 'cells',
          title: { zh: '常驻小区', en: 'Cells of night and work' },
          columns: [
            column('phone', 'entity', '号码', 'Phone'),
            column('nightCell', 'text', '夜间小区', 'Cell at night'),
            column('nights', 'count', '在该小区的夜数', 'Nights there'),
            column('nightsKnown', 'count', '有记录的夜数', 'Nights known'),
            column('workCell', 'text', '工作时间小区', 'Cell at work'),
            column('workDays', 'count', '在该小区的日数', 'Days there'),
            column('workDaysKnown', 'count', '有记录的日数', 'Days known'),
          ],
        },
        lines,
        ([phone, { night, work }]): AnalysisRow => {
          const [home, job] = [mostOf(night, least), mostOf(work, least)]
          return {
            key: named.key(phone),
            cells: [
              named.cell(phone),
              home?.cells.join('、') ?? null,
              home?.days ?? null,
              night.days.size,
              job?.cells.join('、') ?? null,
              job?.days ?? null,
              work.days.size,
            ],
            rows: pickedScopes('call', [...night.recordIds, ...work.recordIds]),
          }
        },
      ),
    ],
    notes: [
      ...materialNotes(table),
      ...countNote(
        undecided.length,
        'undecided',
        `{count} 个号码的夜数或日数不足 ${least}，相应一栏为“不可判”（空）。`,
        `{count} phones have fewer than ${least} nights or days; what cannot be decided is left empty.`,
        'warn',
      ),
      ...countNote(
        table.cellsWithoutArea,
        'no-area',
        '{count} 行的小区没有位置区（LAC），只按小区号。',
        '{count} rows tell a cell without its area (LAC).',
        'warn',
      ),
    ],
    entities: lines.slice(0, 200).map(([phone]) => phone),
    links: [],
  }
}
