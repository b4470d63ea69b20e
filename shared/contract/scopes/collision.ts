import * as v from 'valibot'
import { literal, object } from '../define.ts'
import { scopeSort } from './define.ts'

/**
 * The rows of a side of two compared columns that say one of its values, out of those the side was made of. Results live as long as
 * the case is open. Errors: `collision-not-found`, those of the side's scope.
 */
export const collisionRows = scopeSort({
  id: 'collision',
  value: object({
    resultId: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
    side: literal(['left', 'right']),
    value: v.string(),
  }),
  phrase: { zh: '碰撞：{text}', en: 'Compared: {text}' },
})
