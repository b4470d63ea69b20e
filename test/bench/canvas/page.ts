/** The page of the chart bench: our canvas or plain cytoscape's with the same elements and captions, and a watch over frames and tasks. */
import './page.css'
import '../../../renderer/styles/tokens.css'
import cytoscape from 'cytoscape'
import { runLayout } from '../../../renderer/chart/layoutRun.ts'
import { type ChartHandle, mountChart } from '../../../renderer/chart/mountChart.ts'
import { bundleCaption } from '../../../shared/model/chart/bundles.ts'
import { type ChartMaps, contentOf, withPlaces } from '../../../shared/model/chart/content.ts'
import { layoutInput, placesOnChart } from '../../../shared/model/chart/layouts/input.ts'
import { type ChartScene, emptyScene, nodeKey, sceneOf } from '../../../shared/model/chart/scene.ts'
import { defaultSettings } from '../../../shared/model/chart/settings.ts'
import { visibleChart, type VisibleChart } from '../../../shared/model/chart/visible.ts'
import { madeUpChart } from './madeUpChart.ts'

export interface Watched {
  readonly frames: number
  readonly milliseconds: number
  /** Longest task of 50 ms and more; the browser tells of none shorter. */
  readonly longest: number
  /** Longest time between two frames. */
  readonly gap: number
}
export interface BenchPage {
  /** Milliseconds until everything is painted. */
  open(engine: 'ours' | 'cytoscape', nodes: number, edges: number): Promise<number>
  watch(): void
  watched(): Watched
  /** Milliseconds from a move of the pointer until the frame that answers it was painted. */
  hover(): Promise<number>
  layOut(): Promise<void>
  close(): void
}

const container = document.querySelector<HTMLElement>('#chart')
if (container === null) throw new Error('the page has no place for a chart')
const place = container
const painted = () =>
  new Promise<number>((resolve) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => resolve(performance.now())
      port2.postMessage(null)
    }),
  )

let ours: ChartHandle | null = null
let plain: cytoscape.Core | null = null
let content: ChartMaps = contentOf({ nodes: [], edges: [] })
let scene: ChartScene = emptyScene
let visible: VisibleChart | null = null
function draw(fit: boolean): void {
  visible = visibleChart(content, defaultSettings)
  scene = sceneOf(visible, defaultSettings, (bundle) => bundleCaption(bundle, 'amount', 'zh-CN'), scene)
  ours?.show(scene, fit)
}

/** As somebody writes it who reads the first page of its manual: bodies, captions, arrows. */
const plainStyle: cytoscape.StylesheetJson = [
  {
    selector: 'node',
    style: {
      width: 'data(size)',
      height: 'data(size)',
      label: 'data(caption)',
      'background-color': '#0b6bb5',
      'font-size': 13,
      'text-valign': 'bottom',
      'text-wrap': 'wrap',
    },
  },
  {
    selector: 'edge',
    style: {
      width: 'data(width)',
      label: 'data(caption)',
      'curve-style': 'bezier',
      'target-arrow-shape': 'triangle',
      'font-size': 10.5,
      'line-color': '#7b8595',
      'target-arrow-color': '#7b8595',
    },
  },
  { selector: '.hover', style: { 'background-color': '#b3261e' } },
]
function drawPlain(): void {
  const visible = visibleChart(content, defaultSettings)
  const drawn = sceneOf(visible, defaultSettings, (bundle) => bundleCaption(bundle, 'amount', 'zh-CN'))
  const core = cytoscape({
    container: place,
    style: plainStyle,
    layout: { name: 'preset', fit: true },
    elements: [
      ...[...drawn.nodes.values()].map(({ key, label, sublabel, size, x, y }) => ({
        group: 'nodes' as const,
        data: { id: key, caption: `${label}\n${sublabel}`, size },
        position: { x, y },
      })),
      ...[...drawn.edges.values()].map(({ key, from, to, caption, width }) => ({
        group: 'edges' as const,
        data: { id: key, source: from, target: to, caption, width },
      })),
    ],
  })
  core.on('mouseover', 'node', (event) => event.target.addClass('hover'))
  core.on('mouseout', 'node', (event) => event.target.removeClass('hover'))
  plain = core
}

let frames: number[] = []
let longest = 0
function frame(now: number): void {
  frames.push(now)
  requestAnimationFrame(frame)
}
requestAnimationFrame(frame)
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) longest = Math.max(longest, duration)
}).observe({ type: 'longtask' })

let moved: PointerEvent | null = null
window.addEventListener('pointermove', (event) => (moved = event), { capture: true })

const bench: BenchPage = {
  async open(engine, nodes, edges) {
    const made = madeUpChart(nodes, edges)
    await new Promise((resolve) => setTimeout(resolve, 200))
    const start = performance.now()
    content = contentOf(made)
    scene = emptyScene
    if (engine === 'ours') {
      ours = mountChart(place, () => undefined)
      draw(true)
      await ours.painted()
    } else drawPlain()
    return (await painted()) - start
  },
  watch() {
    frames = []
    longest = 0
  },
  watched() {
    const gaps = frames.slice(1).map((time, index) => time - (frames[index] ?? time))
    return {
      frames: frames.length,
      milliseconds: (frames.at(-1) ?? 0) - (frames[0] ?? 0),
      longest,
      gap: Math.max(0, ...gaps),
    }
  },
  async hover() {
    const event = moved
    if (event === null) throw new Error('the pointer has not moved')
    return (await painted()) - event.timeStamp
  },
  async layOut() {
    if (ours === null || visible === null) throw new Error('our chart is not open')
    const { items, links } = layoutInput(visible, scene)
    const options = { aspect: ours.aspect(), seed: 1, chosen: [] }
    const places = await runLayout({ name: 'force', items, links, options }, () => undefined).places
    if (places === null) return
    const kept = placesOnChart(places, scene, visible, content.nodes)
    await ours.moveTo(kept, true)
    content = withPlaces(content, kept, false)
    await new Promise((resolve) => setTimeout(resolve))
    draw(false)
    await ours.painted()
    await painted()
  },
  close() {
    ours?.destroy()
    plain?.destroy()
    ours = null
    plain = null
    place.replaceChildren()
  },
}
Object.assign(globalThis, { bench, nodeKey })
