/** A process of its own that opens a case, writes a little and closes it, again and again until it is killed: `node openAndClose.ts <folder> <caseRef>`. */
import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { openEngine } from '../../electron/engine/index.ts'

const [folder = '', caseRef = ''] = process.argv.slice(2)
const engine = openEngine({
  casesFolder: join(folder, 'cases'),
  settingsFolder: join(folder, 'settings'),
  samplesFolder: '',
  parserEntry: new URL('file:///none'),
  appVersion: '0.0.0-test',
  operator: '写',
})
for (let number = 1; ; number += 1) {
  await engine.call('workspace.open', { caseRef })
  await engine.call('charts.create', { name: String(number) })
  await engine.call('workspace.close', {})
  writeSync(1, `done ${number}\n`)
}
