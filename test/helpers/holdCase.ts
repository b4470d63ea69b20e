/** A process of its own that opens a case and keeps it: `node holdCase.ts <folder> <caseRef> <operator>`. Says `open` or the error's code and details. */
import { join } from 'node:path'
import { openEngine } from '../../electron/engine/index.ts'
import { toEnvelope } from '../../shared/errors.ts'

const [folder = '', caseRef = '', operator = ''] = process.argv.slice(2)
const engine = openEngine({
  casesFolder: join(folder, 'cases'),
  settingsFolder: join(folder, `settings-${operator}`),
  samplesFolder: '',
  parserEntry: new URL('file:///none'),
  appVersion: '0.0.0-test',
  operator,
})
try {
  await engine.call('workspace.open', { caseRef })
  process.stdout.write('open\n')
  setInterval(() => undefined, 60_000)
} catch (error) {
  const { code, details } = toEnvelope(error)
  process.stdout.write(`${JSON.stringify({ code, details })}\n`)
}
