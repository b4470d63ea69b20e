/** Charts as PNG for the Word report, drawn by the machine's own fonts. */
import { AppError } from '../../../../shared/errors.ts'
import type { ChartToDraw } from '../../charts/chartToDraw.ts'
import { drawChart } from '../../charts/drawChart.ts'
import { pngOfSvg } from '../../charts/sheet/picture.ts'
import { systemTypeface } from '../../charts/sheet/systemFonts.ts'
import type { Language } from '../words.ts'

export interface ChartPng {
  readonly png: Uint8Array
  readonly width: number
  readonly height: number
  /** Characters no font of this machine has. */
  readonly missing: readonly string[]
}
const sharpest = 2
const mostPixels = 5_000

/**
 * The chart on white, twice the size it is drawn at so that it prints sharply. Width and height are those it is drawn at. Null where the program
 * has no renderer: the report says so in its place.
 */
export async function chartPng(chart: ChartToDraw, language: Language): Promise<ChartPng | null> {
  const { svg, width, height } = drawChart(chart, { theme: 'paper', language })
  const zoom = Math.min(sharpest, mostPixels / Math.max(width, height))
  try {
    const { png, missing } = await pngOfSvg(svg, { width, height }, zoom)
    return { png, width, height, missing }
  } catch (error) {
    if (error instanceof AppError && error.code === 'no-pictures') return null
    throw error
  }
}

/** Whether the machine has a font with Chinese characters. */
export function hasChineseFont(): boolean {
  return systemTypeface()?.chinese === true
}
