/** The loopback host: calls by POST, events as a stream of JSON lines, files up and down. Only ever asks its own origin. */
import type { HandedFile } from '../../shared/handedFiles.ts'
import type { Topic } from '../../shared/contract/events.ts'
import { isCancel } from '../../shared/wire.ts'
import type { ToEngine, ToPage } from '../../shared/wire.ts'
import { AppError, fromEnvelope, toEnvelope } from '../../shared/errors.ts'
import type { ErrorEnvelope } from '../../shared/errors.ts'
import type { Carrier, CarrierListener } from './carrier.ts'
import type { GrantedFile } from './platform.ts'

export interface HttpTarget {
  readonly origin: string
  readonly token: string
}

function headers(target: HttpTarget, more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return { authorization: `Bearer ${target.token}`, ...more }
}
/** Tells this page from others on the same host. */
function newPageId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
}
/** A stream breaks when a laptop sleeps; it is opened again after these pauses (ms) before the engine counts as gone. */
const pauses: readonly number[] = [0, 300, 1_000, 3_000]
const everything = [
  'case',
  'batches',
  'records',
  'entities',
  'charts',
  'history',
  'settings',
] as const satisfies readonly Topic[]

/** Whole JSON lines out of a byte stream, in order, whatever way the bytes are cut. */
export async function readLines(
  body: ReadableStream<Uint8Array>,
  onLine: (line: string) => void,
): Promise<void> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    rest += done ? decoder.decode() : decoder.decode(value, { stream: true })
    const lines = rest.split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line.trim() !== '') onLine(line)
    if (done) break
  }
  if (rest.trim() !== '') onLine(rest)
}

export function httpCarrier(target: HttpTarget): Carrier {
  const closing = new AbortController()
  const pageId = newPageId()
  let listener: CarrierListener | null = null
  let lost = false

  function lose(): void {
    if (lost || closing.signal.aborted) return
    lost = true
    listener?.lost()
  }
  /** Reads one event stream to its end. False when it could not be opened at all. */
  async function follow(again: boolean): Promise<boolean> {
    try {
      const answer = await fetch(`${target.origin}/events`, {
        headers: headers(target, { 'x-page': pageId }),
        signal: closing.signal,
        cache: 'no-store',
      })
      if (!answer.ok || answer.body === null) return false
      // What changed in between was missed: everything counts as stale.
      if (again) listener?.message({ event: 'changed', payload: { seq: 0, topics: everything } })
      await readLines(answer.body, (line) => listener?.message(JSON.parse(line) as ToPage))
      return true
    } catch {
      return false
    }
  }
  async function keepFollowing(): Promise<void> {
    let again = false
    for (let attempt = 0; attempt < pauses.length && !closing.signal.aborted; attempt++) {
      const pause = pauses[attempt] ?? 0
      if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause))
      if (await follow(again)) attempt = -1
      again = true
    }
    lose()
  }
  async function post(message: ToEngine): Promise<void> {
    try {
      const answer = await fetch(`${target.origin}/call`, {
        method: 'POST',
        headers: headers(target, { 'x-page': pageId, 'content-type': 'application/json' }),
        body: JSON.stringify(message),
        signal: closing.signal,
        cache: 'no-store',
      })
      if (isCancel(message)) return
      if (answer.ok) listener?.message((await answer.json()) as ToPage)
      else listener?.message({ id: message.id, ok: false, error: toEnvelope(await failure(answer)) })
    } catch {
      if (!isCancel(message)) lose()
    }
  }
  return {
    send(message) {
      void post(message)
    },
    listen(newListener) {
      listener = newListener
      void keepFollowing()
    },
    close() {
      closing.abort()
    },
  }
}

async function failure(answer: Response): Promise<AppError> {
  try {
    const body = (await answer.json()) as { readonly error?: ErrorEnvelope }
    if (body.error !== undefined) return fromEnvelope(body.error)
  } catch {
    // Not one of ours: told as stopped below.
  }
  return new AppError(
    answer.status === 507 ? 'disk-full' : 'engine-stopped',
    `host answered ${answer.status}`,
  )
}

/** Streams a picked file up; the answer carries the id the engine knows it by. Errors: disk-full, io-error, engine-stopped. */
export async function upload(target: HttpTarget, file: File): Promise<GrantedFile> {
  let answer: Response
  try {
    answer = await fetch(`${target.origin}/upload?name=${encodeURIComponent(file.name)}`, {
      method: 'POST',
      headers: headers(target, { 'content-type': 'application/octet-stream' }),
      body: file,
    })
  } catch {
    throw new AppError('engine-stopped', 'the host does not answer')
  }
  if (!answer.ok) throw await failure(answer)
  return (await answer.json()) as GrantedFile
}

/** The bytes of a file the engine made. Errors: file-not-granted, engine-stopped. */
export async function download(target: HttpTarget, fileId: string): Promise<Blob> {
  let answer: Response
  try {
    answer = await fetch(`${target.origin}/files/${fileId}`, { headers: headers(target), cache: 'no-store' })
  } catch {
    throw new AppError('engine-stopped', 'the host does not answer')
  }
  if (!answer.ok) throw await failure(answer)
  return answer.blob()
}

/** Case files the program was started with, once. Errors: engine-stopped. */
export async function handed(target: HttpTarget): Promise<readonly HandedFile[]> {
  let answer: Response
  try {
    answer = await fetch(`${target.origin}/handed`, { headers: headers(target), cache: 'no-store' })
  } catch {
    throw new AppError('engine-stopped', 'the host does not answer')
  }
  if (!answer.ok) throw await failure(answer)
  return (await answer.json()) as readonly HandedFile[]
}
