/** Headline figures: where they are rounded, and just below. */
import { expect, test } from 'vitest'
import { countValue, moneyValue } from '../../shared/model/figureValue.ts'
import { shortFigure } from '../../renderer/views/overview/figures.ts'
import type { Unit } from '../../shared/words/units.ts'

const words: Readonly<Record<string, string>> = { 'common.unit.wanYuan': '万元', 'common.unit.ton': '吨' }
const t = (key: string): string => words[key] ?? key
const decimal = (scaled: bigint) => countValue(scaled, 3)

test.each([
  ['m3', decimal(4_080n), '4.08', 'm³'],
  ['m3', decimal(99_999n), '99.999', 'm³'],
  ['m3', decimal(100_049n), '100', 'm³'],
  ['kg', decimal(99_950n), '99.95', 'kg'],
  ['kg', decimal(206_450n), '206.5', 'kg'],
  ['kg', decimal(1_000_000n), '1', '吨'],
  ['yuan', moneyValue(999_999n), '9,999.99', '元'],
  ['yuan', moneyValue(1_000_000n), '1', '万元'],
  ['yuan', moneyValue(147_862_000n), '147.9', '万元'],
] as const)('%s %o: %s %s', (unit: Unit, value, text, word) => {
  const figure = shortFigure({ value, unit }, 'zh-CN', t)
  expect([Number(figure.text.replaceAll(',', '')), figure.unit]).toEqual([
    Number(text.replaceAll(',', '')),
    word,
  ])
})
