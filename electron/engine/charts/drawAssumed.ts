/** Assumed links in a picture: dotted, with what is assumed said on each, so that no part of the picture can be taken for a fact. */
import type { AssumedLink } from '../../../shared/contract/charts.ts'
import { assumptionCurve, drawnAssumptions } from '../../../shared/model/chart/assumed.ts'
import type { ChartColours } from '../../../shared/model/chart/colours.ts'
import type { ChartScene } from '../../../shared/model/chart/scene.ts'
import type { VisibleChart } from '../../../shared/model/chart/visible.ts'

const round = (value: number): number => Math.round(value * 10) / 10

/** `escape` makes a text fit for XML; `word` is what stands before what is assumed. */
export function drawAssumed(
  assumed: readonly AssumedLink[],
  visible: VisibleChart,
  scene: ChartScene,
  look: {
    readonly tokens: ChartColours
    readonly word: (label: string) => string
    readonly escape: (text: string) => string
  },
): readonly string[] {
  const { tokens, word, escape } = look
  return drawnAssumptions(assumed, visible, scene).drawn.map((link) => {
    const { start, end, control, middle } = assumptionCurve(link)
    const [dx, dy] = [end.x - control.x, end.y - control.y]
    const length = Math.max(1, Math.hypot(dx, dy))
    const [ux, uy] = [dx / length, dy / length]
    const arrow = link.directed
      ? `<path d="M${round(end.x)} ${round(end.y)}L${round(end.x - 9 * ux - 4 * uy)} ${round(end.y - 9 * uy + 4 * ux)}L${round(end.x - 9 * ux + 4 * uy)} ${round(end.y - 9 * uy - 4 * ux)}z" fill="none" stroke="${tokens.warn}" stroke-width="1.5"/>`
      : ''
    return `<g><path d="M${round(start.x)} ${round(start.y)}Q${round(control.x)} ${round(control.y)} ${round(end.x)} ${round(end.y)}" fill="none" stroke="${tokens.warn}" stroke-width="2" stroke-dasharray="1.5 5" stroke-linecap="round"/>${arrow}<text x="${round(middle.x)}" y="${round(middle.y + 4)}" text-anchor="middle" font-size="11" font-style="italic" fill="${tokens.warn}" stroke="${tokens.bg}" stroke-width="3" stroke-linejoin="round" paint-order="stroke">${escape(word(link.label))}</text></g>`
  })
}
