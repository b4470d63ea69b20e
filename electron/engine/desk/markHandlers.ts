import type { markContract } from '../../../shared/contract/marks.ts'
import type { viewContract } from '../../../shared/contract/views.ts'
import { toldText } from '../../../shared/words/shortSaid.ts'
import { readEntity } from '../entities/entityRows.ts'
import { tagEntities } from '../entities/entityTags.ts'
import type { HandlersFor } from '../core/context.ts'
import { listTags, noteRows, removeTag, saveTag, tagRows } from './marks.ts'
import { listViews, removeView, saveView } from './views.ts'

export const markHandlers = {
  'tags.list': ({ db }) => listTags(db),
  'tags.save': (context, wanted) => {
    const before = listTags(context.db).find(({ tagId }) => tagId === wanted.tagId)
    const tag = saveTag(context, wanted)
    context.describe({ tag: tag.name, colour: tag.colour, before: before?.name ?? null })
    return tag
  },
  'tags.remove': (context, { tagId }) => {
    const tag = removeTag(context, tagId)
    context.describe({ tag: tag.name, rows: tag.rows })
    return null
  },
  'records.tag': (context, { scope, recordIds, tagId, on }) => {
    const { tag, rows } = tagRows(context, context.rows(scope), recordIds, tagId, on)
    context.describe({ kind: scope.kind, tag: tag.name, rows, on: on ? 1 : 0 })
    return { rows }
  },
  'entities.tag': (context, { entityIds, tagId, on }) => {
    const { name, entities } = tagEntities(context, entityIds, tagId, on)
    const [only, ...more] = entityIds
    context.describe({
      tag: name,
      nodes: entities,
      label: only === undefined || more.length > 0 ? null : readEntity(context.db, only).label,
      on: on ? 1 : 0,
    })
    return { entities }
  },
  'records.note': (context, { scope, recordIds, note }) => {
    const rows = noteRows(context, context.rows(scope), recordIds, note)
    context.describe({ kind: scope.kind, rows, ...toldText('note', note) })
    return { rows }
  },
  'views.list': ({ db }, { kind }) => listViews(db, kind),
  'views.save': (context, wanted) => {
    const view = saveView(context, wanted)
    context.describe({ view: view.name, kind: view.kind })
    return view
  },
  'views.remove': (context, { viewId }) => {
    const view = removeView(context, viewId)
    context.describe({ view: view.name, kind: view.kind })
    return null
  },
} satisfies HandlersFor<typeof markContract & typeof viewContract>
