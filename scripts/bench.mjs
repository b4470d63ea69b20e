/** npm run bench: every benchmark of test/bench, one after the other, each in a process of its own. They print ratios measured side by side in one run. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ensureInstalled } from './ensure.mjs'
import { root, run, withProjectNode } from './runtime.mjs'

await ensureInstalled()
await withProjectNode(import.meta.url, async () => {
  const folder = join(root, 'test', 'bench')
  const wanted = process.argv.slice(2)
  const benches = readdirSync(folder).filter((name) => name.endsWith('.bench.ts') && (wanted.length === 0 || wanted.some((word) => name.includes(word)))).sort()
  if (benches.length === 0) {
    process.stderr.write('There is no such benchmark in test/bench.\n')
    return 1
  }
  let failed = 0
  for (const name of benches) {
    process.stdout.write(`\n── ${name}\n`)
    if ((await run(process.execPath, [join(folder, name)])) !== 0) failed += 1
  }
  return failed === 0 ? 0 : 1
})
