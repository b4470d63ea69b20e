/**
 * A process of its own that opens a case and imports the files of a folder one after the other until it is killed:
 * `node importUntilKilled.ts <folder> <caseRef> <folder of the files> <parser>`. Says `begin` before each file and `done <batch>` after it.
 */
import { readdirSync } from 'node:fs'
import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { openEngine } from '../../electron/engine/index.ts'

const [folder = '', caseRef = '', files = '', parser = ''] = process.argv.slice(2)
const engine = openEngine({
  casesFolder: join(folder, 'cases'),
  settingsFolder: join(folder, 'settings'),
  samplesFolder: '',
  parserEntry: new URL(parser),
  appVersion: '0.0.0-test',
  operator: '写',
})
await engine.call('workspace.open', { caseRef })
for (const name of readdirSync(files).sort()) {
  // Written at once, not queued: the line must be out before the import begins.
  writeSync(1, 'begin\n')
  const { batchId } = await engine.call('import.run', { fileId: engine.files.grant(join(files, name)) })
  writeSync(1, `done ${batchId}\n`)
}
