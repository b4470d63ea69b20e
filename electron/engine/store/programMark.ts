/** What tells this program from every other that could have made a figure: its version, and its own code. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(import.meta.url)
/** The sources of engine and shared; of a built program everything that lies beside the bundle. */
const folders = here.endsWith('.ts')
  ? [join(dirname(here), '..'), join(dirname(here), '..', '..', '..', 'shared')]
  : [dirname(here)]
let known: string | null = null

/** The digest of the program's code, made once. A rule that was mended counts as another program even where nobody thought of the version. */
function codeDigest(): string {
  if (known !== null) return known
  const hash = createHash('sha256')
  for (const folder of folders) {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(?:js|ts)$/u.test(basename(name)))
      .sort()
    for (const name of names) hash.update(`${name}\n`).update(readFileSync(join(folder, name)))
  }
  known = hash.digest('hex').slice(0, 32)
  return known
}
export function programMark(appVersion: string): string {
  return `${appVersion} ${codeDigest()}`
}
