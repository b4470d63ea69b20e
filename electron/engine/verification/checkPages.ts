/** Every page of the file, and every entry of its indexes against the rows. */
import type { Db } from '../store/db.ts'
import { isDamage } from './damage.ts'
import type { Findings } from './findings.ts'

export function checkPages(db: Db, found: Findings): void {
  found.looked = Number(db.pragma('page_count', { simple: true }))
  try {
    const text = String(db.pragma('integrity_check(1)', { simple: true }))
    if (text !== 'ok') found.add('page', { text })
  } catch (error) {
    if (!isDamage(error)) throw error
    found.add('page', { text: error.message })
  }
}
