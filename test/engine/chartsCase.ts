/** A small case made of rows, for tests of what reads entities and links; the import has tests of its own. */
import type { CommandContext, ViewContext } from '../../electron/engine/core/context.ts'
import { queryContext } from '../helpers/rows.ts'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { keepView } from '../../electron/engine/store/viewState.ts'

export interface SeedLink {
  readonly from: number
  readonly to: number
  readonly kind?: string
  readonly count?: number
  readonly amount?: number | null
  readonly directed?: boolean
  readonly firstTime?: string
  readonly lastTime?: string
}

/** Adds entities `firstId`… labelled by the names. */
export function seedEntities(db: WriteDb, kind: string, labels: readonly string[], firstId: number): void {
  const insert = db.prepare(
    'INSERT INTO entities (entity_id, kind, key, label, name_only, records, links) VALUES (?, ?, ?, ?, 0, 1, 0)',
  )
  labels.forEach((label, index) => insert.run(firstId + index, kind, `id:${firstId + index}`, label))
}
export function seedLinks(db: WriteDb, links: readonly SeedLink[]): void {
  const insert = db.prepare(
    'INSERT INTO links (rule, kind, from_id, to_id, directed, count, amount, first_time, last_time) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  )
  for (const link of links) {
    const kind = link.kind ?? 'transfer'
    insert.run(
      `test.${kind}`,
      kind,
      link.from,
      link.to,
      link.directed === false ? 0 : 1,
      link.count ?? 1,
      link.amount ?? null,
      link.firstTime ?? null,
      link.lastTime ?? null,
    )
  }
}
/** A command's context that keeps what was described. */
export function commandContext(
  db: WriteDb,
): CommandContext &
  ViewContext & {
    readonly described: { readonly params: Readonly<Record<string, string | number | null>> }[]
  } {
  const described: { params: Readonly<Record<string, string | number | null>> }[] = []
  return {
    ...queryContext(db),
    db,
    at: '2026-11-23 10:00:00',
    operator: '承办人',
    described,
    describe: (params) => {
      described.push({ params })
    },
    keep: (...given) => {
      keepView(db, ...given)
    },
  }
}
