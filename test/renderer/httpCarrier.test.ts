import fc from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import { followToken, takeToken } from '../../renderer/api/browserPlatform.ts'
import { download, httpCarrier, readLines, upload } from '../../renderer/api/httpCarrier.ts'
import type { ToPage } from '../../shared/wire.ts'

const target = { origin: 'http://127.0.0.1:1', token: 'a'.repeat(64) }
afterEach(() => {
  vi.unstubAllGlobals()
})

const stream = (chunks: readonly Uint8Array[]) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk)
      controller.close()
    },
  })
const open = () => new ReadableStream<Uint8Array>({})

test('lines come out whole however the bytes are cut, blank ones (signs of life) left out', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: fc.constantFrom('{', '}', '"', '案', '件', '🀄', 'a', ' ') })),
      fc.array(fc.nat({ max: 60 })),
      async (lines, cuts) => {
        const bytes = new TextEncoder().encode(lines.map((line) => `${line}\n`).join(''))
        const marks = [...new Set([0, ...cuts.filter((cut) => cut < bytes.length), bytes.length])].toSorted(
          (a, b) => a - b,
        )
        const heard: string[] = []
        await readLines(stream(marks.slice(1).map((end, index) => bytes.slice(marks[index], end))), (line) =>
          heard.push(line),
        )
        expect(heard).toEqual(lines.filter((line) => line.trim() !== ''))
      },
    ),
  )
})

test('a call carries token and page, and its answer is heard; a refusal is an error of that call', async () => {
  const asked: {
    readonly path: string
    readonly headers: Readonly<Record<string, string>>
    readonly body: unknown
  }[] = []
  const answers = [
    Response.json({ id: 1, ok: true, value: 7 }),
    Response.json({ error: { code: 'not-allowed', message: '', details: {} } }, { status: 401 }),
  ]
  vi.stubGlobal('fetch', async (address: string, init: RequestInit = {}) => {
    if (address.endsWith('/events')) return new Response(open())
    asked.push({
      path: address,
      headers: init.headers as Record<string, string>,
      body: JSON.parse(init.body as string),
    })
    return answers.shift() ?? expect.unreachable('asked too often')
  })
  const heard: ToPage[] = []
  const carrier = httpCarrier(target)
  carrier.listen({ message: (message) => heard.push(message), lost: () => expect.unreachable('not lost') })
  carrier.send({ id: 1, name: 'charts.list', args: {} })
  carrier.send({ id: 2, name: 'charts.list', args: {} })
  await vi.waitFor(() => {
    expect(heard.length).toBe(2)
  })
  carrier.close()
  const page = asked[0]?.headers['x-page'] ?? ''
  expect(page).toMatch(/^[0-9a-f]{32}$/)
  expect([asked[0], heard]).toEqual([
    {
      path: 'http://127.0.0.1:1/call',
      headers: {
        authorization: `Bearer ${target.token}`,
        'x-page': page,
        'content-type': 'application/json',
      },
      body: { id: 1, name: 'charts.list', args: {} },
    },
    [
      { id: 1, ok: true, value: 7 },
      { id: 2, ok: false, error: { code: 'not-allowed', message: '', details: {} } },
    ],
  ])
})

test('after a broken event stream everything counts as changed; a host that is gone is lost', async () => {
  let streams = 0
  vi.stubGlobal('fetch', async () => {
    streams++
    if (streams > 2) throw new TypeError('refused')
    return new Response(
      stream([new TextEncoder().encode('{"event":"changed","payload":{"seq":3,"topics":["charts"]}}\n')]),
    )
  })
  vi.useFakeTimers()
  const heard: ToPage[] = []
  const lost = vi.fn()
  httpCarrier(target).listen({ message: (message) => heard.push(message), lost })
  await vi.runAllTimersAsync()
  vi.useRealTimers()
  const seqs = heard.map((message) =>
    'event' in message && message.event === 'changed' ? message.payload.seq : null,
  )
  expect([seqs, lost.mock.calls.length]).toEqual([[3, 0, 3], 1])
})

test('an upload that finds no room says so, a fetched file comes as bytes', async () => {
  vi.stubGlobal('fetch', async (address: string) =>
    address.includes('/upload?name=%E6%B5%81%E6%B0%B4.csv')
      ? Response.json({ error: { code: 'disk-full', message: '', details: {} } }, { status: 507 })
      : new Response('bytes'),
  )
  await expect(upload(target, new File(['x'], '流水.csv'))).rejects.toMatchObject({ code: 'disk-full' })
  expect(await (await download(target, 'f'.repeat(32))).text()).toBe('bytes')
})

test('the token leaves the address, stays for this tab, and nothing else is taken for one', () => {
  const kept = new Map<string, string>()
  const place = (hash: string) => {
    const addresses: string[] = []
    return {
      addresses,
      location: { hash, pathname: '/', search: '' } as Location,
      history: {
        replaceState: (_state: unknown, _title: string, address: string) => {
          addresses.push(address)
        },
      } as unknown as History,
      sessionStorage: {
        getItem: (key: string) => kept.get(key) ?? null,
        setItem: (key: string, value: string) => {
          kept.set(key, value)
        },
      } as Storage,
    }
  }
  const without = place('#/overview')
  const first = place(`#token=${target.token}`)
  const reloaded = place('#/overview')
  expect([
    takeToken(without),
    takeToken(first),
    takeToken(reloaded),
    first.addresses,
    reloaded.addresses,
  ]).toEqual([null, target.token, target.token, ['/#/'], []])
})

test('a new address in an open page begins it again with its token; what is no new token does nothing', () => {
  const kept = new Map([['lianzheng-token', target.token]])
  const place = {
    location: { hash: '#/overview', pathname: '/', search: '' } as Location,
    history: { replaceState: () => undefined } as unknown as History,
    sessionStorage: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => {
        kept.set(key, value)
      },
    } as Storage,
  }
  let heard: (address: string) => void = () => undefined
  let begun = 0
  followToken(
    place,
    (listener) => {
      heard = listener
    },
    () => {
      begun += 1
    },
  )
  const next = 'n'.repeat(32)
  const trail = [
    '#/tables',
    `#token=${target.token}`,
    '#token=short',
    `#token=${next}`,
    `#token=${next}`,
  ].map((hash) => {
    heard(`http://127.0.0.1:9/${hash}`)
    return begun
  })
  expect([trail, kept.get('lianzheng-token')]).toEqual([[0, 0, 0, 1, 1], next])
})
