/** The first screen: headline figures, the chain of the case, the largest accounts. */
import type { ChainStage, Measure, Overview, OverviewHighlight } from '../../../shared/contract/analysis.ts'
import type { Db } from '../store/db.ts'
import { seenAs } from '../records/seenAs.ts'
import { listMeasures } from '../law/measures.ts'
import { oncePerState } from '../records/keptPerState.ts'
import { listTables } from '../records/totals.ts'
import { recordTable } from '../store/recordTables.ts'
import { rankAccounts } from './accounts.ts'

/** Candidates for the headline, most telling first; those without material give way to the next. */
const headline: readonly string[] = [
  'people.count',
  'sites.count',
  'seizure.boxes',
  'seizure.volume_m3',
  'online.amount',
  'bets.stakes',
  'bets.distinct_slips',
  'agents.with_subordinates',
  'members.accounts',
  'receiving.deposits',
  'receiving.withdrawals',
  'bank.distinct_transfers',
  'calls.rows',
  'domains.count',
  'printing.copies',
  'wholesale.amount',
  'seizure.items',
]
const headlineLength = 6
const accountsShown = 8

/** What stands under a figure of the headline: other measures, or counts over the rows themselves. */
const besides: Readonly<Record<string, readonly string[]>> = {
  'seizure.boxes': ['seizure.items'],
  'seizure.volume_m3': ['seizure.weight_kg'],
  'online.amount': ['online.copies', 'online.orders'],
  'bets.stakes': ['bets.valid_points'],
  'bets.distinct_slips': ['bets.settled'],
  'agents.with_subordinates': ['agents.listed'],
  'members.accounts': ['bets.accounts', 'bets.participants'],
  'receiving.deposits': ['receiving.accounts'],
  'bank.distinct_transfers': ['bank.rows', 'bank.mirrored', 'bank.failed_transfers'],
  'domains.count': ['ips.count'],
}
const stages: readonly {
  readonly stage: ChainStage['stage']
  readonly measure: string
  readonly parts: readonly string[]
}[] = [
  { stage: 'print', measure: 'printing.copies', parts: ['printing.amount'] },
  { stage: 'store', measure: 'stock.copies_in', parts: ['stock.copies_out'] },
  { stage: 'online', measure: 'online.copies', parts: ['online.orders', 'online.amount'] },
  { stage: 'shop', measure: 'wholesale.copies', parts: ['wholesale.amount'] },
  { stage: 'agent', measure: 'agents.with_subordinates', parts: ['agents.listed', 'members.accounts'] },
  { stage: 'deposit', measure: 'receiving.deposits', parts: ['receiving.accounts'] },
  { stage: 'bet', measure: 'bets.stakes', parts: ['bets.distinct_slips', 'bets.valid_points'] },
  { stage: 'withdraw', measure: 'receiving.withdrawals', parts: [] },
]

/** All measures of the case as it is. */
export const readMeasures: (db: Db) => readonly Measure[] = oncePerState(listMeasures)
/** The overview of the case as it is. Parts that are measures have the measure's id as label, others their own words. */
export const readOverview: (db: Db) => Overview = oncePerState(makeOverview)

function makeOverview(db: Db): Overview {
  const measures = new Map(readMeasures(db).map((measure) => [measure.id, measure]))
  const told = (id: string): Measure | null => {
    const measure = measures.get(id)
    return measure === undefined || measure.rows === 0 || measure.value === null ? null : measure
  }
  const highlights = headline
    .flatMap((id): OverviewHighlight[] => {
      const measure = told(id)
      if (measure === null) return []
      const parts =
        id === 'people.count'
          ? peopleByRole(db)
          : id === 'sites.count'
            ? sitesBySort(db)
            : (besides[id] ?? []).flatMap((other) => partOf(told(other)))
      return [
        {
          measure: id,
          value: measure.value,
          unit: measure.unit,
          parts: parts.map(({ label, value }) => ({ label, value })),
        },
      ]
    })
    .slice(0, headlineLength)
  const chain = stages.flatMap(({ stage, measure: id, parts }): ChainStage[] => {
    const measure = told(id)
    return measure?.value == null
      ? []
      : [
          {
            stage,
            value: measure.value,
            unit: measure.unit,
            measure: id,
            parts: parts.flatMap((other) => partOf(told(other))),
          },
        ]
  })
  const tables = listTables(db)
  return {
    highlights,
    chain,
    accounts: rankAccounts(db, accountsShown),
    tables: tables.map(({ kind, count }) => ({ kind, count })),
  }
}

function partOf(measure: Measure | null): ChainStage['parts'] {
  return measure?.value == null ? [] : [{ label: measure.id, value: measure.value, unit: measure.unit }]
}

interface Part {
  readonly label: string
  readonly value: number
}
const mostParts = 5

/** People of the register by their part in the case, most first; the same people `people.count` counts. */
function peopleByRole(db: Db): readonly Part[] {
  return db
    .prepare<[number], Part>(
      `
    SELECT role AS label, count(*) AS value FROM (
      SELECT ${seenAs(db, 'r.e_person')} AS person, min(r."role") AS role FROM ${recordTable('personRegister')} r WHERE r.duplicate_of IS NULL AND r.e_person IS NOT NULL GROUP BY 1)
    WHERE role IS NOT NULL GROUP BY role ORDER BY value DESC, label LIMIT ?`,
    )
    .all(mostParts)
}

/** Sites by sort: the name up to its number, 印刷厂 of 印刷厂1号. */
function sitesBySort(db: Db): readonly Part[] {
  const names = db
    .prepare<[], string>(
      `SELECT e.label FROM entities e WHERE e.entity_id IN (SELECT ${seenAs(db, 'r.e_place')} FROM ${recordTable('seizure')} r WHERE r.duplicate_of IS NULL AND r.e_place IS NOT NULL)`,
    )
    .pluck()
    .all()
  const counts = new Map<string, number>()
  for (const name of names) {
    const sort = /^(.*?\D)\s*[(（]?\d+\s*[号#]?[)）]?$/u.exec(name)?.[1] ?? name
    counts.set(sort, (counts.get(sort) ?? 0) + 1)
  }
  return [...counts]
    .map(([label, value]) => ({ label, value }))
    .toSorted((a, b) => b.value - a.value || (a.label < b.label ? -1 : 1))
    .slice(0, mostParts)
}
