/**
 * The pages that are connected: each has one line of wire messages to the engine. Replies leave as the answer of the request that asked,
 * events through the page's open stream. A page whose stream stays closed is given up and its running calls are cancelled.
 */
import { AppError } from '../../../shared/errors.ts'
import { isEvent } from '../../../shared/wire.ts'
import type { CallMessage, ErrorMessage, ToPage, ValueMessage } from '../../../shared/wire.ts'
import type { EngineLine } from '../serve.ts'

export type Reply = ValueMessage | ErrorMessage
/** Makes one page's line to the engine. */
export type ConnectEngine = (post: (message: ToPage) => void) => EngineLine

/** A page opens its stream together with its first call; events until then wait, up to this many. */
const mostWaitingEvents = 500
/** How long a page may be without its event stream (a reload, a sleeping laptop) before its calls are cancelled. */
const streamlessLimitMs = 30_000

interface Page {
  readonly line: EngineLine
  readonly waiting: Map<number, (reply: Reply) => void>
  stream: ((line: string) => void) | null
  /** Events since the stream was last open; the newest, when there are too many. */
  readonly waitingEvents: string[]
  closingTimer: NodeJS.Timeout | null
}
export interface Pages {
  /** Passes a call on; `answer` gets its reply. The returned function cancels the call. Throws `invalid-arguments` for an id that is still running. */
  call(pageId: string, message: CallMessage, answer: (reply: Reply) => void): () => void
  cancel(pageId: string, callId: number): void
  /** Events of the page as JSON lines from now on; an older stream of the page falls silent. The returned function ends it. */
  listen(pageId: string, write: (line: string) => void): () => void
  close(): void
}

export function createPages(connect: ConnectEngine): Pages {
  const pages = new Map<string, Page>()
  const open = (pageId: string): Page => {
    const known = pages.get(pageId)
    if (known !== undefined) return known
    const waiting = new Map<number, (reply: Reply) => void>()
    const page: Page = {
      waiting,
      stream: null,
      waitingEvents: [],
      closingTimer: null,
      line: connect((message) => {
        if (isEvent(message)) sendEvent(page, `${JSON.stringify(message)}\n`)
        else {
          waiting.get(message.id)?.(message)
          waiting.delete(message.id)
        }
      }),
    }
    pages.set(pageId, page)
    expect(pageId, page)
    return page
  }
  const drop = (pageId: string, page: Page): void => {
    if (page.closingTimer !== null) clearTimeout(page.closingTimer)
    pages.delete(pageId)
    page.line.close()
  }
  /** Gives the page up when no stream is opened in time. */
  function expect(pageId: string, page: Page): void {
    if (page.closingTimer !== null) clearTimeout(page.closingTimer)
    page.closingTimer = setTimeout(() => {
      page.closingTimer = null
      // Calls without a stream (a script) keep the line until they are answered.
      if (page.waiting.size > 0) expect(pageId, page)
      else drop(pageId, page)
    }, streamlessLimitMs)
    page.closingTimer.unref()
  }
  return {
    call(pageId, message, answer) {
      const page = open(pageId)
      if (page.waiting.has(message.id))
        throw new AppError('invalid-arguments', 'a call with this id is still running')
      page.waiting.set(message.id, answer)
      page.line.receive(message)
      return () => {
        if (page.waiting.has(message.id)) page.line.receive({ cancel: message.id })
      }
    },
    cancel(pageId, callId) {
      pages.get(pageId)?.line.receive({ cancel: callId })
    },
    listen(pageId, write) {
      const page = open(pageId)
      if (page.closingTimer !== null) clearTimeout(page.closingTimer)
      page.closingTimer = null
      page.stream = write
      for (const line of page.waitingEvents.splice(0)) write(line)
      return () => {
        if (page.stream !== write) return
        page.stream = null
        expect(pageId, page)
      }
    },
    close() {
      for (const [pageId, page] of [...pages]) drop(pageId, page)
    },
  }
}

function sendEvent(page: Page, line: string): void {
  if (page.stream !== null) {
    page.stream(line)
    return
  }
  page.waitingEvents.push(line)
  if (page.waitingEvents.length > mostWaitingEvents) page.waitingEvents.shift()
}
