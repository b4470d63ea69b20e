/** Which versions of the system's libraries a program file asks for, read from its own head (ELF, 64 bits), so that no tool of the system is needed. */
import { readFileSync } from 'node:fs'

/** What Kylin V10 and UOS 20 have; the bar for a package that is to run there. */
export const oldestGlibc = '2.28'
/** libstdc++ of the same systems (GCC 8). */
export const oldestStdcxx = '3.4.25'

/**
 * The newest version asked for of each family (`GLIBC`, `GLIBCXX`, `CXXABI` …). Empty for what asks for none; null for what is no such file.
 * @param {string} path
 * @returns {Record<string, string> | null}
 */
export function neededVersions(path) {
  const file = readFileSync(path)
  if (file.length < 64 || file.readUInt32BE(0) !== 0x7f45_4c46 || file[4] !== 2 || file[5] !== 1) return null
  const sections = sectionsOf(file)
  const newest = {}
  for (const { type, offset, link, info } of sections) {
    if (type !== VERSION_NEEDS) continue
    const names = sections[link].offset
    // A list of libraries (so many as `info` says), each with a list of versions.
    for (let need = offset, library = 0; library < info; library += 1) {
      const count = file.readUInt16LE(need + 2)
      for (let one = need + file.readUInt32LE(need + 8), index = 0; index < count; index += 1) {
        const [, family, version] =
          /^(\w+?)_([0-9.]+)$/.exec(textAt(file, names + file.readUInt32LE(one + 8))) ?? []
        if (family !== undefined && isNewer(version, newest[family] ?? '0')) newest[family] = version
        one += file.readUInt32LE(one + 12)
      }
      need += file.readUInt32LE(need + 12)
    }
  }
  return newest
}
const VERSION_NEEDS = 0x6fff_fffe
function sectionsOf(file) {
  const start = Number(file.readBigUInt64LE(40))
  const size = file.readUInt16LE(58)
  return Array.from({ length: file.readUInt16LE(60) }, (_, index) => {
    const at = start + index * size
    return {
      type: file.readUInt32LE(at + 4),
      offset: Number(file.readBigUInt64LE(at + 24)),
      link: file.readUInt32LE(at + 40),
      info: file.readUInt32LE(at + 44),
    }
  })
}
function textAt(file, offset) {
  return file.toString('latin1', offset, file.indexOf(0, offset))
}

/** Whether a version of figures and dots is newer than another. */
export function isNewer(version, than) {
  const [ours, theirs] = [version, than].map((text) => text.split('.').map(Number))
  for (let index = 0; index < Math.max(ours.length, theirs.length); index += 1) {
    const difference = (ours[index] ?? 0) - (theirs[index] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return false
}

/**
 * One line a file: what it asks for, and whether that is more than Kylin V10 and UOS 20 have.
 * @param {readonly { readonly name: string, readonly path: string }[]} files
 */
export function glibcReport(files) {
  let newest = '0'
  const lines = files.map(({ name, path }) => {
    const { GLIBC = '0', GLIBCXX = '0' } = neededVersions(path) ?? {}
    if (isNewer(GLIBC, newest)) newest = GLIBC
    const fits = !isNewer(GLIBC, oldestGlibc) && !isNewer(GLIBCXX, oldestStdcxx)
    return `${fits ? '✓' : '✗'} ${name}: glibc ≥ ${GLIBC}${GLIBCXX === '0' ? '' : `, libstdc++ ≥ GLIBCXX_${GLIBCXX}`}${
      fits ? '' : ` — more than Kylin V10 and UOS 20 have (${oldestGlibc}, GLIBCXX_${oldestStdcxx})`
    }`
  })
  return { lines, newest }
}
