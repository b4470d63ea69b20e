/** Telephone numbers that many have to do with whoever they are: a contact with one says nothing about two people. */
import type { Words } from '../language.ts'

export const serviceNumberKinds = {
  operator: { zh: '运营商客服', en: 'Operator' },
  gateway: { zh: '短信通道', en: 'Message gateway' },
  hotline: { zh: '客服热线', en: 'Hotline' },
} as const satisfies Readonly<Record<string, Words>>
export type ServiceNumberKind = keyof typeof serviceNumberKinds

/**
 * What sort of service a number is; null for what may be somebody's, short numbers of a closed group (668123) among them. By the numbering plan: 106… gateways of messages,
 * 10xxx operators, 95…, 96…, 12…, 11x, 400 and 800 hotlines.
 */
export function serviceNumberKind(phone: string): ServiceNumberKind | null {
  if (/^106\d{2,}$/.test(phone)) return 'gateway'
  if (/^10\d{3,8}$/.test(phone)) return 'operator'
  if (/^9[56]\d{2,9}$|^(?:400|800)\d{7}$|^12\d{1,4}$|^11\d$|^12[1-9]\d{2,4}$/.test(phone)) return 'hotline'
  return null
}
