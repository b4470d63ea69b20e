import { span } from '../span.ts'
import { scopeSort } from './define.ts'

/** The rows of a table whose time lies in a part of time. */
export const duringRows = scopeSort({
  id: 'during',
  value: span,
  phrase: { zh: '时间：{text}', en: 'Time: {text}' },
})
