import { measureNames } from '../../../shared/model/measureNames.ts'
import type { Measure } from '../../../shared/contract/index.ts'
import { plainNumberText } from '../../format.ts'
import type { Language } from '../../i18n/language.ts'

type Unit = Measure['unit']
type Translate = (key: string) => string
export interface Figure {
  readonly text: string
  readonly unit: string
}

/** Decimals a unit is written with: money to the 分, volume and weight as measured, all else whole. */
const decimals: Readonly<Partial<Record<Unit, number>>> = { yuan: 2 }

/** The whole figure: `1,478,620.00 元`. */
export function wholeFigure(value: number | null, unit: Unit, t: Translate): Figure {
  return {
    text: value === null ? '—' : plainNumberText(value, decimals[unit]),
    unit: t(`common.unit.${unit}`),
  }
}

/** The figure as a headline: large money in 万元 (Chinese) or with the unit's own separators, weight from a tonne up in tonnes, one decimal. */
export function shortFigure(value: number | null, unit: Unit, language: Language, t: Translate): Figure {
  if (value === null) return wholeFigure(value, unit, t)
  if (unit === 'yuan' && Math.abs(value) >= 10_000) {
    return language === 'zh-CN'
      ? { text: plainNumberText(value / 10_000, 1), unit: t('common.unit.wanYuan') }
      : { text: plainNumberText(value, 0), unit: t('common.unit.yuan') }
  }
  if (unit === 'kg' && Math.abs(value) >= 1_000)
    return { text: plainNumberText(value / 1_000, 1), unit: t('common.unit.ton') }
  if (unit === 'm3' || unit === 'kg')
    return { text: plainNumberText(value, 1), unit: t(`common.unit.${unit}`) }
  return wholeFigure(value, unit, t)
}

/** A figure beside another one: `网店订单 6,000 单`. In English the name already tells what is counted. */
export function partText(name: string, value: number, unit: Unit, language: Language, t: Translate): string {
  const { text, unit: word } = shortFigure(value, unit, language, t)
  const measured = unit === 'yuan' || unit === 'kg' || unit === 'm3'
  return [name, text, ...(language === 'zh-CN' || measured ? [word] : [])].join(' ')
}

/** Name of a measure; a part of the overview that is none (a role, a sort of site) keeps its own word. */
export function measureName(id: string, language: Language): string {
  const name = measureNames[id]
  return name === undefined ? id : language === 'zh-CN' ? name.zh : name.en
}
