import type { entityContract } from '../../../shared/contract/entities.ts'
import type { timelineContract } from '../../../shared/contract/timeline.ts'
import { toldText } from '../../../shared/words/shortSaid.ts'
import type { HandlersFor } from '../core/context.ts'
import { entityDetail, linkDetail, neighbourLinks } from './detail.ts'
import { countKinds, listEntities, listLinks, readEntity } from './entityRows.ts'
import { dealingsOf } from './dealings.ts'
import { timelines, timelineStep } from './lanes.ts'
import { linksTogether, monthsTogether, sumsTogether } from './linksTogether.ts'
import { entityRows, entityTimeline } from './timeline.ts'
import { valueCells } from './valueCells.ts'

/** Lanes beyond this many cannot be told apart on a screen. */
const mostLanes = 24

export const entityHandlers = {
  'entities.kinds': ({ db }) => countKinds(db),
  'entities.list': ({ db }, question) => listEntities(db, question),
  'entities.read': ({ db }, { entityId }) => entityDetail(db, entityId),
  'entities.dealings': ({ db }, { entityId }) => dealingsOf(db, entityId),
  'links.months': ({ db }, { linkIds }) => monthsTogether(db, linkIds),
  'entities.note': ({ db, describe }, { entityId, note }) => {
    const { label, entityId: seen } = readEntity(db, entityId)
    if (note.trim() === '') db.prepare('DELETE FROM entity_notes WHERE entity_id = ?').run(seen)
    else
      db.prepare(
        'INSERT INTO entity_notes (entity_id, note) VALUES (?, ?) ON CONFLICT (entity_id) DO UPDATE SET note = excluded.note',
      ).run(seen, note)
    describe({ entity: label, ...toldText('note', note) })
    return null
  },
  'entities.links': ({ db }, question) => neighbourLinks(db, question),
  'entities.cells': ({ db }, { entityId, stated, limit }) =>
    valueCells(db, entityId, stated, Math.min(limit, 200)),
  'entities.timeline': ({ db }, { entityId, bins, ...filter }) => entityTimeline(db, entityId, filter, bins),
  'entities.rows': ({ db }, { entityId, descending, offset, limit, ...filter }) =>
    entityRows(db, entityId, filter, descending, offset, limit),
  'timeline.read': ({ db }, wanted) => timelines(db, { ...wanted, lanes: wanted.lanes.slice(0, mostLanes) }),
  'timeline.step': ({ db }, wanted) => timelineStep(db, wanted),
  'links.list': ({ db }, question) => listLinks(db, question),
  'links.read': ({ db }, { linkId }) => linkDetail(db, linkId),
  'links.together': ({ db }, { linkIds }) => linksTogether(db, linkIds),
  'links.sums': ({ db }, { lines, span }) => lines.map((linkIds) => sumsTogether(db, linkIds, span)),
} satisfies HandlersFor<typeof entityContract & typeof timelineContract>
