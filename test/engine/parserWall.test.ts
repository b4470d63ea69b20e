/** A parser behind its wall in Electron's utility process, played by a process of Node: what it ends with tells why. */
import { fork } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { outOfHeap } from '../../electron/engine/import/process/parserProcess.ts'
import { temporaryFolder } from '../helpers/engine.ts'

const wall = resolve(import.meta.dirname, '../../electron/engine/import/process/parserWall.ts')
/** Runs `script` behind the wall; gives what it said and how the process ended. */
async function behindWall(script: string, first: unknown = { line: true, heapMegabytes: 64 }) {
  const folder = temporaryFolder()
  const entry = join(folder, 'parser.mjs')
  writeFileSync(entry, script)
  const main = join(folder, 'main.mjs')
  writeFileSync(
    main,
    `import { runBehindWall } from ${JSON.stringify(pathToFileURL(wall).href)}
const port = {
  on: (event, told) => event === 'close' ? process.on('disconnect', told) : process.on('message', (data) => told({ data })),
  postMessage: (message) => process.send(message),
  start() {},
}
runBehindWall({ once: (event, told) => told({ data: ${JSON.stringify(first)}, ports: [port] }) }, new URL(${JSON.stringify(pathToFileURL(entry).href)}))`,
  )
  const child = fork(main, { execArgv: ['--no-warnings'], env: {}, silent: true })
  const said: unknown[] = []
  child.on('message', (message) => {
    said.push(message)
    if (message === 'bye') child.disconnect()
  })
  child.send('hello')
  const [code, signal] = await new Promise<[number | null, string | null]>((done) =>
    child.once('exit', (...how) => {
      done(how)
    }),
  )
  return { said, code, signal, memory: outOfHeap(code, signal) }
}
const talk = "import { parentPort } from 'node:worker_threads'\n"

test('what the engine says reaches the parser and back, and a closed line ends it in order', async () => {
  const ran = await behindWall(
    `${talk}parentPort.on('message', (text) => { parentPort.postMessage(text + '!'); parentPort.postMessage('bye') })`,
  )
  expect(ran).toEqual({ said: ['hello!', 'bye'], code: 0, signal: null, memory: false })
})
test.each([
  ['objects', 'let held = null; for (;;) held = { held, a: [1] }'],
  ['strings', 'const all = []; for (let n = 0; ; n += 1) all.push(`${n}`.repeat(50) + n)'],
  ['maps', 'const all = []; for (;;) all.push(new Map([[{}, {}]]))'],
])('a heap full of %s is told as that', async (_, script) => {
  expect(await behindWall(script)).toMatchObject({ memory: true, signal: null })
})
test('a fault and an end by itself are not told as a full heap', async () => {
  expect(await behindWall("throw new Error('x')")).toMatchObject({ code: 1, memory: false })
  expect(await behindWall('process.exit(7)')).toMatchObject({ code: 7, memory: false })
})
test('without a limit nothing is run', async () => {
  for (const first of [{ line: true }, { heapMegabytes: -1 }, null])
    expect(await behindWall(`${talk}parentPort.postMessage('ran')`, first)).toMatchObject({
      said: [],
      code: 1,
    })
})
