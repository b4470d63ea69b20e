/** Where a host keeps and finds things: the same places for the app window, the browser and the command line. */
import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

export interface HostFolders {
  readonly casesFolder: string
  readonly settingsFolder: string
  readonly samplesFolder: string
  readonly pageFolder: string
  readonly parserEntry: URL
  readonly appVersion: string
}

/** Both `electron/hosts/` and the flat `out/main/` stand two levels below the project; what is packed is laid out alike. */
const appRoot = resolve(import.meta.dirname, '..', '..')

/**
 * The folders of a host. `dataFolder` (or the environment's LIANZHENG_DATA) keeps cases and settings apart from the person's own, for
 * tests and for a stick that is carried around.
 */
export function hostFolders(dataFolder: string | undefined = process.env['LIANZHENG_DATA']): HostFolders {
  return {
    ...(dataFolder === undefined || dataFolder === ''
      ? ownFolders()
      : {
          casesFolder: join(resolve(dataFolder), 'cases'),
          settingsFolder: join(resolve(dataFolder), 'settings'),
        }),
    samplesFolder: join(appRoot, 'resources', 'samples'),
    pageFolder: join(appRoot, 'out', 'renderer'),
    parserEntry: import.meta.url.endsWith('.ts')
      ? new URL('../engine/import/process/parserWorker.ts', import.meta.url)
      : new URL('./parserWorker.js', import.meta.url),
    appVersion: appVersion(),
  }
}

function ownFolders(): { readonly casesFolder: string; readonly settingsFolder: string } {
  const home = homedir()
  const documents = join(home, 'Documents')
  return {
    casesFolder: join(existsSync(documents) ? documents : home, 'Lianzheng'),
    settingsFolder: settingsFolder(home),
  }
}
function settingsFolder(home: string): string {
  if (process.platform === 'win32')
    return join(process.env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'lianzheng')
  if (process.platform === 'darwin') return join(home, 'Library', 'Application Support', 'lianzheng')
  return join(process.env['XDG_CONFIG_HOME'] ?? join(home, '.config'), 'lianzheng')
}
function appVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(appRoot, 'package.json'), 'utf8'))
  return typeof manifest === 'object' &&
    manifest !== null &&
    'version' in manifest &&
    typeof manifest.version === 'string'
    ? manifest.version
    : '0.0.0'
}
