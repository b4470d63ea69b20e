/** Every id that stands in a row leads somewhere. */
import { setImmediate as turn } from 'node:timers/promises'
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import type { ThreadJobContext } from '../core/context.ts'
import type { Db } from '../store/db.ts'
import { quotedName, recordTable, roleColumn } from '../store/recordTables.ts'
import type { Findings } from './findings.ts'

export async function checkReferences(context: ThreadJobContext, found: Findings): Promise<void> {
  for (const { name, sql } of referenceQuestions(context.db())) {
    await turn()
    context.checkCancelled()
    const row = context.db().prepare<[], { looked: number; lost: number }>(sql).get()
    found.looked += row?.looked ?? 0
    if ((row?.lost ?? 0) > 0) found.add('reference', { table: name, rows: row?.lost ?? 0 }, name)
  }
  const broken = context.db().pragma('foreign_key_check') as readonly { readonly table: string }[]
  for (const [table, rows] of Map.groupBy(broken, (row) => row.table))
    found.add('reference', { table, rows: rows.length }, table)
}

function referenceQuestions(db: Db): readonly { readonly name: string; readonly sql: string }[] {
  const question = (
    name: string,
    table: string,
    column: string,
    target: string,
    key: string,
    also?: string,
  ): { readonly name: string; readonly sql: string } => ({
    name: `${name}.${column}`,
    sql: `SELECT count(*) AS looked, coalesce(sum(${[target, ...(also === undefined ? [] : [also])].map((holder) => `NOT EXISTS (SELECT 1 FROM ${holder} WHERE ${holder}.${key} = ${table}.${quotedName(column)})`).join(' AND ')}), 0) AS lost
      FROM ${table} WHERE ${table}.${quotedName(column)} IS NOT NULL`,
  })
  const present = new Set(
    db.prepare<[], string>("SELECT name FROM main.sqlite_master WHERE type = 'table'").pluck().all(),
  )
  const kinds = recordKinds.filter((kind) => present.has(`r_${kind.id}`))
  return [
    ...kinds.flatMap((kind) => [
      ...(kind.byHand === undefined
        ? [question(`r_${kind.id}`, recordTable(kind.id), 'sheet_id', 'sheets', 'sheet_id')]
        : [
            question(`r_${kind.id}`, recordTable(kind.id), 'record_id', 'statements', 'statement_id'),
            question('statements', 'statements', 'statement_id', recordTable(kind.id), 'record_id'),
          ]),
      ...kind.roles
        .filter((role) => role.multi !== true)
        .map((role) =>
          question(
            `r_${kind.id}`,
            recordTable(kind.id),
            roleColumn(role.role),
            'entities',
            'entity_id',
            'merged_entities',
          ),
        ),
    ]),
    // Rows name unmerged entities; for merged ones those are the rows put aside.
    question('record_entities', 'record_entities', 'entity_id', 'entities', 'entity_id', 'merged_entities'),
    question('entity_merges', 'entity_merges', 'entity_id', 'merged_entities', 'entity_id'),
    question('entity_merges', 'entity_merges', 'resolved_id', 'entities', 'entity_id'),
    question('merged_links', 'merged_links', 'from_id', 'entities', 'entity_id', 'merged_entities'),
    question('merged_links', 'merged_links', 'to_id', 'entities', 'entity_id', 'merged_entities'),
    question('identity_members', 'identity_members', 'claim_id', 'identity_claims', 'claim_id'),
    question('identifiers', 'identifiers', 'entity_id', 'entities', 'entity_id'),
    question('links', 'links', 'from_id', 'entities', 'entity_id'),
    question('links', 'links', 'to_id', 'entities', 'entity_id'),
    question('entity_tags', 'entity_tags', 'tag_id', 'tags', 'tag_id'),
    question('chart_nodes', 'chart_nodes', 'chart_id', 'charts', 'chart_id'),
    ...[
      'chart_snapshots',
      'chart_layouts',
      'chart_origins',
      'chart_assumptions',
      'chart_groups',
      'chart_group_members',
      'chart_annotations',
    ].map((table) => question(table, table, 'chart_id', 'charts', 'chart_id')),
    question(
      'chart_snapshot_states',
      'chart_snapshot_states',
      'snapshot_id',
      'chart_snapshots',
      'snapshot_id',
    ),
  ]
}
