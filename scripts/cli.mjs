/** npm run -s cli -- …: the command line from the clone. Sets itself up when needed; says so on stderr only. */
import { join } from 'node:path'
import { ensureBuilt, ensureInstalled, Missing } from './ensure.mjs'
import { projectNode, root, run } from './runtime.mjs'

try {
  await ensureInstalled()
  if (process.argv[2] === 'serve') await ensureBuilt()
  // npm runs scripts in the project's folder; paths are meant from where the person stands.
  process.exitCode = await run(
    projectNode() ?? process.execPath,
    [join(root, 'electron', 'hosts', 'cli.ts'), ...process.argv.slice(2)],
    { cwd: process.env.INIT_CWD ?? process.cwd() },
  )
} catch (error) {
  if (!(error instanceof Missing)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 3
}
