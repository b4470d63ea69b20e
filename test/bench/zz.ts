import { openEngine } from '../../electron/engine/index.ts'
import { measureTables } from './tables.ts'
import { parserEntry } from './measure.ts'
const engine = openEngine({ casesFolder: '/tmp/grid/million/cases', settingsFolder: '/tmp/grid/million/settings', samplesFolder: '', appVersion: 'bench', operator: 'b', parserEntry })
const { cases } = await engine.call('workspace.read', {})
await engine.call('workspace.open', { caseRef: cases.find((c) => /m1000000/.test(c.fileName))!.caseRef })
await measureTables(engine, '/tmp/grid/million/copy.db')
await engine.shutdown()
