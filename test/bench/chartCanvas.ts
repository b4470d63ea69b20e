/** The chart on the screen beside plain cytoscape's canvas in one run: opening, panning and zooming by a real pointer, hovering, tasks while a layout runs. */
import { createReadStream, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import config from '../../electron.vite.config.ts'
import { browsers, quiet } from '../e2e/app.ts'
import type { BenchPage, Watched } from './canvas/page.ts'
import { median } from './measure.ts'
import { type Clock, clockOf, longestTask } from './pageClock.ts'

type Here = typeof globalThis & { readonly bench: BenchPage }
const engines = ['ours', 'cytoscape'] as const
type EngineName = (typeof engines)[number]
/** Nodes, lines, and the bars of each size. */
const sizes = [
  { nodes: 5_000, edges: 10_000, open: 2_000, frames: 20, times: 3, layout: true },
  { nodes: 20_000, edges: 100_000, open: 6_000, frames: 15, times: 0, layout: false },
] as const
const view = { width: 1366, height: 768 }

interface Felt {
  readonly open: number
  readonly moves: ReadonlyMap<string, Watched & { readonly processor: number }>
  readonly hover: readonly number[]
}

export async function builtPage(folder: string): Promise<void> {
  const { plugins, define } = config.renderer as { plugins: []; define: Record<string, string> }
  await build({
    configFile: false,
    logLevel: 'error',
    root: join(import.meta.dirname, 'canvas'),
    base: './',
    plugins,
    define,
    build: { outDir: folder, emptyOutDir: true, target: 'chrome140', modulePreload: false },
  })
}
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
}
export async function served(folder: string): Promise<{ readonly server: Server; readonly address: string }> {
  const server = createServer((request, response) => {
    const path = join(folder, request.url === '/' ? 'index.html' : (request.url ?? ''))
    if (!existsSync(path)) {
      response.writeHead(404).end()
      return
    }
    response.writeHead(200, { 'content-type': types[extname(path)] ?? 'application/octet-stream' })
    createReadStream(path).pipe(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const at = server.address()
  return { server, address: `http://127.0.0.1:${at !== null && typeof at === 'object' ? at.port : 0}/` }
}

async function felt(
  page: Page,
  clock: Clock,
  doing: () => Promise<void>,
): Promise<Watched & { processor: number }> {
  const before = await clock()
  await page.evaluate(() => (globalThis as Here).bench.watch())
  await doing()
  const told = await page.evaluate(() => (globalThis as Here).bench.watched())
  return { ...told, processor: ((await clock()) - before) * 1000 }
}
/** The ground is dragged there and back by hand's pace. */
async function drag(page: Page): Promise<void> {
  // The corner beside the made-up groups, so that the ground is taken hold of and not a node.
  const [x, y] = [6, 6]
  await page.mouse.move(x, y)
  await page.mouse.down()
  for (let step = 1; step <= 120; step++) {
    const swing = Math.sin((step / 120) * 2 * Math.PI)
    await page.mouse.move(x + 400 + 400 * -Math.cos((step / 120) * 2 * Math.PI), y + 300 + 280 * swing)
    await page.waitForTimeout(8)
  }
  await page.mouse.up()
}
async function wheel(page: Page): Promise<void> {
  await page.mouse.move(view.width / 2, view.height / 2)
  for (let step = 0; step < 60; step++) {
    await page.mouse.wheel(0, step < 30 ? -60 : 60)
    await page.waitForTimeout(16)
  }
}
async function hovered(page: Page): Promise<readonly number[]> {
  const times: number[] = []
  for (let index = 0; index < 20; index++) {
    await page.mouse.move(200 + ((index * 397) % 960), 120 + ((index * 211) % 520))
    times.push(await page.evaluate(() => (globalThis as Here).bench.hover()))
    await page.waitForTimeout(40)
  }
  return times
}

async function measured(
  page: Page,
  clock: Clock,
  engine: EngineName,
  nodes: number,
  edges: number,
): Promise<Felt> {
  const open = await page.evaluate(
    ([name, nodeCount, edgeCount]) => (globalThis as Here).bench.open(name, nodeCount, edgeCount),
    [engine, nodes, edges] as const,
  )
  const moves = new Map<string, Watched & { processor: number }>()
  moves.set('drag, right after opening', await felt(page, clock, () => drag(page)))
  await page.waitForTimeout(1_500)
  moves.set('drag, warm', await felt(page, clock, () => drag(page)))
  await page.waitForTimeout(1_500)
  moves.set('wheel, warm', await felt(page, clock, () => wheel(page)))
  await page.waitForTimeout(1_500)
  const hover = await hovered(page)
  return { open, moves, hover }
}

const rate = ({ frames, milliseconds }: Watched) => ((frames - 1) * 1000) / Math.max(1, milliseconds)
const met = (is: boolean) => (is ? '' : '   MISSED')
function print(told: ReadonlyMap<EngineName, Felt>, size: (typeof sizes)[number]): void {
  const [own, plain] = [told.get('ours'), told.get('cytoscape')]
  if (own === undefined) return
  const ms = (value: number | undefined) => (value === undefined ? '–' : `${Math.round(value)} ms`)
  console.log(
    `  opened, everything painted: ${ms(own.open)}, cytoscape ${ms(plain?.open)}   (≤ ${size.open} ms)${met(own.open <= size.open)}`,
  )
  for (const [name, move] of own.moves) {
    const other = plain?.moves.get(name)
    const times = other === undefined ? Number.NaN : rate(move) / rate(other)
    const bar = size.times > 0 ? `≥ ${size.frames}, ≥ ${size.times} ×` : `≥ ${size.frames}`
    console.log(
      `  ${name}: ${rate(move).toFixed(1)} frames a second, cytoscape ${other === undefined ? '–' : rate(other).toFixed(1)}, ratio ${times.toFixed(1)}   (${bar})${met(rate(move) >= size.frames && !(times < size.times))}`,
    )
    const cost = (of: Watched & { processor: number }) =>
      `${(of.processor / Math.max(1, of.frames)).toFixed(1)} ms of the page's thread a frame, longest task ${Math.round(of.longest)} ms, longest wait ${Math.round(of.gap)} ms`
    console.log(`    ours ${cost(move)}${other === undefined ? '' : `; cytoscape ${cost(other)}`}`)
  }
  const worst = Math.max(...own.hover)
  console.log(
    `  hover: median ${ms(median(own.hover))}, longest ${ms(worst)}, cytoscape ${plain === undefined ? '–' : `${ms(median(plain.hover))}, ${ms(Math.max(...plain.hover))}`}   (≤ 50 ms)${met(worst <= 50)}`,
  )
}

export async function benchChartCanvas(): Promise<void> {
  const executablePath = browsers.find((path) => existsSync(path))
  if (executablePath === undefined) {
    console.log(
      '\nThe chart on the screen: not measured here, since no Chromium, Chrome or Edge is installed',
    )
    return
  }
  const folder = mkdtempSync(join(tmpdir(), 'lianzheng-bench-chart-'))
  await builtPage(folder)
  const { server, address } = await served(folder)
  const browser = await chromium.launch({ executablePath, args: [...quiet] })
  try {
    const page = await browser.newPage({ viewport: view })
    page.setDefaultTimeout(300_000)
    const clock = await clockOf(page)
    page.on('pageerror', (error) => console.log(`  the page failed: ${error.message}`))
    for (const size of sizes) {
      const told = new Map<EngineName, Felt>()
      console.log(
        `\nChart of ${size.nodes.toLocaleString('en')} nodes, ${size.edges.toLocaleString('en')} lines, ${view.width} × ${view.height}, drawn without a graphics card, captions on`,
      )
      for (const engine of process.env['LZ_BENCH_ENGINE']?.split(',') ?? engines) {
        await page.goto(address)
        told.set(
          engine as EngineName,
          await measured(page, clock, engine as EngineName, size.nodes, size.edges),
        )
        if (engine === 'ours' && size.layout) {
          const task = await longestTask(page, () => page.evaluate(() => (globalThis as Here).bench.layOut()))
          console.log(
            `  longest task while a force layout runs and its result arrives: ${task.processor.toFixed(0)} ms of the processor, ${task.clock.toFixed(0)} ms by the clock   (≤ 100 ms)${met(task.processor <= 100)}`,
          )
        }
      }
      print(told, size)
    }
  } finally {
    await browser.close()
    server.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
