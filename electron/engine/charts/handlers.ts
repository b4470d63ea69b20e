import type { chartContract } from '../../../shared/contract/charts.ts'
import { toldText } from '../../../shared/words/shortSaid.ts'
import type { HandlersFor } from '../core/context.ts'
import {
  addNodes,
  changing,
  flagNodes,
  markNodes,
  noteNode,
  placeNodes,
  removeNodes,
  requireEntities,
  requireNodes,
} from './changes.ts'
import { chartInfo, chartRow, deltaOfChanged, listCharts, wholeChart } from './chartRows.ts'
import { chosenCandidates, foreseeCandidates } from './candidates.ts'
import { expandable } from './expansion.ts'
import { holdingsOf } from './holdings.ts'
import { annotationsOn } from './annotations.ts'
import { assumedOn, type assumptionHandlers } from './assumptions.ts'
import { copyChart, removeKept } from './keptBeside.ts'
import { labelOf } from './labels.ts'
import { leftOutOf, settingsWithSource, sourceOf } from './leftOut.ts'
import { defaultSettings } from '../../../shared/model/chart/settings.ts'
import { readyCharts } from './readyCharts.ts'
import { mergeSettings, readSettings } from './settings.ts'
import { chartTimeHandlers } from './timeHandlers.ts'
import { undecidedOnChart } from './undecided.ts'

export const chartHandlers = {
  ...chartTimeHandlers,
  'charts.list': ({ db }) => listCharts(db),
  'charts.ready': ({ db }) => readyCharts(db),
  'charts.create': (context, { name, entityIds, settings, positions }) => {
    requireEntities(context.db, entityIds)
    const chartId = Number(
      context.db
        .prepare('INSERT INTO charts (name, settings, created_at, updated_at) VALUES (?, ?, ?, ?)')
        .run(name, JSON.stringify(mergeSettings(defaultSettings, settings ?? {})), context.at, context.at)
        .lastInsertRowid,
    )
    addNodes(context.db, chartId, entityIds)
    const on = new Set(entityIds)
    const places = (positions ?? []).filter(({ entityId }) => on.has(entityId))
    if (places.length > 0) placeNodes(context.db, chartId, places, false)
    context.describe({ chartId, chart: name, nodes: new Set(entityIds).size })
    return chartInfo(context.db, chartId)
  },
  'charts.rename': (context, { chartId, name }) => {
    const before = chartRow(context.db, chartId)
    changing(context, chartId, () =>
      context.db
        .prepare('UPDATE charts SET name = ? WHERE chart_id = ? AND name <> ?')
        .run(name, chartId, name),
    )
    context.describe({ chartId, chart: name, before: before.name })
    return chartInfo(context.db, chartId)
  },
  'charts.duplicate': (context, { chartId, name }) => copyChart(context, chartId, name, false),
  'charts.hypothesis': (context, { chartId, name }) => copyChart(context, chartId, name, true),
  'charts.remove': (context, { chartId }) => {
    const { name } = chartRow(context.db, chartId)
    const nodes = chartInfo(context.db, chartId).nodes
    context.db.prepare('DELETE FROM chart_nodes WHERE chart_id = ?').run(chartId)
    removeKept(context.db, chartId)
    context.db.prepare('DELETE FROM charts WHERE chart_id = ?').run(chartId)
    context.describe({ chartId, chart: name, nodes })
    return null
  },
  'chart.read': ({ db }, { chartId }) => {
    const { name, settings } = chartRow(db, chartId)
    return {
      ...wholeChart(db, chartId),
      name,
      settings: readSettings(settings),
      ...assumedOn(db, chartId),
      ...annotationsOn(db, chartId),
    }
  },
  'chart.add': (context, { chartId, entityIds }) => {
    const chart = chartRow(context.db, chartId)
    requireEntities(context.db, entityIds)
    const delta = changing(context, chartId, () => addNodes(context.db, chartId, entityIds))
    context.describe({
      chartId,
      chart: chart.name,
      nodes: new Set(entityIds).size,
      label: entityIds.length === 1 ? labelOf(context.db, entityIds[0] ?? 0) : null,
    })
    return delta
  },
  'chart.foresee': ({ db, rows }, { chartId, source, limit, ...choice }) => {
    if (chartId !== null) chartRow(db, chartId)
    const by = choice.by ?? (source.entityId === undefined ? 'links' : 'amount')
    return foreseeCandidates(db, chartId, sourceOf(db, rows, source), { ...choice, by, limit })
  },
  'chart.cut': ({ db, rows, keep }, { chartId, source }) => {
    keep('charts', chartId, 'settings', settingsWithSource(db, chartId, source))
    return leftOutOf(db, chartId, rows)
  },
  'chart.leftOut': ({ db, rows }, { chartId }) => leftOutOf(db, chartId, rows),
  'chart.addFromRecords': (context, { chartId, scope, recordIds, limit, ...choice }) => {
    const chart = chartRow(context.db, chartId)
    const source = { scope, ...(recordIds === undefined ? {} : { recordIds }) }
    const { entityIds, omitted } = chosenCandidates(
      context.db,
      chartId,
      sourceOf(context.db, context.rows, source),
      { ...choice, by: choice.by ?? 'links', limit },
    )
    const delta = changing(context, chartId, () => addNodes(context.db, chartId, entityIds, { omitted }))
    context.describe({ chartId, chart: chart.name, kind: scope.kind, nodes: entityIds.length })
    return delta
  },
  'chart.expand': (context, { chartId, entityId, linkKinds, limit, ...choice }) => {
    const chart = chartRow(context.db, chartId)
    requireNodes(context.db, chartId, [entityId])
    const source = { entityId, ...(linkKinds === undefined ? {} : { linkKinds }) }
    const { entityIds, omitted } = chosenCandidates(
      context.db,
      chartId,
      sourceOf(context.db, context.rows, source),
      { ...choice, limit },
    )
    const delta = changing(context, chartId, () =>
      addNodes(context.db, chartId, entityIds, { omitted, cameFrom: entityId }),
    )
    context.describe({
      chartId,
      chart: chart.name,
      label: labelOf(context.db, entityId),
      nodes: entityIds.length,
    })
    return delta
  },
  'chart.place': (context, { chartId, positions, by, way }) => {
    const chart = chartRow(context.db, chartId)
    const { seq } = changing(context, chartId, () => {
      placeNodes(context.db, chartId, positions, by === 'hand')
      return {}
    })
    context.describe({
      chartId,
      chart: chart.name,
      nodes: positions.length,
      label: positions.length === 1 ? labelOf(context.db, positions[0]?.entityId ?? 0) : null,
      ...(way === undefined ? {} : { way }),
    })
    return { seq }
  },
  'chart.hide': (context, { chartId, entityIds, hidden }) => {
    const chart = chartRow(context.db, chartId)
    requireNodes(context.db, chartId, entityIds)
    const delta = changing(context, chartId, () =>
      flagNodes(context.db, chartId, entityIds, 'hidden', hidden),
    )
    context.describe({
      chartId,
      chart: chart.name,
      nodes: entityIds.length,
      label: entityIds.length === 1 ? labelOf(context.db, entityIds[0] ?? 0) : null,
      hidden: hidden ? 1 : 0,
    })
    return delta
  },
  'chart.pin': (context, { chartId, entityIds, pinned }) => {
    const chart = chartRow(context.db, chartId)
    requireNodes(context.db, chartId, entityIds)
    const delta = changing(context, chartId, () =>
      flagNodes(context.db, chartId, entityIds, 'pinned', pinned),
    )
    context.describe({
      chartId,
      chart: chart.name,
      nodes: entityIds.length,
      label: entityIds.length === 1 ? labelOf(context.db, entityIds[0] ?? 0) : null,
      pinned: pinned ? 1 : 0,
    })
    return delta
  },
  'chart.mark': (context, { chartId, entityIds, colour, flag }) => {
    const chart = chartRow(context.db, chartId)
    requireNodes(context.db, chartId, entityIds)
    const delta = changing(context, chartId, () =>
      markNodes(context.db, chartId, entityIds, { colour, flag }),
    )
    context.describe({
      chartId,
      chart: chart.name,
      nodes: entityIds.length,
      label: entityIds.length === 1 ? labelOf(context.db, entityIds[0] ?? 0) : null,
      ...(colour === undefined ? {} : { colour: colour ?? '' }),
      ...(flag === undefined ? {} : { flag: flag ?? '' }),
    })
    return delta
  },
  'chart.note': (context, { chartId, entityId, note }) => {
    const chart = chartRow(context.db, chartId)
    requireNodes(context.db, chartId, [entityId])
    const delta = changing(context, chartId, () => {
      noteNode(context.db, chartId, entityId, note)
      return deltaOfChanged(context.db, chartId, [entityId])
    })
    context.describe({
      chartId,
      chart: chart.name,
      label: labelOf(context.db, entityId),
      ...toldText('note', note),
    })
    return delta
  },
  'chart.remove': (context, { chartId, entityIds }) => {
    const chart = chartRow(context.db, chartId)
    requireNodes(context.db, chartId, entityIds)
    const delta = changing(context, chartId, () => removeNodes(context.db, chartId, entityIds))
    context.describe({
      chartId,
      chart: chart.name,
      nodes: delta.removedNodes.length,
      label: entityIds.length === 1 ? labelOf(context.db, entityIds[0] ?? 0) : null,
    })
    return delta
  },
  'chart.settings': ({ db, keep }, { chartId, settings }) => {
    const merged = mergeSettings(readSettings(chartRow(db, chartId).settings), settings)
    keep('charts', chartId, 'settings', JSON.stringify(merged))
    return merged
  },
  'chart.expandable': ({ db }, { chartId, entityId }) => {
    chartRow(db, chartId)
    return expandable(db, chartId, entityId)
  },
  'chart.holdings': ({ db }, { chartId }) => {
    chartRow(db, chartId)
    return holdingsOf(db, chartId)
  },
  'chart.undecided': ({ db }, { chartId, span }) => {
    chartRow(db, chartId)
    return undecidedOnChart(db, chartId, span)
  },
} satisfies HandlersFor<Omit<typeof chartContract, keyof typeof assumptionHandlers>>
