/** What keeps people out of a screen, looked at once and when the screen stands still. */
import { AxeBuilder } from '@axe-core/playwright'
import { expect } from 'vitest'
import type { App } from './app.ts'

/** What still moves on the page, in words; empty when it stands still. */
async function movements(app: App): Promise<readonly string[]> {
  const seen = await app.page.evaluate(async () => {
    // What an answer changes is drawn with the next frame.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    const place = (element: Element | null) => `${element?.tagName ?? ''}.${element?.className ?? ''}`
    return [
      ...document
        .getAnimations()
        .filter(({ playState }) => playState === 'running')
        .map(({ effect }) => `moving: ${place(effect instanceof KeyframeEffect ? effect.target : null)}`),
      ...[...document.querySelectorAll('[aria-busy=true]')].map((element) => `busy: ${place(element)}`),
      ...[...document.querySelectorAll('.data-grid .is-stale, .data-grid .is-waiting')].map(
        (element) => `waiting: ${place(element)}`,
      ),
    ]
  })
  const { underWay } = app.calls()
  return underWay === 0 ? seen : [...seen, `calls under way: ${underWay}`]
}

/**
 * Serious and critical findings of axe, as `rule: where`. The page must stand still before the look and the look counts only if no call
 * began during it; the first look that counts is the verdict. Fails when the page does not come to rest.
 */
export async function barriers(app: App): Promise<readonly string[]> {
  for (let look = 1; look <= 20; look++) {
    await expect.poll(() => movements(app), { timeout: 60_000 }).toEqual([])
    const { begun } = app.calls()
    const { violations } = await new AxeBuilder({ page: app.page })
      // The page has no frames: one run in the page itself, and no second page that puts the parts together.
      .setLegacyMode()
      .options({ resultTypes: ['violations'] })
      .analyze()
    if (app.calls().begun !== begun) continue
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))
  }
  throw new Error('the page did not stand still during any of 20 looks')
}
