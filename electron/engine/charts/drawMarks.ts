/** The badges of a drawn node: how many were left out when it was expanded, and that it may be one with somebody else. */
import type { ChartColours } from '../../../shared/model/chart/colours.ts'
import type { DrawnNode } from '../../../shared/model/chart/scene.ts'
import { textWidth } from '../../../shared/model/chart/textWidth.ts'
import { colourSign, flagSign } from './signs.ts'
import { iconMarkup } from '../../../shared/model/entityIcons.ts'

const round = (value: number): number => Math.round(value * 10) / 10

/** Empty for a node without any. */
export function nodeMarks({ omitted, double, size, hand, flag }: DrawnNode, tokens: ChartColours): string {
  const place = round(size * 0.36)
  const width = round(textWidth(omitted, 9) + 9)
  return [
    // In black and white the number of its colour, where the pin stands on the page.
    hand === undefined || tokens.mono !== true
      ? ''
      : `<g transform="translate(${-place} ${-place})">${colourSign(hand, 7, tokens)}</g>`,
    flag === undefined
      ? ''
      : `<g transform="translate(0 ${round(-size / 2 - 2)})">${flagSign(flag, 7, tokens)}</g>`,
    omitted === ''
      ? ''
      : `<g transform="translate(${round(place + width / 2 - 6)} ${place})"><rect x="${-width / 2}" y="-7" width="${width}" height="14" rx="7" fill="${tokens.surface}" stroke="${tokens.warn}" stroke-width="1.2"/><text y="3.2" text-anchor="middle" font-size="9" font-weight="600" fill="${tokens.warn}">${omitted}</text></g>`,
    double
      ? `<g transform="translate(${-place} ${place})"><circle r="7.5" fill="${tokens.surface}" stroke="${tokens.warn}" stroke-width="1.2"/><g transform="translate(-4.6 -4.6) scale(.38)" stroke="${tokens.warn}" fill="none" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round">${iconMarkup('users')}</g></g>`
      : '',
  ].join('')
}
