/** One whole import in a process of its own: workbook, folder, passphrase ('' = open case). */
import { openEngine } from '../../electron/engine/index.ts'
import { builtParser } from './measure.ts'
import { begin, end } from './process.ts'

const [workbook = '', folder = '', passphrase = ''] = process.argv.slice(2)
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
const batch = await engine.call('import.run', { fileId: engine.files.grant(workbook) })
end()
if (batch.reconciliation.rejected > 0 || batch.reconciliation.accepted === 0)
  throw new Error(`unexpected: ${JSON.stringify(batch.reconciliation)}`)
await engine.shutdown()
process.exit(0)
