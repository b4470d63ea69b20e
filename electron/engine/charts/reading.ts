/** A chart as it is now, as a reading: to be kept, and to be compared with one that was kept. */
import { contentOf } from '../../../shared/model/chart/content.ts'
import type { ChartReading } from '../../../shared/model/chart/reading.ts'
import { noFilter } from '../../../shared/model/chart/settings.ts'
import { partsKey } from '../../../shared/model/chart/joinedLines.ts'
import { visibleChart } from '../../../shared/model/chart/visible.ts'
import { importsOfLinks } from '../entities/linkImports.ts'
import { sumsTogether } from '../entities/linksTogether.ts'
import { hasMerges } from '../records/seenAs.ts'
import type { Db } from '../store/db.ts'
import { annotationsOn } from './annotations.ts'
import { assumedOn } from './assumptions.ts'
import { chartRow, wholeChart } from './chartRows.ts'
import { readSettings } from './settings.ts'

/** Beyond this many facts behind its lines a reading does not say with which import each came. */
const mostFacts = 400_000

/** Errors: chart-not-found. With `counted`, folded lines whose parts may rest on the same rows are counted as they are drawn now. */
export function readingOf(db: Db, chartId: number, counted: boolean): ChartReading {
  const settings = readSettings(chartRow(db, chartId).settings)
  const chart = wholeChart(db, chartId)
  const members = membersOfAll(
    db,
    chart.nodes.map(({ entityId }) => entityId),
  )
  const facts = chart.edges.reduce((sum, { count }) => sum + count, 0)
  const imports =
    facts > mostFacts
      ? null
      : importsOfLinks(
          db,
          chart.edges.map(({ linkId }) => linkId),
        )
  const open = counted
    ? // A reading holds all lines of the whole time, whatever part of it is looked at.
      visibleChart(contentOf(chart), { ...settings, ...noFilter }).edges.filter(
        ({ atMost }) => atMost === true,
      )
    : []
  return {
    settings,
    nodes: chart.nodes.map(
      ({ entityId, kind, label, sublabel, nameOnly, x, y, pinned, hidden, note, colour, flag, tags }) => ({
        entityId,
        kind,
        label,
        sublabel,
        nameOnly,
        x,
        y,
        pinned,
        hidden,
        note,
        ...(colour === undefined ? {} : { colour }),
        ...(flag === undefined ? {} : { flag }),
        ...(tags === undefined ? {} : { tags }),
        members: members.get(entityId) ?? [entityId],
      }),
    ),
    lines: chart.edges.map((edge) => {
      const own = imports?.get(edge.linkId)
      return own === undefined ? edge : { ...edge, imports: own }
    }),
    sums: open.map((line) => [partsKey(line), sumsTogether(db, line.parts)] as const),
    assumed: assumedOn(db, chartId).assumed ?? [],
    ...(chart.groups === undefined ? {} : { groups: chart.groups }),
    ...annotationsOn(db, chartId),
  }
}
/** The entities that each is, and for a part of one that was split the one it came from. */
function membersOfAll(db: Db, entityIds: readonly number[]): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>()
  const add = (entityId: number, member: number): void => {
    const known = found.get(entityId)
    if (known === undefined) found.set(entityId, [entityId, member])
    else known.push(member)
  }
  const ids = JSON.stringify(entityIds)
  if (hasMerges(db))
    for (const [entityId, member] of db
      .prepare<[string], [number, number]>(
        'SELECT g.resolved_id, g.entity_id FROM json_each(?) w CROSS JOIN entity_merges g ON g.resolved_id = w.value ORDER BY 1, 2',
      )
      .raw()
      .all(ids))
      if (member !== entityId) add(entityId, member)
  for (const [part, whole] of db
    .prepare<[string], [number, number]>(
      'SELECT p.part_id, p.entity_id FROM json_each(?) w CROSS JOIN entity_parts p ON p.part_id = w.value ORDER BY 1, 2',
    )
    .raw()
    .all(ids))
    add(part, whole)
  return found
}
