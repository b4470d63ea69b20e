/** Errors about charts and what is kept of them. */
import type { ErrorText } from './errorText.ts'

export const chartErrors = {
  'chart-not-found': {
    what: { zh: '找不到这张链图', en: 'There is no such chart' },
    todo: {
      zh: '它可能已被删除，可在操作历史里撤销删除。',
      en: 'It may have been removed; the removal can be undone in the history.',
    },
  },
  'snapshot-not-found': {
    what: { zh: '找不到这个快照', en: 'There is no such snapshot' },
    todo: {
      zh: '它可能已被删除，可在操作历史里撤销删除。',
      en: 'It may have been removed; the removal can be undone in the history.',
    },
  },
  'layout-not-found': {
    what: { zh: '找不到这个命名布局', en: 'There is no such named layout' },
    todo: {
      zh: '它可能已被删除，可在操作历史里撤销删除。',
      en: 'It may have been removed; the removal can be undone in the history.',
    },
  },
} satisfies Readonly<Record<string, ErrorText>>
