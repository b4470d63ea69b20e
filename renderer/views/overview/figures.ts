import { sizeOf } from '../../../shared/model/minor.ts'
import type { Measure, MeasureRemark, OverviewPart } from '../../../shared/contract/index.ts'
import { nameIn, type Language } from '../../../shared/language.ts'
import { scaledOf, type FigureValue } from '../../../shared/model/figureValue.ts'
import { figureText, roundedText } from '../../../shared/model/numberText.ts'
import { measureWhyText, remarkTone, type RemarkTone } from '../../../shared/words/measureReasons.ts'
import { unitText, type Unit } from '../../../shared/words/units.ts'

type Translate = (key: string) => string
export interface Figure {
  readonly text: string
  readonly unit: string
}

/** The whole figure: `1,478,620.00 元`; nothing is rounded. */
export function wholeFigure(
  { value, unit }: Pick<Measure, 'value'> & { readonly unit: Unit | null },
  language: Language,
): Figure {
  return { text: figureText(value), unit: unit === null ? '' : unitText(unit, language) }
}

/** The figure as a headline: large money in 万元 (Chinese) or whole yuan, weight from a tonne up in tonnes, volume and weight from a hundred up: one decimal, rounded half up. */
export function shortFigure(
  figure: { readonly value: FigureValue | null; readonly unit: Unit | null },
  language: Language,
  t: Translate,
): Figure {
  const { unit } = figure
  if (figure.value === null) return wholeFigure(figure, language)
  const { scaled, scale } = scaledOf(figure.value)
  const reaches = (size: number): boolean => Math.abs(sizeOf(scaled)) >= size * 10 ** scale
  if (unit === 'yuan' && reaches(10_000))
    return language === 'zh-CN'
      ? { text: roundedText(scaled, scale + 4, 1), unit: t('common.unit.wanYuan') }
      : { text: roundedText(scaled, scale, 0), unit: unitText(unit, language) }
  if (unit === 'kg' && reaches(1_000))
    return { text: roundedText(scaled, scale + 3, 1), unit: t('common.unit.ton') }
  if ((unit === 'm3' || unit === 'kg') && reaches(100))
    return { text: roundedText(scaled, scale, 1), unit: unitText(unit, language) }
  return wholeFigure(figure, language)
}

/** What is said beside a figure where there is little room: the gravest remark with the range of the figure, how many more there are, and all of them as one text. */
export interface FigureNote {
  readonly tone: RemarkTone
  readonly text: string
  readonly more: number
  readonly whole: string
}
/** The note under a figure; null when there is nothing to say. */
export function figureNote(why: readonly MeasureRemark[], language: Language): FigureNote | null {
  const [first, ...others] = why
  if (first === undefined) return null
  // Between what a figure lies belongs to what stands in its place.
  const shown = [first, ...others.filter(({ reason }) => reason === 'lies-within')]
  return {
    tone: remarkTone(first),
    text: measureWhyText(shown, language),
    more: why.length - shown.length,
    whole: measureWhyText(why, language),
  }
}
/** A figure beside another one, marked where something is to be said of it: `网店订单 6,000 单`. In English the name already tells what is counted. */
export function partText(part: OverviewPart, language: Language, t: Translate): string {
  const { text, unit: word } = shortFigure(part, language, t)
  const measured = part.unit === 'yuan' || part.unit === 'kg' || part.unit === 'm3'
  return [nameIn(part, language), text, ...(word !== '' && (language === 'zh-CN' || measured) ? [word] : [])]
    .join(' ')
    .concat(part.why.some((remark) => remarkTone(remark) !== 'note') ? ' *' : '')
}
