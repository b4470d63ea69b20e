/** LibreOffice as a second reader of what the program writes. Its absence skips tests with a reason; scripts/test.mjs installs it where it can. */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from './engine.ts'

function found(): string | null {
  for (const name of ['soffice', 'libreoffice']) {
    try {
      return execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim()
    } catch {
      // The next name.
    }
  }
  return null
}
export const office = found()
/** Why the tests with LibreOffice are skipped. */
export const withoutOffice = 'LibreOffice (soffice) is not installed on this machine'

/** Converts a file, read by the filter `readAs` where its ending does not tell; returns the files made, name to bytes. A profile of its own, so that runs beside each other do not meet. */
export function converted(path: string, to: string, readAs?: string): ReadonlyMap<string, Buffer> {
  if (office === null) throw new Error(withoutOffice)
  const folder = temporaryFolder()
  execFileSync(
    office,
    [
      `-env:UserInstallation=file://${temporaryFolder()}`,
      '--headless',
      ...(readAs === undefined ? [] : [`--infilter=${readAs}`]),
      '--convert-to',
      to,
      '--outdir',
      folder,
      path,
    ],
    { stdio: 'ignore', timeout: 240_000 },
  )
  return new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]))
}

export interface OfficeCell {
  readonly text: string
  readonly isText: boolean
}
/** Every sheet of a workbook as LibreOffice reads it: texts come quoted, numbers do not. */
export function sheetsOf(path: string): ReadonlyMap<string, readonly (readonly OfficeCell[])[]> {
  const files = converted(
    path,
    'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false,false,false,-1',
  )
  const stem = (path.split('/').at(-1) ?? '').replace(/\.xlsx$/, '')
  return new Map(
    [...files].map(([name, bytes]) => [
      name.slice(stem.length + 1).replace(/\.csv$/, ''),
      csvCells(bytes.toString('utf8')),
    ]),
  )
}

function csvCells(text: string): OfficeCell[][] {
  const rows: OfficeCell[][] = [[]]
  let at = 0
  while (at < text.length) {
    let cell: OfficeCell
    if (text[at] === '"') {
      let end = at + 1
      while (text[end] !== '"' || text[end + 1] === '"') end += text[end] === '"' ? 2 : 1
      cell = { text: text.slice(at + 1, end).replaceAll('""', '"'), isText: true }
      at = end + 1
    } else {
      const match = /[,\n]|$/.exec(text.slice(at))
      const end = at + (match?.index ?? 0)
      cell = { text: text.slice(at, end), isText: false }
      at = end
    }
    rows.at(-1)?.push(cell)
    if (text[at] === '\n') rows.push([])
    at += 1
  }
  if (rows.at(-1)?.length === 0) rows.pop()
  return rows
}
