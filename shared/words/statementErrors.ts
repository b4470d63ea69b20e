/** What is said of statements that are refused; see `errors.ts`. */
export const statementErrors = {
  'attachment-not-found': {
    what: { zh: '找不到这个附件', en: 'There is no such attachment' },
    todo: {
      zh: '它可能已被移除，可在操作历史里撤销。',
      en: 'It may have been removed; the history can bring it back.',
    },
  },
  'statement-not-found': {
    what: { zh: '找不到这条陈述', en: 'There is no such statement' },
    todo: {
      zh: '它可能已被删除，可在操作历史里撤销删除。',
      en: 'It may have been removed; the history can bring it back.',
    },
  },
  'statement-empty': {
    what: { zh: '这条陈述没有说清是谁、什么事', en: 'The statement does not say who, or what' },
    todo: {
      zh: '每一方请选已有实体，或填姓名、号码；两方之间或有时间的，请写明关系、事项或内容；两方不能是同一实体。',
      en: 'Choose an entity for each side, or give a name or number; between two sides, or with a time, say what was between them or what happened; both sides cannot be one.',
    },
  },
  'statement-not-stated': {
    what: { zh: '这一项读不懂', en: 'This entry cannot be read' },
    todo: {
      zh: '时间写成 2024-03-05 或 2024-03-05 14:30，金额写成人民币数字（5 万元、50000）；号码要与所选种类相符。说不准的写进“陈述内容”。',
      en: 'Write a time as 2024-03-05 or 2024-03-05 14:30, an amount in yuan as figures; a number must be of the sort chosen. What is vague goes into their words.',
    },
  },
} as const
