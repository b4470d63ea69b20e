import * as v from 'valibot'
import { id, list } from '../define.ts'
import { scopeSort } from './define.ts'

/** Single rows by their numbers in the table, as a piece of a traced sum or a step of a path names them. Rows that are gone are left out. */
export const pickedRows = scopeSort({
  id: 'picked',
  value: v.pipe(list(id), v.maxLength(5_000)),
  phrase: { zh: '列出的 {text}', en: '{text}' },
})
