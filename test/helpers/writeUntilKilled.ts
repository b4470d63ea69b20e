/**
 * A process of its own that opens a case and writes one chart with many nodes after the other until it is killed:
 * `node writeUntilKilled.ts <folder> <caseRef> <passphrase or ''>`. Says `begin` before each command and `done <chart>` after its commit.
 */
import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { handlers } from '../../electron/engine/handlers.ts'
import { openEngine } from '../../electron/engine/index.ts'
import { nodesPerChart } from './killed.ts'

const [folder = '', caseRef = '', passphrase = ''] = process.argv.slice(2)
const engine = openEngine({
  casesFolder: join(folder, 'cases'),
  settingsFolder: join(folder, 'settings'),
  samplesFolder: '',
  parserEntry: new URL('file:///none'),
  appVersion: '0.0.0-test',
  operator: '写',
  handlers: {
    ...handlers,
    'entities.note': ({ db }) => {
      const chart = Number(
        db
          .prepare("INSERT INTO charts (name, settings, created_at, updated_at) VALUES ('', '{}', '', '')")
          .run().lastInsertRowid,
      )
      const add = db.prepare('INSERT INTO chart_nodes (chart_id, entity_id) VALUES (?, ?)')
      for (let node = 1; node <= nodesPerChart; node += 1) add.run(chart, node)
      return null
    },
  },
})
await engine.call('workspace.open', passphrase === '' ? { caseRef } : { caseRef, passphrase })
for (let number = 1; ; number += 1) {
  // Written at once, not queued: the line must be out before the command begins.
  writeSync(1, 'begin\n')
  await engine.call('entities.note', { entityId: 1, note: '' })
  writeSync(1, `done ${number}\n`)
}
