/**
 * Which operator a mobile number was given to, by its first digits: the numbering of the ministry of industry as of March 2023. A number may have been
 * carried to another operator since, and later allocations are not in it; so the answer is where to ask first, never who serves it now.
 */
import type { Words } from '../language.ts'

export const operators = {
  telecom: { zh: '中国电信', en: 'China Telecom' },
  mobile: { zh: '中国移动', en: 'China Mobile' },
  unicom: { zh: '中国联通', en: 'China Unicom' },
  broadnet: { zh: '中国广电', en: 'China Broadnet' },
} as const satisfies Readonly<Record<string, Words>>
export type Operator = keyof typeof operators

const prefixes: readonly (readonly [Operator, RegExp])[] = [
  ['telecom', /^1(?:33|49|53|62|70[0-2]|73|740[0-5]|77|80|81|89|90|91|93|99|349[239])/],
  ['mobile', /^1(?:34[0-8]|3[5-9]|47|48|5[0-2]|5[7-9]|65|70[356]|72|78|8[2-4]|87|88|95|97|98)/],
  ['unicom', /^1(?:3[0-2]|45|46|55|56|66|67|70[47-9]|71|75|76|85|86|96)/],
  ['broadnet', /^192/],
]
/** The operator a mobile number was given to; null for other numbers and for those that are not in the table. */
export function operatorOf(phone: string): Operator | null {
  if (!/^1[3-9]\d{9}$/.test(phone)) return null
  return prefixes.find(([, pattern]) => pattern.test(phone))?.[0] ?? null
}
/** Whether numbers of this range are rented out to resellers (170, 171, 162, 165, 167): the operator knows which. */
export function isResold(phone: string): boolean {
  return /^1(?:62|65|67|70|71)\d{8}$/.test(phone)
}
