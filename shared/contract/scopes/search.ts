import * as v from 'valibot'
import { text } from '../define.ts'
import { scopeSort } from './define.ts'

/** The rows that `search.find` counts for the table; the value is what was typed. */
export const searchRows = scopeSort({
  id: 'search',
  value: v.pipe(
    text,
    v.check((typed) => typed.trim() !== '', 'words to look for'),
  ),
  phrase: { zh: '检索：{text}', en: 'Search: {text}' },
})
