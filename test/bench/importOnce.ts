/** One whole import in a process of its own: workbook, folder, passphrase ('' = open case). */
import { openEngine } from '../../electron/engine/index.ts'

const [workbook = '', folder = '', passphrase = ''] = process.argv.slice(2)
const engine = openEngine({ casesFolder: folder, settingsFolder: `${folder}-settings`, samplesFolder: folder, parserEntry: new URL('../../electron/engine/import/parserWorker.ts', import.meta.url), appVersion: 'bench', operator: 'bench' })
await engine.call('workspace.create', { name: 'bench', passphrase: passphrase === '' ? null : passphrase })
const batch = await engine.call('import.run', { fileId: engine.files.grant(workbook) })
if (batch.reconciliation.rejected > 0 || batch.reconciliation.accepted === 0) throw new Error(`unexpected: ${JSON.stringify(batch.reconciliation)}`)
await engine.shutdown()
if (process.env['LZ_BENCH_MEMORY'] === '1') console.error(`peak ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`)
process.exit(0)
