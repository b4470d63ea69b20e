import type { IconName } from './icons.ts'

export type MenuItem =
  | 'separator'
  | {
      readonly id: string
      readonly label: string
      readonly icon?: IconName
      readonly hint?: string
      readonly checked?: boolean
      readonly disabled?: boolean
      readonly danger?: boolean
    }
