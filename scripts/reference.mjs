/** npm run reference: writes docs/reference.md again from the contract, the commands and the record kinds. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureInstalled } from './ensure.mjs'
import { root, withProjectNode } from './runtime.mjs'

await ensureInstalled()
await withProjectNode(import.meta.url, async () => {
  const { reference } = await import('../test/helpers/reference.ts')
  writeFileSync(join(root, 'docs', 'reference.md'), reference())
})
