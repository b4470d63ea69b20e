/** Figures as the plain numbers in which the right answers of the samples are written. */
import type { FigureValue } from '../../shared/model/figureValue.ts'
import { figureDecimal } from '../../shared/model/numberText.ts'

/** The number a value stands for: yuan, m³, pieces. For comparing only; the program itself never makes one. */
export function numberOf(value: FigureValue): number
export function numberOf(value: FigureValue | null): number | null
export function numberOf(value: FigureValue | null | undefined): number | null | undefined
export function numberOf(value: FigureValue | null | undefined): number | null | undefined {
  return value === null || value === undefined ? value : Number(figureDecimal(value))
}
