/**
 * What a person waits for at a large case that was opened fresh, while everything else is asked and done too: in the page as it is delivered, and at
 * the engine, where single waits can be told apart. LZ_BENCH_CASE names a case file to work on (a copy of it) instead of one made here.
 */
import { copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { type Engine, openHostedEngine } from '../../electron/engine/index.ts'
import { startApp } from '../e2e/app.ts'
import { goTo } from '../e2e/case.ts'
import { writeStatementXlsx } from '../helpers/statements.ts'
import { type Bench, builtParser } from './measure.ts'

const kind = 'transfer'
const facets = ['counterName', 'summary', 'direction', 'ownName', 'type', 'channel', 'result', 'currency']

/** Ten times the rows of the other subjects, unless LZ_BENCH_LARGE=0. */
export async function benchDesk(bench: Bench): Promise<void> {
  const large = await largeCase(bench)
  await inThePage(large)
  await atTheEngine(bench, large)
}

async function largeCase(bench: Bench): Promise<string> {
  const given = process.env['LZ_BENCH_CASE']
  if (given !== undefined) return given
  const rows = process.env['LZ_BENCH_LARGE'] === '0' ? bench.rows : bench.rows * 10
  const engine = bench.engineIn('desk')
  await engine.call('workspace.create', { name: 'desk', passphrase: null })
  await engine.call('import.run', { fileId: engine.files.grant(bench.statement(rows)) })
  await engine.shutdown()
  const folder = join(bench.folder, 'desk')
  return join(folder, readdirSync(folder).find((name) => name.endsWith('.lzcase')) ?? '')
}

/** Opens the case twice, and each time its table as soon as the overview stands: first nothing is kept, then the figures of the time before. */
async function inThePage(large: string): Promise<void> {
  const app = await startApp({
    prepare: (data) => {
      mkdirSync(join(data, 'cases'), { recursive: true })
      copyFileSync(large, join(data, 'cases', 'large.lzcase'))
    },
  })
  try {
    for (const [time, bar] of [
      ['first opening', ''],
      ['next opening', '   (≤ 1,500 ms)'],
    ] as const) {
      const { page } = app
      page.setDefaultTimeout(300_000)
      await page.getByRole('button', { name: /large/ }).first().click()
      const overview = await passed(page, '.overview .wrap')
      await goTo(page, '证据表')
      await page.getByRole('main').getByText('资金往来', { exact: true }).first().waitFor()
      const [rows, wheel] = await tableTimes(page)
      console.log(
        `\nPage, ${time}: overview ${overview} ms${bar}, first rows ${rows} ms   (≤ 500 ms), rows after a jump p50 ${at(wheel, 0.5)}, p95 ${at(wheel, 0.95)} ms`,
      )
      // Lets what was asked come to its end, so that it is kept.
      await page.waitForFunction(() => document.querySelector('[aria-busy="true"], .pending') === null)
      await page.waitForTimeout(process.env['LZ_BENCH_LARGE'] === '0' ? 5_000 : 60_000)
      // The button bears the name of the case, which need not be that of its file.
      await page.getByRole('banner').locator('button.case').click()
      await page.getByRole('menuitem', { name: '关闭案件' }).click()
    }
  } finally {
    await app.close()
  }
}
/** Milliseconds until an element is there. */
async function passed(page: Page, selector: string): Promise<number> {
  const begin = performance.now()
  await page.locator(selector).first().waitFor()
  return Math.round(performance.now() - begin)
}
/** Opens the table; milliseconds to its first rows, and to the rows of each of some places it is scrolled to. */
async function tableTimes(page: Page): Promise<readonly [number, readonly number[]]> {
  await page.getByRole('main').getByText('资金往来', { exact: true }).first().click()
  const first = await passed(page, '.data-grid .row:not(.is-waiting)')
  const waits: number[] = []
  for (let jump = 1; jump <= 20; jump += 1) {
    waits.push(
      await page.locator('.data-grid').evaluate(
        async (grid, place) => {
          grid.scrollTop = place * (grid.scrollHeight - grid.clientHeight)
          const begin = performance.now()
          const next = (): Promise<void> =>
            new Promise((resolve) => {
              requestAnimationFrame(() => {
                resolve()
              })
            })
          await next()
          await next()
          while (grid.querySelector('.row.is-waiting') !== null) await next()
          return performance.now() - begin
        },
        (jump * 0.6180339887) % 1,
      ),
    )
  }
  return [first, waits]
}

interface Waits {
  readonly name: string
  readonly bar: string
  readonly of: number[]
}
/** The same questions at the engine, with the waits of small ones beside the long ones. */
export async function atTheEngine(bench: Bench, large: string): Promise<void> {
  const cases = join(bench.folder, 'deskEngine')
  mkdirSync(cases, { recursive: true })
  const path = join(cases, 'large.lzcase')
  copyFileSync(large, path)
  const more = join(bench.folder, 'more.xlsx')
  writeStatementXlsx(more, 100_000, { seed: 77 })
  try {
    for (const time of ['first', 'next'] as const) {
      const engine = openHostedEngine({
        casesFolder: cases,
        settingsFolder: join(bench.folder, 'settings'),
        samplesFolder: bench.folder,
        parserEntry: builtParser,
        appVersion: 'bench',
        operator: 'bench',
        died: () => {
          throw new Error('the engine has ended')
        },
      })
      await engine.call('workspace.open', { place: engine.files.grant(path) })
      await opened(engine, time)
      if (time === 'next')
        await besides(engine, '100,000 rows are imported', () =>
          engine.call('import.run', { fileId: engine.files.grant(more) }),
        )
      await engine.shutdown()
    }
  } finally {
    rmSync(cases, { recursive: true, force: true })
  }
}
/** What the page asks when a case is opened and its table looked at, all at once. */
async function opened(engine: Engine, time: string): Promise<void> {
  const begin = performance.now()
  const done = new Map<string, number>()
  const asked = async (name: string, call: Promise<unknown>): Promise<void> => {
    await call
    done.set(name, Math.round(performance.now() - begin))
  }
  const scope = { kind, filter: [] }
  await besides(engine, `everything is asked (${time} opening)`, () =>
    Promise.all([
      asked('overview', engine.call('overview.read', {})),
      asked('measures', engine.call('measures.list', {})),
      asked('tables', engine.call('tables.list', {})),
      asked('findings', engine.call('quality.list', {})),
      asked('search', engine.call('search.state', {})),
      asked('first rows', engine.call('records.window', { scope, offset: 0, limit: 100 })),
      asked('totals', engine.call('records.totals', { scope })),
      asked('bars', engine.call('records.histogram', { scope, field: 'time', bins: 16 })),
      asked('facets', allFacets(engine)),
    ]),
  )
  console.log(`  ${[...done].map(([name, ms]) => `${name} ${ms.toLocaleString('en')} ms`).join(', ')}`)
}
async function allFacets(engine: Engine): Promise<void> {
  for (const field of facets)
    await engine
      .call('records.facet', { scope: { kind, filter: [] }, field, limit: 6 })
      .catch(() => undefined)
}
/** Asks small things over and over while something long goes on. */
async function besides(engine: Engine, while_: string, work: () => Promise<unknown>): Promise<void> {
  const windows: Waits = { name: 'a further window', bar: '≤ 50 ms', of: [] }
  const small: Waits = { name: 'a small call', bar: '≤ 100 ms', of: [] }
  let over = false
  const ask = async (waits: Waits, call: (turn: number) => Promise<unknown>): Promise<void> => {
    for (let turn = 1; !over; turn += 1) {
      const begin = performance.now()
      await call(turn)
      waits.of.push(performance.now() - begin)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  const size = (await engine.call('records.window', { scope: { kind, filter: [] }, offset: 0, limit: 0 }))
    .total
  const asking = [
    ask(windows, (turn) =>
      engine.call('records.window', {
        scope: { kind, filter: [] },
        offset: Math.floor(((turn * 0.6180339887) % 1) * Math.max(0, size - 100)),
        limit: 100,
      }),
    ),
    ask(small, () => engine.call('charts.list', {})),
  ]
  const cpu = process.cpuUsage()
  const begin = performance.now()
  await work()
  over = true
  await Promise.all(asking)
  const { user, system } = process.cpuUsage(cpu)
  const took = performance.now() - begin
  console.log(
    `\nEngine, while ${while_} (${Math.round(took).toLocaleString('en')} ms, processor ${Math.round((user + system) / 1000).toLocaleString('en')} ms)`,
  )
  for (const { name, bar, of } of [windows, small])
    console.log(
      `  ${name.padEnd(20)} p50 ${at(of, 0.5)} ms, p95 ${at(of, 0.95)} ms, longest ${at(of, 1)} ms of ${of.length}   (${bar})`,
    )
}
function at(values: readonly number[], share: number): string {
  const sorted = values.toSorted((one, other) => one - other)
  return (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN).toFixed(1)
}
