/** npm run bench: ratios measured side by side in one run, printed by test/bench/run.ts; installs what it compares with. Arguments are passed on. */
import { join } from 'node:path'
import { ensureBuilt, ensureInstalled, ensureSystem } from './ensure.mjs'
import { root, run, withProjectNode } from './runtime.mjs'

await ensureInstalled()
await ensureBuilt()
const missing = ensureSystem(['browser', 'databases', 'layouts'])
if (missing !== null) console.log(missing)
await withProjectNode(import.meta.url, () =>
  run(process.execPath, ['--expose-gc', join(root, 'test', 'bench', 'run.ts'), ...process.argv.slice(2)]),
)
