/** A run of whole imports in a process of its own: folder of the case, passphrase ('' = open case), then the files. */
import { openEngine } from '../../electron/engine/index.ts'
import { builtParser } from './measure.ts'
import { begin, end } from './process.ts'

const [folder = '', passphrase = '', ...files] = process.argv.slice(2)
const engine = openEngine({
  casesFolder: folder,
  settingsFolder: `${folder}-settings`,
  samplesFolder: folder,
  parserEntry: builtParser,
  appVersion: 'bench',
  operator: 'bench',
})
await engine.call('workspace.create', { name: 'bench', passphrase: passphrase === '' ? null : passphrase })
begin()
for (const file of files) await engine.call('import.run', { fileId: engine.files.grant(file) })
end()
const batches = await engine.call('import.batches', {})
if (batches.length !== files.length) throw new Error(`${batches.length} of ${files.length} files`)
await engine.shutdown()
process.exit(0)
