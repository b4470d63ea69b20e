export interface Toast {
  readonly id: number
  readonly tone: 'ok' | 'info' | 'warn' | 'bad'
  readonly heading: string
  readonly text?: string
  /** Label of the one thing that can be done about it. */
  readonly action?: string
}
