/** The open chart as a picture to keep. */
import type { ReportRedaction } from '../../../shared/contract/index.ts'
import type { ChartHandle } from '../../chart/mountChart.ts'
import { pngOf } from '../../chart/rasterise.ts'
import type { Language } from '../../i18n/language.ts'
import { useCharts } from '../../stores/charts.ts'

/** What is masked is drawn by the engine: the page's own drawing carries the names. */
export async function chartPicture(
  handle: ChartHandle,
  format: 'png' | 'svg',
  redact: ReportRedaction,
  look: { readonly theme: 'light' | 'dark'; readonly language: Language },
): Promise<{ readonly picture: Blob; readonly fileName: string }> {
  const charts = useCharts()
  const drawn =
    format === 'svg' || redact !== 'none' ? await charts.svg(look.theme, look.language, redact) : null
  const picture =
    drawn === null
      ? await handle.png()
      : format === 'png'
        ? await pngOf(drawn)
        : new Blob([drawn.svg], { type: 'image/svg+xml' })
  return { picture, fileName: `${drawn?.name ?? charts.name}.${format}` }
}
