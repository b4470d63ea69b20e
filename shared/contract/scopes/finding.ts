import { text } from '../define.ts'
import { scopeSort } from './define.ts'

/** The rows a finding of the quality list speaks of; the value is its id. Errors: `finding-not-found`. */
export const findingRows = scopeSort({
  id: 'finding',
  value: text,
  phrase: { zh: '质量：{text}', en: 'Quality: {text}' },
})
