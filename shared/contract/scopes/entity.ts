import { id } from '../define.ts'
import { scopeSort } from './define.ts'

/** The rows that name an entity in any role. Errors: `entity-not-found`. */
export const entityRows = scopeSort({
  id: 'entity',
  value: id,
  phrase: { zh: '与“{text}”有关', en: 'About “{text}”' },
})
