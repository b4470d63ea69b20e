/** What is said of kept results that are refused; see `errors.ts`. */
export const resultErrors = {
  'result-not-found': {
    what: { zh: '找不到这个留存结果', en: 'There is no such kept result' },
    todo: {
      zh: '它可能已被删除，可在操作历史里撤销删除。',
      en: 'It may have been removed; the history can bring it back.',
    },
  },
} as const
