/** Charts as PNG for the Word report, drawn by the machine's own fonts. */
import { renderAsync } from '@resvg/resvg-js'
import type { ChartToDraw } from '../../charts/chartToDraw.ts'
import { drawChart } from '../../charts/drawChart.ts'
import type { Language } from '../words.ts'

export interface ChartPng {
  readonly png: Uint8Array
  readonly width: number
  readonly height: number
}
const sharpest = 2
const mostPixels = 5_000

/** The chart on white, twice the size it is drawn at so that it prints sharply. Width and height are those it is drawn at. */
export async function chartPng(chart: ChartToDraw, language: Language): Promise<ChartPng> {
  const { svg, width, height } = drawChart(chart, { theme: 'paper', language })
  const zoom = Math.min(sharpest, mostPixels / Math.max(width, height))
  const rendered = await renderAsync(svg, {
    fitTo: { mode: 'zoom', value: zoom },
    font: { loadSystemFonts: true },
  })
  return { png: rendered.asPng(), width, height }
}

/** Whether the machine has a font with Chinese characters: without one two different characters come out alike. */
export async function hasChineseFont(): Promise<boolean> {
  const [first, second] = await Promise.all(
    ['雾', '港'].map(
      async (character) =>
        (
          await renderAsync(
            `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><text x="4" y="32" font-size="30" font-family="sans-serif">${character}</text></svg>`,
          )
        ).pixels,
    ),
  )
  return first !== undefined && second !== undefined && !first.equals(second)
}
