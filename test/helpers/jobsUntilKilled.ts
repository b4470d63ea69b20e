/**
 * A process of its own that does one sort of work over and over until it is killed:
 * `node jobsUntilKilled.ts <folder> <caseRef> <passphrase or ''> <job> <file>`. Says `begin` before each and `done` after it.
 */
import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { openEngine } from '../../electron/engine/index.ts'
import { killedWork } from './killedWork.ts'

const [folder = '', caseRef = '', passphrase = '', job = '', file = ''] = process.argv.slice(2)
const engine = openEngine({
  casesFolder: join(folder, 'cases'),
  settingsFolder: join(folder, 'settings'),
  samplesFolder: '',
  parserEntry: new URL('file:///none'),
  appVersion: '0.0.0-test',
  operator: '写',
})
const open = () => engine.call('workspace.open', passphrase === '' ? { caseRef } : { caseRef, passphrase })
const work = killedWork[job]?.work
if (work === undefined) throw new Error(`no such work: ${job}`)
await open()
for (let number = 1; ; number += 1) {
  // Written at once, not queued: the line must be out before the work begins.
  writeSync(1, 'begin\n')
  await work(engine, { file, number, open })
  writeSync(1, 'done\n')
}
