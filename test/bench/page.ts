/** What a person feels in the page, in Chromium without a graphics card: tasks that hold it up while a statement comes in, and frames while its table is scrolled. */
import type { Page } from 'playwright-core'
import { startApp } from '../e2e/app.ts'
import { chooseFiles, createCase, goTo, openTable } from '../e2e/case.ts'
import { type Bench } from './measure.ts'

/** Ten times the rows of the other subjects, unless LZ_BENCH_LARGE=0. */
export async function benchPage(bench: Bench): Promise<void> {
  const rows = process.env['LZ_BENCH_LARGE'] === '0' ? bench.rows : bench.rows * 10
  const app = await startApp()
  const { page } = app
  try {
    await createCase(page, '大案')
    await goTo(page, '导入')
    await chooseFiles(page, [bench.statement(rows)])
    const button = page.getByRole('button', { name: /^导入 1 个表|^导入$/ })
    await button.waitFor({ timeout: 120_000 })
    await watch(page)
    await button.click()
    await page.getByText('已入库').first().waitFor({ timeout: 1_200_000 })
    console.log(
      `\nPage while ${rows.toLocaleString('en')} rows come in: longest task ${Math.round((await watched(page)).longest)} ms   (≤ 100 ms)`,
    )
    await openTable(page, '资金往来')
    await page.locator('.data-grid .row:not(.is-waiting)').nth(10).waitFor({ timeout: 120_000 })
    // Totals and facets of so many rows follow; they are the engine's work, but their answers are drawn here.
    await page
      .getByRole('complementary', { name: '筛选' })
      .getByRole('heading')
      .nth(5)
      .waitFor({ timeout: 120_000 })
    const box = await page.getByRole('grid').boundingBox()
    await page.mouse.move((box?.x ?? 0) + 200, (box?.y ?? 0) + 200)
    for (const [name, step, pause] of [
      ['by the wheel', 120, 16],
      ['by a fast wheel', 2_400, 16],
      ['jumping about', 0, 60],
    ] as const) {
      await watch(page)
      const end = performance.now() + 5_000
      for (let jump = 0; performance.now() < end; jump += 1) {
        if (step > 0) await page.mouse.wheel(0, step)
        else
          await page.locator('.data-grid').evaluate(
            (grid, at) => {
              grid.scrollTop = at * (grid.scrollHeight - grid.clientHeight)
            },
            (jump * 0.6180339887) % 1,
          )
        await page.waitForTimeout(pause)
      }
      const { frames, seconds, longest } = await watched(page)
      console.log(
        `Scrolling ${rows.toLocaleString('en')} rows ${name}: ${(frames / seconds).toFixed(1)} frames a second, longest task ${Math.round(longest)} ms   (≥ 40, ≤ 50 ms)`,
      )
    }
  } finally {
    await app.close()
  }
}

interface Watch {
  frames: number
  longest: number
  readonly start: number
}
type WatchedWindow = typeof globalThis & { watch?: Watch }
/** Begins to count frames and to look for tasks of 50 ms and more: the browser tells of no shorter ones. */
async function watch(page: Page): Promise<void> {
  await page.evaluate(() => {
    const here = globalThis as WatchedWindow
    const first = here.watch === undefined
    const now: Watch = { frames: 0, longest: 0, start: performance.now() }
    here.watch = now
    if (!first) return
    const frame = (): void => {
      if (here.watch !== undefined) here.watch.frames += 1
      requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries())
        if (here.watch !== undefined) here.watch.longest = Math.max(here.watch.longest, duration)
    }).observe({ type: 'longtask' })
  })
}
async function watched(
  page: Page,
): Promise<{ readonly frames: number; readonly seconds: number; readonly longest: number }> {
  return page.evaluate(() => {
    const { frames, longest, start } = (globalThis as WatchedWindow).watch ?? {
      frames: 0,
      longest: 0,
      start: 0,
    }
    return { frames, longest, seconds: (performance.now() - start) / 1000 }
  })
}
