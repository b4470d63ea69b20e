/** A process of its own that changes the passphrase of a case to and fro until it is killed: `node rekeyUntilKilled.ts <folder> <caseRef> <now> <other>`. */
import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { openEngine } from '../../electron/engine/index.ts'

const [folder = '', caseRef = '', ...passphrases] = process.argv.slice(2)
const engine = openEngine({
  casesFolder: join(folder, 'cases'),
  settingsFolder: join(folder, 'settings'),
  samplesFolder: '',
  parserEntry: new URL('file:///none'),
  appVersion: '0.0.0-test',
  operator: '换',
})
let [current = '', next = ''] = passphrases
await engine.call('workspace.open', { caseRef, passphrase: current })
for (;;) {
  writeSync(1, 'begin\n')
  await engine.call('workspace.changePassphrase', { current, next })
  ;[current, next] = [next, current]
}
