import { id, list } from '../define.ts'
import { scopeSort } from './define.ts'

/** The rows behind several links that are drawn as one line. Links that are gone are left out. */
export const linksRows = scopeSort({ id: 'links', value: list(id), phrase: { zh: '{text}', en: '{text}' } })
