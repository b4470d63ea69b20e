/**
 * For work on the page: builds it again at every change and serves it with the engine run from its sources.
 *   node scripts/dev.mjs [--port N] [--data FOLDER]     then open the printed address; reload after a change
 */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureInstalled } from './ensure.mjs'
import { root, withProjectNode } from './runtime.mjs'

await ensureInstalled()
await withProjectNode(import.meta.url, async () => {
  const { values } = parseArgs({ options: { port: { type: 'string' }, data: { type: 'string' } } })
  const { build } = await import('vite')
  const { default: config } = await import('../electron.vite.config.ts')
  await build({
    configFile: false,
    logLevel: 'warn',
    ...config.renderer,
    build: { ...config.renderer.build, emptyOutDir: false, watch: {} },
  })
  const args = [
    'serve',
    ...(values.port === undefined ? [] : ['--port', values.port]),
    ...(values.data === undefined ? [] : ['--data', values.data]),
  ]
  const server = spawn(process.execPath, [join(root, 'electron', 'hosts', 'cli.ts'), ...args], {
    cwd: root,
    stdio: 'inherit',
  })
  return new Promise((done) => {
    server.once('exit', (code) => {
      done(code ?? 1)
      process.exit(code ?? 1)
    })
    for (const signal of ['SIGINT', 'SIGTERM'])
      process.on(signal, () => {
        server.kill(signal)
      })
  })
})
