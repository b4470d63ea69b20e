import type { statementContract } from '../../../shared/contract/statements.ts'
import { chartRow } from '../charts/chartRows.ts'
import { standsOnChart } from '../charts/shownNodes.ts'
import { shortSaid } from '../../../shared/words/shortSaid.ts'
import type { HandlersFor } from '../core/context.ts'
import { resolvedId } from '../records/seenAs.ts'
import type { WriteDb } from '../store/db.ts'
import {
  readStatement,
  removeStatements,
  saveStatement,
  statedDocuments,
  statementsAbout,
} from './statements.ts'

export const statementHandlers = {
  'statements.save': (context, { chart, ...draft }) => {
    if (chart !== undefined) chartRow(context.db, chart.chartId)
    const { statementId, from, to } = saveStatement(context, draft)
    const entityIds = [from, ...(to === null ? [] : [to])].map(({ entityId }) => entityId)
    if (chart !== undefined) putOnChart(context.db, chart.chartId, entityIds, chart.at)
    context.describe({
      statement: statementId,
      label: to === null ? from.name : `${from.name} — ${to.name}`,
      says: shortSaid(draft.says ?? draft.text ?? '') || null,
      change: draft.statementId === undefined ? 0 : 1,
    })
    return { statementId, fromId: from.entityId, toId: to?.entityId ?? null }
  },
  'statements.remove': (context, { statementIds }) => {
    const [first, ...more] = statementIds
    const only = first === undefined || more.length > 0 ? null : readStatement(context.db, first)
    removeStatements(context, statementIds)
    context.describe({
      rows: statementIds.length,
      label:
        only === null
          ? null
          : [only.from, ...(only.to === null ? [] : [only.to])].map(({ label }) => label).join(' — '),
    })
    return null
  },
  'statements.read': ({ db }, { statementId }) => readStatement(db, statementId),
  'statements.about': ({ db }, question) => statementsAbout(db, question),
  'statements.documents': ({ db }) => statedDocuments(db),
} satisfies HandlersFor<typeof statementContract>

/** Puts entities on a chart at the places given, where they do not stand yet; those the statement names first are derived after this. */
function putOnChart(
  db: WriteDb,
  chartId: number,
  entityIds: readonly number[],
  places: readonly { readonly x: number; readonly y: number }[],
): void {
  const stands = db.prepare<[object], number>(`SELECT ${standsOnChart(db, '@entityId')}`).pluck()
  const put = db.prepare('INSERT INTO chart_nodes (chart_id, entity_id, x, y) VALUES (?, ?, ?, ?)')
  entityIds.forEach((given, index) => {
    const entityId = resolvedId(db, given)
    const place = places[index]
    if (stands.get({ chartId, entityId }) === 0)
      put.run(chartId, entityId, place?.x ?? null, place?.y ?? null)
  })
}
