import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3-multiple-ciphers'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { cleanUpLater } from './engine.ts'

/** A second, reading connection to the only deliberately open case file of the folder. */
export function openReading(casesFolder: string): WriteDb {
  const name = readdirSync(casesFolder).find((file) => file.endsWith('.lzcase'))
  if (name === undefined) throw new Error('no case file')
  const db: WriteDb = new Database(join(casesFolder, name), { readonly: true })
  cleanUpLater(() => {
    db.close()
  })
  return db
}
