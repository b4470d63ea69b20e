import { id } from '../define.ts'
import { scopeSort } from './define.ts'

/** The rows that give a link, in any of their tables. Errors: `link-not-found`. */
export const linkRows = scopeSort({ id: 'link', value: id, phrase: { zh: '{text}', en: '{text}' } })
