/** One verification in a process of its own: folder of the case, 'quick' or 'deep'. Ends with 1 when something is wrong or nothing was compared by digests. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { openEngine } from '../../electron/engine/index.ts'
import { builtParser } from './measure.ts'
import { begin, end } from './process.ts'

const [folder = '', how = 'quick'] = process.argv.slice(2)
const engine = openEngine({
  casesFolder: folder,
  settingsFolder: `${folder}-settings`,
  samplesFolder: folder,
  parserEntry: builtParser,
  appVersion: 'bench',
  operator: 'bench',
})
const name = readdirSync(folder).find((file) => file.endsWith('.lzcase')) ?? ''
await engine.call('workspace.open', {
  place: engine.files.grant(join(folder, name)),
  ...(process.argv[4] === undefined ? {} : { passphrase: process.argv[4] }),
})
begin()
const told = await engine.call('case.verify', { deep: how === 'deep' })
end()
const byDigests = told.checks.some(({ notes }) => notes.some(({ code }) => code === 'derived-by-digests'))
await engine.shutdown()
process.exit(told.ok && byDigests === (how === 'quick') ? 0 : 1)
