import { id } from '../define.ts'
import { scopeSort } from './define.ts'

/** The rows of an import. Errors: `batch-not-found`. */
export const batchRows = scopeSort({
  id: 'batch',
  value: id,
  phrase: { zh: '来自 {text}', en: 'From {text}' },
})
