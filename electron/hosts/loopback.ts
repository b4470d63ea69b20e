/**
 * The page in the machine's own browser: an HTTP server on 127.0.0.1 that serves the built page and carries wire messages.
 *
 *   GET  /…                 files of the page (program files, no case data)
 *   POST /call              a wire message as JSON; a call is answered by its reply message, a cancel by 204
 *   GET  /events            events as JSON lines, endless; a blank line is a sign of life
 *   POST /upload?name=…     raw bytes → {fileId, fileName, size}; a case file is copied to the cases folder
 *   GET  /files/<fileId>    an export as a download
 *   GET  /handed            case files the program was started with: a list, once
 *   GET  /open/<ticket>     once: on to the page with its token
 *
 * All but the page's files and a ticket need `Authorization: Bearer <token>`; `X-Page: <32 hex digits>`, chosen by the page, tells pages apart.
 * The page finds the token in its address as `#token=…`, keeps it in sessionStorage and takes it out of the address.
 * Refusals are 401/403/404/405/413 with `{error: ErrorEnvelope}`.
 */
import { randomBytes } from 'node:crypto'
import { createReadStream, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { AppError, toEnvelope } from '../../shared/errors.ts'
import type { ErrorCode, ErrorEnvelope } from '../../shared/errors.ts'
import type { HandedFile } from '../../shared/handedFiles.ts'
import { pageFileOf, pageHeaders } from '../../shared/pagePolicy.ts'
import { isCancel } from '../../shared/wire.ts'
import type { ToEngine } from '../../shared/wire.ts'
import { refuseStranger, refuseWithoutToken } from './loopback/guard.ts'
import type { Refusal } from './loopback/guard.ts'
import { createPages } from './loopback/pages.ts'
import type { ConnectEngine, Pages } from './loopback/pages.ts'
import { createTransfers } from './loopback/transfers.ts'
import type { Transfers } from './loopback/transfers.ts'
import type { HostFiles } from '../engine/index.ts'

export interface LoopbackOptions {
  /** Makes one page's line to the engine. */
  readonly connect: ConnectEngine
  readonly files: HostFiles
  /** What may be told of a failure outside of a call; an unexpected one is written down. */
  failed?(error: unknown): ErrorEnvelope
  /** Case files the program was started with; a page takes them, once. */
  readonly handed?: readonly HandedFile[]
  /** Where an uploaded case file is kept. */
  readonly casesFolder: string
  /** Folder of the built page. */
  readonly pageFolder: string
  /** 0 (the default) takes any free port. */
  readonly port?: number
}
export interface Loopback {
  readonly port: number
  readonly token: string
  /** `http://127.0.0.1:<port>` */
  readonly origin: string
  /** What a person opens: origin and token. */
  readonly address: string
  /**
   * An address for a program that is started with it: what stands on a command line can be read by every account of the machine, so it
   * opens the page once, within a minute, and is worth nothing afterwards.
   */
  addressForOnce(): string
  /** Ends every connection; the engine, which keeps uploads, stays open. */
  close(): Promise<void>
}
interface LoopbackState {
  readonly host: string
  readonly token: string
  readonly pageFolder: string
  readonly pages: Pages
  readonly transfers: Transfers
  readonly tickets: Set<string>
  readonly handed: HandedFile[]
}

/** A message is small; files go through /upload. */
const longestMessage = 8 * 1024 * 1024
const pageIdForm = /^[0-9a-f]{32}$/
const signOfLife = 15_000
const ticketLife = 60_000

/** Serves the page and the engine on 127.0.0.1. Errors: the port is taken (`EADDRINUSE` of Node). */
export async function startLoopback(options: LoopbackOptions): Promise<Loopback> {
  const token = randomBytes(32).toString('hex')
  const pages = createPages(options.connect)
  const transfers = createTransfers(options.files, options.casesFolder)
  const server = createServer()
  const port = await listen(server, options.port ?? 0)
  const host = `127.0.0.1:${port}`
  const state: LoopbackState = {
    host,
    token,
    pageFolder: options.pageFolder,
    pages,
    transfers,
    tickets: new Set(),
    handed: [...(options.handed ?? [])],
  }
  server.on('request', (request, response) => {
    answer(state, request, response).catch((thrown: unknown) => {
      refuseThrown(response, thrown, options.failed?.bind(options) ?? toEnvelope)
    })
  })
  // A slow upload or a job of many minutes is no attack; only the headers must come soon.
  server.requestTimeout = 0
  server.headersTimeout = 20_000
  return {
    port,
    token,
    origin: `http://${host}`,
    address: `http://${host}/#token=${token}`,
    addressForOnce() {
      const ticket = randomBytes(32).toString('hex')
      state.tickets.add(ticket)
      setTimeout(() => {
        state.tickets.delete(ticket)
      }, ticketLife).unref()
      return `http://${host}/open/${ticket}`
    },
    async close() {
      pages.close()
      await new Promise<void>((done) => {
        server.close(() => {
          done()
        })
        server.closeAllConnections()
      })
    },
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((done, failed) => {
    server.once('error', failed)
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      server.off('error', failed)
      const address = server.address()
      if (address === null || typeof address === 'string') failed(new Error('no port'))
      else done(address.port)
    })
  })
}

async function answer(
  state: LoopbackState,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const asked = {
    method: request.method ?? '',
    headers: request.headers,
    remoteAddress: request.socket.remoteAddress,
  }
  const stranger = refuseStranger(asked, state.host)
  if (stranger !== null) {
    refuseWith(request, response, stranger)
    return
  }
  const [path = '', search = ''] = (request.url ?? '').split('?', 2)
  const ticket = asked.method === 'GET' ? /^\/open\/([0-9a-f]{64})$/.exec(path)?.[1] : undefined
  if (ticket !== undefined) {
    openPage(state, ticket, response)
    return
  }
  const route = routeOf(path)
  if (route === null) {
    servePageFile(state, path, asked.method, response)
    return
  }
  const refused = refuseWithoutToken(asked, state.token)
  if (refused !== null) {
    refuseWith(request, response, refused)
    return
  }
  if (asked.method !== route.method) {
    refuse(response, 405, 'not-allowed', `${route.method} only`)
    return
  }
  await route.run(state, request, response, { path, search })
}

function openPage(state: LoopbackState, ticket: string, response: ServerResponse): void {
  if (!state.tickets.delete(ticket)) {
    refuse(response, 403, 'not-allowed', 'the address was good for one opening')
    return
  }
  response
    .writeHead(302, {
      location: `/#token=${state.token}`,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    })
    .end()
}

type Run = (
  state: LoopbackState,
  request: IncomingMessage,
  response: ServerResponse,
  asked: { readonly path: string; readonly search: string },
) => Promise<void>
const routes: ReadonlyMap<string, { readonly method: 'GET' | 'POST'; readonly run: Run }> = new Map([
  ['call', { method: 'POST', run: takeMessage }],
  ['events', { method: 'GET', run: streamEvents }],
  ['upload', { method: 'POST', run: takeUpload }],
  ['files', { method: 'GET', run: sendFile }],
  ['handed', { method: 'GET', run: sendHanded }],
])
function routeOf(path: string): { readonly method: string; readonly run: Run } | null {
  return routes.get(/^\/(call|events|upload|handed|files(?=\/))(?:\/.*)?$/.exec(path)?.[1] ?? '') ?? null
}

async function takeMessage(
  state: LoopbackState,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const pageId = pageIdOf(request)
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? ''))
    throw new AppError('invalid-arguments', 'a message is application/json')
  const message = await readMessage(request)
  if (isCancel(message)) {
    state.pages.cancel(pageId, message.cancel)
    response.writeHead(204).end()
    return
  }
  await new Promise<void>((done) => {
    const cancel = state.pages.call(pageId, message, (reply) => {
      if (!response.writableEnded && !response.destroyed) sendJson(response, 200, reply)
      done()
    })
    response.once('close', () => {
      cancel()
      done()
    })
  })
}

async function streamEvents(
  state: LoopbackState,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const pageId = pageIdOf(request)
  response.writeHead(200, {
    'content-type': 'application/x-ndjson',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
  response.write('\n')
  const end = state.pages.listen(pageId, (line) => {
    response.write(line)
  })
  const alive = setInterval(() => {
    response.write('\n')
  }, signOfLife)
  alive.unref()
  await new Promise<void>((done) => {
    response.once('close', () => {
      clearInterval(alive)
      end()
      done()
    })
  })
}

async function takeUpload(
  state: LoopbackState,
  request: IncomingMessage,
  response: ServerResponse,
  asked: { readonly search: string },
): Promise<void> {
  const name = new URLSearchParams(asked.search).get('name')
  if (name === null || name === '') throw new AppError('invalid-arguments', 'an upload has a name')
  sendJson(response, 200, await state.transfers.receive(request, name))
}

async function sendFile(
  state: LoopbackState,
  _request: IncomingMessage,
  response: ServerResponse,
  asked: { readonly path: string },
): Promise<void> {
  const fileId = /^\/files\/([0-9a-f]{32})$/.exec(asked.path)?.[1]
  if (fileId === undefined) throw new AppError('file-not-granted', 'no such file')
  await state.transfers.send(fileId, response)
}

async function sendHanded(
  state: LoopbackState,
  _request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  sendJson(response, 200, state.handed.splice(0))
}

function servePageFile(state: LoopbackState, path: string, method: string, response: ServerResponse): void {
  if (method !== 'GET' && method !== 'HEAD') {
    refuse(response, 405, 'not-allowed', 'GET only')
    return
  }
  const file = pageFileOf(path)
  const place = file === null ? null : join(state.pageFolder, ...file.path.split('/'))
  const size = place === null ? null : sizeOf(place)
  if (file === null || place === null || size === null) {
    refuse(response, 404, 'not-allowed', 'no such file of the page')
    return
  }
  response.writeHead(200, {
    ...pageHeaders,
    'content-type': file.contentType,
    'content-length': size,
    'cache-control': 'no-cache',
  })
  if (method === 'HEAD') response.end()
  else
    createReadStream(place)
      .on('error', () => {
        response.destroy()
      })
      .pipe(response)
}
function sizeOf(path: string): number | null {
  const stats = statSync(path, { throwIfNoEntry: false })
  return stats?.isFile() === true ? stats.size : null
}

function pageIdOf(request: IncomingMessage): string {
  const given = request.headers['x-page']
  if (typeof given !== 'string' || !pageIdForm.test(given))
    throw new AppError('invalid-arguments', 'X-Page is 32 hex digits')
  return given
}
async function readMessage(request: IncomingMessage): Promise<ToEngine> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > longestMessage)
      throw new AppError('invalid-arguments', 'the message is too long', { limit: longestMessage })
    chunks.push(chunk)
  }
  let message: unknown
  try {
    message = JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch {
    throw new AppError('invalid-arguments', 'the message is no JSON')
  }
  if (!isToEngine(message))
    throw new AppError('invalid-arguments', 'the message is neither a call nor a cancel')
  return message
}
function isToEngine(message: unknown): message is ToEngine {
  if (typeof message !== 'object' || message === null || Array.isArray(message)) return false
  if ('cancel' in message) return Number.isSafeInteger(message.cancel)
  return (
    'id' in message &&
    Number.isSafeInteger(message.id) &&
    'name' in message &&
    typeof message.name === 'string'
  )
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
  response.end(JSON.stringify(value))
}
function refuse(response: ServerResponse, status: number, code: ErrorCode, reason: string): void {
  sendJson(response, status, { error: toEnvelope(new AppError(code, reason)) })
}
function refuseWith(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
  // What a stranger still sends is not read.
  response.once('finish', () => {
    request.destroy()
  })
  response.setHeader('connection', 'close')
  refuse(response, refusal.status, 'not-allowed', refusal.reason)
}
const statusOfCode: Partial<Record<ErrorCode, number>> = {
  'invalid-arguments': 400,
  'file-not-granted': 404,
  'disk-full': 507,
  cancelled: 499,
}
function refuseThrown(
  response: ServerResponse,
  thrown: unknown,
  envelopeOf: (thrown: unknown) => ErrorEnvelope,
): void {
  if (response.headersSent || response.destroyed) {
    response.destroy()
    return
  }
  const error = envelopeOf(thrown)
  sendJson(response, statusOfCode[error.code] ?? 500, { error })
}
