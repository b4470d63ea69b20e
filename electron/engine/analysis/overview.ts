/** The first screen: headline figures, the chain of the case, the largest accounts. */
import type {
  ChainStage,
  Overview,
  OverviewHighlight,
  OverviewPart,
} from '../../../shared/contract/analysis.ts'
import type { Measure } from '../../../shared/contract/measures.ts'
import type { Db } from '../store/db.ts'
import { measureDefinitions, readMeasures } from '../law/measures.ts'
import { countPossiblyRegistered } from '../entities/namesakes.ts'
import { oncePerState } from '../records/keptPerState.ts'
import { listTables } from '../records/totals.ts'
import { rankAccounts } from './accounts.ts'

/** Candidates for the headline, most telling first; those without material give way to the next. */
const candidates = measureDefinitions
  .flatMap(({ id, headline }) => (headline === undefined ? [] : [{ id, ...headline }]))
  .toSorted((one, other) => one.place - other.place)
const headlineLength = 6
const accountsShown = 8

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

/** The overview of the case as it is. */
export const readOverview: (db: Db) => Overview = oncePerState(makeOverview)

function makeOverview(db: Db): Overview {
  const measures = new Map(readMeasures(db).map((measure) => [measure.id, measure]))
  /** The measure as a figure of this screen; nothing when there is no material for it. One that is withheld keeps its place and says why. */
  const shown = (
    id: string,
  ): (OverviewPart & { readonly measure: string; readonly unit: Measure['unit'] })[] => {
    const measure = measures.get(id)
    return measure === undefined || measure.rows === 0 || lacksMaterial(measure) ? [] : [figureOf(measure)]
  }
  const highlights = candidates
    .flatMap(({ id, beside = [], parts }): OverviewHighlight[] =>
      shown(id).map((figure) => ({
        ...figure,
        parts: parts === undefined ? beside.flatMap(shown) : parts(db).map(countOver),
      })),
    )
    .slice(0, headlineLength)
  const chain = stages.flatMap(({ stage, measure: id, parts }): ChainStage[] =>
    shown(id).map((figure) => ({ stage, ...figure, parts: parts.flatMap(shown) })),
  )
  return {
    highlights,
    chain,
    accounts: rankAccounts(db, accountsShown),
    possiblyRegistered: countPossiblyRegistered(db),
    tables: listTables(db).map(({ kind, count }) => ({ kind, count })),
  }
}
const lacksMaterial = ({ value, why }: Measure): boolean =>
  value === null && why.some(({ reason }) => reason === 'no-material')
function figureOf({
  id,
  nameZh,
  nameEn,
  unit,
  value,
  why,
}: Measure): OverviewPart & { readonly measure: string; readonly unit: Measure['unit'] } {
  return { measure: id, nameZh, nameEn, value, unit, why }
}
/** A count over the rows has the word of the rows as its name, in both languages. */
function countOver({ label, count }: { readonly label: string; readonly count: number }): OverviewPart {
  return { measure: null, nameZh: label, nameEn: label, value: { count, scale: 0 }, unit: null, why: [] }
}
