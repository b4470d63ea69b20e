import { text } from '../define.ts'
import { scopeSort } from './define.ts'

/** The rows a measure is made of; the value is its id. Errors: `measure-not-found`. */
export const measureRows = scopeSort({
  id: 'measure',
  value: text,
  phrase: { zh: '指标：{text}', en: 'Measure: {text}' },
})
