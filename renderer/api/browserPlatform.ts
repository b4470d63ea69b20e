/** The page in the machine's own browser, over the loopback host. */
import { AppError } from '../../shared/errors.ts'
import { createClient } from './client.ts'
import { download, handed, httpCarrier, upload } from './httpCarrier.ts'
import type { HttpTarget } from './httpCarrier.ts'
import type { GrantedFile, Platform } from './platform.ts'

const tokenKey = 'lianzheng-token'
const accepted = {
  spreadsheets: '.xlsx,.xlsm,.xls,.xlsb,.ods,.et,.csv,.tsv,.txt,.html,.htm,.xml,.zip',
  case: '.lzcase',
  cases: '.lzcase',
  // A browser has no folders to give; the page asks for files there.
  caseFolder: '.lzcase',
  mappings: '.json',
  graphs: '.graphml,.gexf,.anx,.xml',
  any: '',
} as const

/**
 * The token out of the address (`#token=…`), which is then taken off the address bar. It is kept for this tab alone, so that a reload
 * finds the engine again. Null when there is none.
 */
export function takeToken(place: {
  readonly location: Location
  readonly history: History
  readonly sessionStorage: Storage
}): string | null {
  const found = /^#token=([A-Za-z0-9_-]{16,})/.exec(place.location.hash)?.[1]
  if (found === undefined) return place.sessionStorage.getItem(tokenKey)
  place.sessionStorage.setItem(tokenKey, found)
  place.history.replaceState(null, '', `${place.location.pathname}${place.location.search}#/`)
  return found
}

/**
 * The address of a program that was started again, put into a page that is open, changes its hash alone: the browser loads nothing, and the page
 * would go on with the token of before. Its token is taken, and `again` begins the page anew with it.
 */
export function followToken(
  place: Parameters<typeof takeToken>[0],
  listen: (heard: (address: string) => void) => void,
  again: () => void,
): void {
  listen((address) => {
    const { hash } = new URL(address)
    if (!hash.startsWith('#token=')) return
    const before = place.sessionStorage.getItem(tokenKey)
    const { pathname, search } = place.location
    const taken = takeToken({
      location: { hash, pathname, search } as Location,
      history: place.history,
      sessionStorage: place.sessionStorage,
    })
    if (taken !== before) again()
  })
}
function chooseFiles(accept: string, several: boolean): Promise<readonly File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = accept
    input.multiple = several
    input.addEventListener('change', () => resolve([...(input.files ?? [])]), { once: true })
    input.addEventListener('cancel', () => resolve([]), { once: true })
    input.click()
  })
}

function offerDownload(bytes: Blob, fileName: string): void {
  const address = URL.createObjectURL(bytes)
  const anchor = document.createElement('a')
  anchor.href = address
  anchor.download = fileName
  anchor.click()
  // The browser reads the blob after the click; it may go once that has begun.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

export function browserPlatform(target: HttpTarget): Platform {
  const client = createClient(httpCarrier(target))
  const take = (file: File): Promise<GrantedFile> => upload(target, file)
  return {
    kind: 'browser',
    client,
    take,
    async pickFiles(what) {
      const granted: GrantedFile[] = []
      for (const file of await chooseFiles(accepted[what], !['case', 'mappings', 'graphs'].includes(what)))
        granted.push(await take(file))
      return granted
    },
    async save(fileId, fileName) {
      offerDownload(await download(target, fileId), fileName)
      return true
    },
    onHanded(listener, failed) {
      void handed(target).then(listener, failed)
      return () => {}
    },
    onMenuCommand: () => () => {},
    async reconnect() {
      client.close()
      try {
        const answer = await fetch(`${target.origin}/`, { cache: 'no-store' })
        if (answer.ok) return browserPlatform(target)
      } catch {
        // Reported below.
      }
      throw new AppError('engine-stopped', 'the host does not answer')
    },
  }
}
