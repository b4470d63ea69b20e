/** The loopback host from outside: who is answered, with what, and what stays behind. Raw requests, so that nothing is put right on the way. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { startLoopback } from '../../electron/hosts/loopback.ts'
import type { Loopback } from '../../electron/hosts/loopback.ts'
import {
  createFileGrants,
  type OwnedFileGrants,
  readGranted,
} from '../../electron/engine/store/fileGrants.ts'
import { createPassingRoom } from '../../electron/engine/store/passingRoom.ts'
import { fill } from '../../electron/engine/store/sealedFile.ts'
import type { ToPage } from '../../shared/wire.ts'
import { contentSecurityPolicy } from '../../shared/pagePolicy.ts'
import { cleanUpLater, temporaryFolder } from '../helpers/engine.ts'

const pageId = 'a'.repeat(32)
const secret = 'nobody may read this'

interface Served {
  readonly loopback: Loopback
  readonly host: string
  readonly folder: string
  readonly casesFolder: string
  readonly files: OwnedFileGrants
  readonly passing: string
  readonly received: unknown[]
  readonly closed: string[]
  post(message: ToPage): void
}
/** A loopback host before a line that answers every call but `wait` with its own arguments. */
async function served(): Promise<Served> {
  const folder = temporaryFolder()
  const pageFolder = join(folder, 'page')
  const casesFolder = join(folder, 'cases')
  for (const place of [pageFolder, join(pageFolder, 'assets'), casesFolder]) mkdirSync(place)
  writeFileSync(join(pageFolder, 'index.html'), '<!doctype html>页面')
  writeFileSync(join(pageFolder, 'assets', 'index-B7x_9.js'), 'export {}')
  writeFileSync(join(pageFolder, '.env.js'), secret)
  writeFileSync(join(folder, 'secret.js'), secret)
  const passing = join(folder, 'settings', 'passing')
  const files = createFileGrants({ room: createPassingRoom(passing) })
  const received: unknown[] = []
  const closed: string[] = []
  const posts: ((message: ToPage) => void)[] = []
  const loopback = await startLoopback({
    pageFolder,
    casesFolder,
    files,
    connect(post) {
      posts.push(post)
      return {
        receive(message) {
          received.push(message)
          const call = message as { readonly id?: number; readonly name?: string; readonly args?: unknown }
          if (call.id !== undefined && call.name !== 'wait') post({ id: call.id, ok: true, value: call.args })
        },
        close() {
          closed.push('line')
        },
      }
    },
  })
  cleanUpLater(() => loopback.close())
  return {
    loopback,
    host: `127.0.0.1:${loopback.port}`,
    folder,
    casesFolder,
    files,
    passing,
    received,
    closed,
    post: (message) => {
      for (const post of posts) post(message)
    },
  }
}

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}
interface Asking {
  readonly method?: string
  readonly path?: string
  readonly headers?: Readonly<Record<string, string | undefined>>
  readonly body?: string | Buffer
}
function ask(
  { loopback }: Served,
  { method = 'GET', path = '/', headers = {}, body }: Asking,
): Promise<Answer> {
  return new Promise((done, failed) => {
    const given = Object.fromEntries(
      Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined),
    )
    const sent = request(
      { host: '127.0.0.1', port: loopback.port, method, path, headers: given, agent: false },
      (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => {
          text += chunk
        })
        response.on('end', () => {
          done({ status: response.statusCode ?? 0, headers: response.headers, body: text })
        })
        response.on('error', failed)
      },
    )
    sent.on('error', failed)
    sent.end(body)
  })
}
/** Headers as the page sends them. */
function own(
  { loopback, host }: Served,
  more: Readonly<Record<string, string | undefined>> = {},
): Readonly<Record<string, string | undefined>> {
  return {
    host,
    origin: `http://${host}`,
    authorization: `Bearer ${loopback.token}`,
    'x-page': pageId,
    'content-type': 'application/json',
    ...more,
  }
}
const call = JSON.stringify({ id: 1, name: 'echo', args: { text: '你好' } })
const dataRoutes: readonly Asking[] = [
  { method: 'POST', path: '/call', body: call },
  { method: 'GET', path: '/events' },
  { method: 'POST', path: '/upload?name=a.xlsx', body: 'x' },
  { method: 'GET', path: `/files/${'0'.repeat(32)}` },
]

test('case files the program was started with are told to the page, with its token and once', async () => {
  const folder = temporaryFolder()
  const handed = [{ refused: 'case-not-found', fileName: '甲.lzcase' }] as const
  const loopback = await startLoopback({
    pageFolder: folder,
    casesFolder: folder,
    handed,
    files: createFileGrants({ room: createPassingRoom(join(folder, 'passing')) }),
    connect: () => ({ receive: () => undefined, close: () => undefined }),
  })
  cleanUpLater(() => loopback.close())
  const asked = (token: string) =>
    fetch(`${loopback.origin}/handed`, { headers: { authorization: `Bearer ${token}` } })
  expect((await asked('wrong')).status).toBe(401)
  expect(await (await asked(loopback.token)).json()).toEqual(handed)
  expect(await (await asked(loopback.token)).json()).toEqual([])
})

test('the page that knows the token is answered', async () => {
  const target = await served()
  const answer = await ask(target, { method: 'POST', path: '/call', headers: own(target), body: call })
  expect(answer.status).toBe(200)
  expect(JSON.parse(answer.body)).toEqual({ id: 1, ok: true, value: { text: '你好' } })
})

test('a foreign host name is refused on every route, also with the right token', async () => {
  const target = await served()
  const { port } = target.loopback
  for (const host of [
    `localhost:${port}`,
    `evil.example:${port}`,
    '127.0.0.1',
    `127.0.0.1:${port === 80 ? 81 : 80}`,
    `[::1]:${port}`,
    `127.0.0.1:${port}.evil.example`,
    `2130706433:${port}`,
    '',
  ]) {
    for (const route of [{ path: '/' }, ...dataRoutes])
      expect(
        (await ask(target, { ...route, headers: own(target, { host, origin: `http://${host}` }) })).status,
        `${host} ${route.path ?? ''}`,
      ).toBe(403)
  }
})

test('a foreign origin is refused on every route, also with the right token', async () => {
  const target = await served()
  for (const origin of [
    'http://evil.example',
    `https://${target.host}`,
    `http://localhost:${target.loopback.port}`,
    'null',
    `http://${target.host}.evil.example`,
    `http://${target.host}/`,
    'app://page',
  ]) {
    for (const route of [{ path: '/' }, ...dataRoutes])
      expect(
        (await ask(target, { ...route, headers: own(target, { origin }) })).status,
        `${origin} ${route.path ?? ''}`,
      ).toBe(403)
  }
})

test('what changes something must name its origin, and a request another site caused is refused', async () => {
  const target = await served()
  for (const route of dataRoutes)
    if (route.method === 'POST')
      expect((await ask(target, { ...route, headers: own(target, { origin: undefined }) })).status).toBe(403)
  for (const site of ['cross-site', 'same-site'])
    for (const route of [{ path: '/' }, ...dataRoutes])
      expect((await ask(target, { ...route, headers: own(target, { 'sec-fetch-site': site }) })).status).toBe(
        403,
      )
})

test('no data route answers without the token or with another one', async () => {
  const target = await served()
  const { token } = target.loopback
  const wrong = [
    undefined,
    'Bearer',
    'Bearer ',
    `Bearer ${token.slice(0, -1)}`,
    `Bearer ${token}0`,
    `Bearer ${'0'.repeat(64)}`,
    `Bearer ${token.toUpperCase()}x`,
    `Basic ${token}`,
    token,
  ]
  for (const authorization of wrong)
    for (const route of dataRoutes)
      expect(
        (await ask(target, { ...route, headers: own(target, { authorization }) })).status,
        `${String(authorization)} ${route.path ?? ''}`,
      ).toBe(401)
  expect(target.received).toEqual([])
  expect(existsSync(target.passing)).toBe(false)
})

test('the token is long, random and never in what the page is served', async () => {
  const first = await served()
  const second = await served()
  expect(first.loopback.token).toMatch(/^[0-9a-f]{64}$/)
  expect(first.loopback.token).not.toBe(second.loopback.token)
  expect(first.loopback.address).toBe(`http://${first.host}/#token=${first.loopback.token}`)
  const page = await ask(first, { headers: { host: first.host } })
  expect(JSON.stringify(page)).not.toContain(first.loopback.token)
})

test('an address for once leads to the page a single time', async () => {
  const target = await served()
  const { loopback, host } = target
  const path = new URL(loopback.addressForOnce()).pathname
  expect(path).not.toContain(loopback.token)
  expect((await ask(target, { path, headers: { host: 'evil.example' } })).status).toBe(403)
  expect(await ask(target, { path, headers: { host } })).toMatchObject({
    status: 302,
    headers: { location: `/#token=${loopback.token}`, 'cache-control': 'no-store' },
  })
  for (const again of [path, `/open/${'0'.repeat(64)}`]) {
    const refused = await ask(target, { path: again, headers: { host } })
    expect([refused.status, refused.headers.location]).toEqual([403, undefined])
  }
})

test('only 127.0.0.1 is listened on', async () => {
  const { loopback } = await served()
  const others = [
    '::1',
    '127.0.0.2',
    ...Object.values(networkInterfaces())
      .flat()
      .filter((address) => address !== undefined && !address.internal && !address.address.startsWith('fe80'))
      .map((address) => address?.address ?? ''),
  ]
  for (const host of others) {
    const reached = await new Promise<boolean>((done) => {
      const socket = connect({ host, port: loopback.port, timeout: 2_000 }, () => {
        socket.destroy()
        done(true)
      })
      for (const event of ['error', 'timeout'] as const)
        socket.on(event, () => {
          socket.destroy()
          done(false)
        })
    })
    expect(reached, host).toBe(false)
  }
})

test('nobody is allowed in from another origin: no answer carries a CORS header, a preflight gets none', async () => {
  const target = await served()
  const preflight = await ask(target, {
    method: 'OPTIONS',
    path: '/call',
    headers: { host: target.host, origin: 'http://evil.example', 'access-control-request-method': 'POST' },
  })
  const answers = [
    preflight,
    await ask(target, { headers: own(target) }),
    await ask(target, { method: 'POST', path: '/call', headers: own(target), body: call }),
  ]
  expect(preflight.status).toBe(403)
  for (const answer of answers)
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
})

test('the page comes with its policy, its type and no sniffing', async () => {
  const target = await served()
  const page = await ask(target, { headers: { host: target.host } })
  expect(page).toMatchObject({
    status: 200,
    body: '<!doctype html>页面',
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
    },
  })
  expect(
    (await ask(target, { path: '/assets/index-B7x_9.js?v=1', headers: { host: target.host } })).headers[
      'content-type'
    ],
  ).toBe('text/javascript; charset=utf-8')
  expect((await ask(target, { method: 'HEAD', headers: { host: target.host } })).status).toBe(200)
  expect((await ask(target, { method: 'PUT', headers: own(target) })).status).toBe(405)
})

test('no path leads out of the page’s folder', async () => {
  const target = await served()
  const part = fc.constantFrom(
    '..',
    '.',
    '%2e%2e',
    '%2E%2E',
    '..%2f',
    '%2e%2e%2f',
    '%5c..',
    '..%5c',
    '\\..',
    '',
    '%00',
    'secret.js',
    '.env.js',
    'assets',
    '%252e%252e',
    '....',
    'C:',
    '~',
    'page',
    '/secret.js',
    'etc',
    'passwd',
  )
  await fc.assert(
    fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 8 }), async (parts) => {
      const path = `/${parts.join('/')}`
      fc.pre(!/[^\x21-\x7e]/.test(path))
      const answer = await ask(target, { path, headers: { host: target.host } })
      expect(answer.body).not.toContain(secret)
      expect(answer.status, path).toBe(path === '/' ? 200 : 404)
    }),
    { numRuns: 300 },
  )
  expect((await ask(target, { path: '/../secret.js', headers: { host: target.host } })).status).toBe(404)
})

test('a message that is none is refused in words, and the line never sees it', async () => {
  const target = await served()
  const send = (body: string, more: Readonly<Record<string, string>> = {}): Promise<Answer> =>
    ask(target, { method: 'POST', path: '/call', headers: own(target, more), body })
  for (const body of [
    '',
    'no json',
    '[]',
    'null',
    '"x"',
    '{}',
    '{"id":1}',
    '{"id":"1","name":"x"}',
    '{"id":1.5,"name":"x"}',
    '{"cancel":"1"}',
  ]) {
    const answer = await send(body)
    expect(
      [answer.status, (JSON.parse(answer.body) as { error: { code: string } }).error.code],
      body,
    ).toEqual([400, 'invalid-arguments'])
  }
  expect((await send(call, { 'content-type': 'text/plain' })).status).toBe(400)
  expect((await send(call, { 'x-page': '../x' })).status).toBe(400)
  expect((await send(`{"id":1,"name":"echo","args":"${'x'.repeat(9 * 1024 * 1024)}"}`)).status).toBe(400)
  expect(target.received).toEqual([])
})

test('events wait for the page’s stream and then arrive as JSON lines', async () => {
  const target = await served()
  await ask(target, { method: 'POST', path: '/call', headers: own(target), body: call })
  target.post({ event: 'changed', payload: { seq: 1, topics: ['records'] } })
  const stream = openStream(target)
  expect(await stream.next()).toEqual({ event: 'changed', payload: { seq: 1, topics: ['records'] } })
  target.post({ event: 'changed', payload: { seq: 2, topics: ['charts'] } })
  expect(await stream.next()).toEqual({ event: 'changed', payload: { seq: 2, topics: ['charts'] } })
  stream.close()
})

test('a call whose page goes away is cancelled, and so is one that is taken back', async () => {
  const target = await served()
  const waiting = request({
    host: '127.0.0.1',
    port: target.loopback.port,
    method: 'POST',
    path: '/call',
    headers: own(target) as Record<string, string>,
  })
  waiting.on('error', () => undefined)
  waiting.end(JSON.stringify({ id: 7, name: 'wait', args: {} }))
  await expect.poll(() => target.received).toHaveLength(1)
  const refused = await ask(target, {
    method: 'POST',
    path: '/call',
    headers: own(target),
    body: JSON.stringify({ id: 7, name: 'echo', args: {} }),
  })
  expect(refused.status).toBe(400)
  expect(
    (await ask(target, { method: 'POST', path: '/call', headers: own(target), body: '{"cancel":9}' })).status,
  ).toBe(204)
  waiting.destroy()
  await expect
    .poll(() => target.received)
    .toEqual([{ id: 7, name: 'wait', args: {} }, { cancel: 9 }, { cancel: 7 }])
})

test('an upload arrives byte for byte in a private folder and sealed, and is gone after the end', async () => {
  const target = await served()
  const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 7) % 256))
  const answer = await ask(target, {
    method: 'POST',
    path: `/upload?name=${encodeURIComponent('..\\扣押/清单\n1.xlsx')}`,
    headers: own(target, { 'content-type': 'application/octet-stream' }),
    body: bytes,
  })
  const uploaded = JSON.parse(answer.body) as {
    readonly fileId: string
    readonly fileName: string
    readonly size: number
  }
  expect(uploaded).toMatchObject({ fileName: '清单1.xlsx', size: bytes.length })
  const { path, writable } = target.files.get(uploaded.fileId)
  expect([writable, path.startsWith(target.passing)]).toEqual([false, true])
  expect(readGranted(target.files.get(uploaded.fileId)).equals(bytes)).toBe(true)
  const stored = readFileSync(path)
  expect(stored.includes(bytes.subarray(0, 16))).toBe(false)
  await target.loopback.close()
  target.files.dispose()
  expect([existsSync(path), existsSync(target.passing)]).toEqual([false, false])
})

test('an upload that breaks off leaves nothing and is not granted', async () => {
  const target = await served()
  await ask(target, { method: 'POST', path: '/upload?name=first.csv', headers: own(target), body: 'whole' })
  const folder = join(target.passing, readdirSync(target.passing)[0] ?? '')
  const broken = request({
    host: '127.0.0.1',
    port: target.loopback.port,
    method: 'POST',
    path: '/upload?name=half.csv',
    headers: { ...own(target), 'content-length': '1000000' } as Record<string, string>,
  })
  broken.on('error', () => undefined)
  broken.write('half')
  await expect.poll(() => readdirSync(folder)).toHaveLength(3)
  broken.destroy()
  // The lock of the room, and the first.
  await expect.poll(() => readdirSync(folder)).toHaveLength(2)
  expect(
    (await ask(target, { method: 'POST', path: '/upload', headers: own(target), body: 'x' })).status,
  ).toBe(400)
})

test('an uploaded case is kept in the cases folder and replaces nothing there', async () => {
  const target = await served()
  writeFileSync(join(target.casesFolder, '九一二.lzcase'), 'the case that was there')
  const answer = await ask(target, {
    method: 'POST',
    path: `/upload?name=${encodeURIComponent('九一二.lzcase')}`,
    headers: own(target),
    body: 'the case from the stick',
  })
  const uploaded = JSON.parse(answer.body) as { readonly fileId: string; readonly fileName: string }
  expect(uploaded.fileName).toBe('九一二 (2).lzcase')
  expect(target.files.get(uploaded.fileId)).toMatchObject({
    path: join(target.casesFolder, '九一二 (2).lzcase'),
    writable: true,
  })
  await target.loopback.close()
  expect(
    readdirSync(target.casesFolder)
      .sort()
      .map((name) => [name, readFileSync(join(target.casesFolder, name), 'utf8')]),
  ).toEqual([
    ['九一二 (2).lzcase', 'the case from the stick'],
    ['九一二.lzcase', 'the case that was there'],
  ])
})

test('exports can be fetched under their own name, and nothing else can', async () => {
  const target = await served()
  const once = target.files.createOutput('图.png')
  fill(once.open(), [Buffer.from('图')])
  const report = target.files.createOutput('报告 “1”.docx', { again: true })
  fill(report.open(), [Buffer.from('报告')])
  const { fileId } = report
  const foreign = target.files.grant(join(target.folder, 'secret.js'), { fileId: 'f'.repeat(32) })
  const answer = await ask(target, { path: `/files/${fileId}`, headers: own(target) })
  expect(answer).toMatchObject({
    status: 200,
    body: '报告',
    headers: {
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent('报告 “1”.docx')}`,
      'content-length': '6',
      'cache-control': 'no-store',
    },
  })
  // A report can be saved again; anything else is gone once it was fetched.
  const asked = (id: string) => ask(target, { path: `/files/${id}`, headers: own(target) })
  expect((await asked(fileId)).body).toBe('报告')
  expect([(await asked(once.fileId)).body, (await asked(once.fileId)).status]).toEqual(['图', 404])
  expect(existsSync(once.path)).toBe(false)
  for (const path of [
    `/files/${foreign}`,
    '/files/',
    '/files/../secret.js',
    `/files/${fileId}/x`,
    `/files/${fileId.toUpperCase()}`,
  ]) {
    const refused = await ask(target, { path, headers: own(target) })
    expect([refused.status, refused.body.includes(secret)], path).toEqual([404, false])
  }
})

/** The event stream of the page, line by line. */
function openStream(target: Served): { next(): Promise<unknown>; close(): void } {
  const lines: unknown[] = []
  const waiting: ((line: unknown) => void)[] = []
  const sent = request(
    {
      host: '127.0.0.1',
      port: target.loopback.port,
      path: '/events',
      headers: own(target) as Record<string, string>,
    },
    (response) => {
      let rest = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        const parts = (rest + chunk).split('\n')
        rest = parts.pop() ?? ''
        for (const part of parts.filter((text) => text !== '')) {
          const line: unknown = JSON.parse(part)
          const take = waiting.shift()
          if (take === undefined) lines.push(line)
          else take(line)
        }
      })
    },
  )
  sent.on('error', () => undefined)
  sent.end()
  return {
    next: () =>
      lines.length > 0
        ? Promise.resolve(lines.shift())
        : new Promise((done) => {
            waiting.push(done)
          }),
    close: () => {
      sent.destroy()
    },
  }
}
