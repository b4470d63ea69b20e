/** Charts of a case, through the real engine and the real page: opening a stored one until its picture is painted, taking up 500 neighbours, adding 500 of a table. */
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import type { Engine } from '../../electron/engine/index.ts'
import { startApp } from '../e2e/app.ts'
import { madeUpChart } from './canvas/madeUpChart.ts'
import { type Bench, median } from './measure.ts'
import { clockOf, longestTask } from './pageClock.ts'

const met = (is: boolean) => (is ? '' : '   MISSED')
const cardOf = (index: number): string => `62170083753${10_000_000 + index}`

/** A case in which every node of the made-up chart is an account and every line a transfer, and a chart of all of them where they stand there. */
async function drawnCase(bench: Bench, nodes: number, edges: number): Promise<string> {
  const place = `opening-${nodes}`
  const made = madeUpChart(nodes, edges)
  const file = join(bench.folder, `${place}.csv`)
  const rows = made.edges.map(
    ({ fromId, toId, amount }, index) =>
      `${cardOf(fromId)},罗${fromId},2022-01-${String(1 + (index % 28)).padStart(2, '0')} 10:00:00,${((amount ?? 100) / 100).toFixed(2)},出,罗${toId},${cardOf(toId)},s${index}`,
  )
  writeFileSync(
    file,
    ['交易卡号,交易户名,交易时间,交易金额,收付标志,对手户名,对手卡号,交易流水号', ...rows].join('\n'),
  )
  const engine = bench.engineIn(place)
  try {
    await engine.call('workspace.create', { name: 'drawn', passphrase: null })
    await engine.call('import.run', { fileId: engine.files.grant(file) })
    const at = new Map(made.nodes.map(({ entityId, x, y }) => [cardOf(entityId), { x, y }]))
    const positions: { entityId: number; x: number; y: number }[] = []
    for (let offset = 0; ; offset += 1_000) {
      const page = await engine.call('entities.list', { kind: 'bankAccount', offset, limit: 1_000 })
      for (const { entityId, label } of page.rows) {
        const stands = at.get(label)
        if (stands !== undefined) positions.push({ entityId, ...stands })
      }
      if (page.rows.length === 0) break
    }
    await engine.call('charts.create', {
      name: 'all',
      entityIds: positions.map(({ entityId }) => entityId),
      positions,
    })
  } finally {
    await engine.shutdown()
  }
  return join(bench.folder, place)
}

type Here = typeof globalThis & { painted?: Promise<number> }
/** Begins to look for the first whole picture of a chart that has entities: the canvas that was painted behind takes the place of the other. */
async function watchPainting(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { promise, resolve } = Promise.withResolvers<number>()
    ;(globalThis as Here).painted = promise
    new MutationObserver((changes, observer) => {
      const swapped = changes.some(
        ({ target }) => target instanceof HTMLCanvasElement && target.style.visibility === 'visible',
      )
      if (!swapped || !/[1-9][\d,]* 实体/.test(document.querySelector('[role=toolbar]')?.textContent ?? ''))
        return
      observer.disconnect()
      resolve(performance.now())
    }).observe(document.body, { subtree: true, attributes: true, attributeFilter: ['style'] })
  })
}

export async function benchOpening(bench: Bench): Promise<void> {
  for (const [nodes, edges, bar] of [
    [5_000, 10_000, 2_000],
    [20_000, 100_000, 6_000],
  ] as const) {
    const folder = await drawnCase(bench, nodes, edges)
    const app = await startApp({
      prepare: (data) => {
        mkdirSync(join(data, 'cases'), { recursive: true })
        for (const name of readdirSync(folder))
          if (name.endsWith('.lzcase')) copyFileSync(join(folder, name), join(data, 'cases', name))
      },
    })
    try {
      const { page } = app
      await page
        .getByRole('button', { name: /\.lzcase/ })
        .first()
        .click()
      await page.waitForURL(/#\/overview/)
      await page.waitForTimeout(2_000)
      const clock = await clockOf(page)
      const link = page.getByRole('navigation').getByRole('link', { name: /all/ }).first()
      const before = await clock()
      let milliseconds = 0
      const task = await longestTask(page, async () => {
        await watchPainting(page)
        const start = await page.evaluate(() => performance.now())
        await link.click()
        milliseconds = (await page.evaluate(() => (globalThis as Here).painted ?? 0)) - start
      })
      const worked = ((await clock()) - before) * 1000
      const size = await page
        .getByRole('toolbar', { name: '链图' })
        .getByText(/实体 ·/)
        .innerText()
      console.log(
        `\nA stored chart (${size.replaceAll(/\s+/g, ' ')}) opened through engine and page, until it is painted: ${milliseconds.toFixed(0)} ms by the clock (≤ ${bar} ms)${met(milliseconds <= bar)}; the page's thread worked ${worked.toFixed(0)} ms; longest task ${task.processor.toFixed(0)} ms of the processor, ${task.clock.toFixed(0)} ms by the clock`,
      )
    } finally {
      await app.close()
    }
  }
}

/** Taking up 500 neighbours of the busiest account, and adding 500 of a table, on an empty chart: milliseconds of the processor, the engine's answer whole. */
export async function benchAnswers(engine: Engine): Promise<void> {
  const [hub] = (
    await engine.call('entities.list', { kind: 'bankAccount', sort: 'links', offset: 0, limit: 1 })
  ).rows
  if (hub === undefined) return
  const { entityId } = hub
  let made = 0
  const chart = async (entityIds: number[]): Promise<number> =>
    (await engine.call('charts.create', { name: `answers ${made++}`, entityIds })).chartId
  const rows = Array.from({ length: 300 }, (_, index) => 1 + index * 7)
  const scope = { kind: 'transfer' }
  const works: readonly (readonly [
    string,
    number[],
    (chartId: number) => Promise<{ nodes: readonly unknown[] }>,
  ])[] = [
    [
      'expand by 500 neighbours',
      [entityId],
      (chartId) => engine.call('chart.expand', { chartId, entityId, by: 'amount', limit: 500 }),
    ],
    [
      'add 500 of 300 chosen rows',
      [],
      (chartId) => engine.call('chart.addFromRecords', { chartId, scope, recordIds: rows, limit: 500 }),
    ],
    [
      'add 500 of a whole table',
      [],
      (chartId) => engine.call('chart.addFromRecords', { chartId, scope, limit: 500 }),
    ],
  ]
  console.log('\nAnswers of the engine for a chart, milliseconds of the processor, median of five')
  for (const [name, start, run] of works) {
    const times: number[] = []
    let brought = 0
    for (let round = 0; round < 5; round++) {
      const chartId = await chart(start)
      const before = process.cpuUsage()
      brought = (await run(chartId)).nodes.length
      const { user, system } = process.cpuUsage(before)
      times.push((user + system) / 1000)
    }
    const time = median(times)
    console.log(
      `  ${name.padEnd(28)} ${time.toFixed(0).padStart(5)} ms, ${brought} entities in the answer   (≤ 100 ms)${met(time <= 100)}`,
    )
  }
}
