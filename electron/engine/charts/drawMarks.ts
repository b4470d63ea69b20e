/** The badges of a drawn node: how many were left out when it was expanded, and that it may be one with somebody else. */
import type { ChartColours } from '../../../shared/model/chart/colours.ts'
import type { DrawnNode } from '../../../shared/model/chart/scene.ts'
import { textWidth } from '../../../shared/model/chart/textWidth.ts'
import { iconMarkup } from '../../../shared/model/entityIcons.ts'

const round = (value: number): number => Math.round(value * 10) / 10

/** Empty for a node without any. */
export function nodeMarks({ omitted, double, size }: DrawnNode, tokens: ChartColours): string {
  const place = round(size * 0.36)
  const width = round(textWidth(omitted, 9) + 9)
  return [
    omitted === ''
      ? ''
      : `<g transform="translate(${round(place + width / 2 - 6)} ${place})"><rect x="${-width / 2}" y="-7" width="${width}" height="14" rx="7" fill="${tokens.surface}" stroke="${tokens.warn}" stroke-width="1.2"/><text y="3.2" text-anchor="middle" font-size="9" font-weight="600" fill="${tokens.warn}">${omitted}</text></g>`,
    double
      ? `<g transform="translate(${-place} ${place})"><circle r="7.5" fill="${tokens.surface}" stroke="${tokens.warn}" stroke-width="1.2"/><g transform="translate(-4.6 -4.6) scale(.38)" stroke="${tokens.warn}" fill="none" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round">${iconMarkup('users')}</g></g>`
      : '',
  ].join('')
}
