/** Taking up the neighbours of a busy entity, against listing them; laying out, against graphviz; folding; drawing on the screen, against plain cytoscape. */
import { benchChartCanvas } from './chartCanvas.ts'
import { benchFolding } from './chartFolding.ts'
import { benchAnswers, benchOpening } from './chartOpening.ts'
import { benchLayouts } from './layouts.ts'
import { type Bench, report, takeTurns } from './measure.ts'

export async function benchCharts(bench: Bench): Promise<void> {
  await benchChartCanvas()
  await benchLayouts()
  benchFolding()
  await benchOpening(bench)
  const engine = bench.engineIn('charts')
  await engine.call('workspace.create', { name: 'bench', passphrase: null })
  await engine.call('import.run', { fileId: engine.files.grant(bench.statement()) })
  const hub = (
    await engine.call('entities.list', { kind: 'bankAccount', sort: 'links', offset: 0, limit: 1 })
  ).rows[0]
  if (hub !== undefined) {
    let made = 0
    const neighbours = Math.min(1_000, hub.links)
    const rounds = await takeTurns(7, [
      {
        name: `expand a node by ${neighbours.toLocaleString('en')} neighbours (of ${hub.links.toLocaleString('en')})`,
        run: async () => {
          const { chartId } = await engine.call('charts.create', {
            name: `bench ${made++}`,
            entityIds: [hub.entityId],
          })
          const delta = await engine.call('chart.expand', {
            chartId,
            entityId: hub.entityId,
            limit: neighbours,
          })
          if (delta.nodes.length < neighbours) throw new Error(`only ${delta.nodes.length} nodes came`)
        },
      },
      {
        name: 'the same neighbours listed one link page at a time',
        run: async () => {
          for (let offset = 0; offset < neighbours; offset += 100)
            await engine.call('links.list', { entityId: hub.entityId, offset, limit: 100 })
        },
      },
    ])
    const [ours, theirs] = [...rounds.keys()]
    report('Expansion of a node with 1,000 neighbours', rounds, ours as string, theirs as string, '')
  }
  await benchAnswers(engine)
  await engine.shutdown()
}
