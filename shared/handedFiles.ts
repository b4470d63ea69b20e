/**
 * Case files that a person has the system open with the program: by a double click, by a word of its command line. Anybody can write such a word, so
 * each is judged as hostile: it is a case file that is there, or it is refused by name. Switches are never passed on to anything.
 */
import type { PickedFile } from './desktop.ts'

export interface RefusedFile {
  readonly refused: 'case-not-found' | 'not-a-case-file'
  /** As it may be shown: the last part of the path, without signs that a screen or a terminal would obey. */
  readonly fileName: string
}
export type HandedFile = PickedFile | RefusedFile

/** What the system knows of files; the same for the desktop app and the browser edition. */
export interface FileSystemLook {
  /** The absolute path of a word, from where the person stands. */
  absolute(word: string): string
  isFile(path: string): boolean
  /** The path of a `file:` address of this machine, or null. */
  pathOf(address: string): string | null
}
const longestPath = 4_096
/** So many at once; what is beyond is none that a person picked. */
export const mostHanded = 20

/** A word that begins with a hyphen is a switch, also before somebody's file of that name, which is called by `./`. */
export const isSwitch = (word: string): boolean => word.startsWith('-')

/** The case file a word names, or why it is none. */
export function judgeHanded(word: string, look: FileSystemLook): { readonly path: string } | RefusedFile {
  const named = /^file:/iu.test(word) ? look.pathOf(word) : word
  if (named === null || named === '' || named.length > longestPath || /[\u0000-\u001f\u007f]/u.test(named))
    return { refused: 'not-a-case-file', fileName: shownName(named ?? word) }
  if (isSwitch(named) || !/\.lzcase$/iu.test(named))
    return { refused: 'not-a-case-file', fileName: shownName(named) }
  const path = look.absolute(named)
  return look.isFile(path) ? { path } : { refused: 'case-not-found', fileName: shownName(named) }
}
/** The last part of a path, with □ for every sign that is no picture (controls, marks that turn the writing round), short enough for a line. */
export function shownName(path: string): string {
  const last = path.split(/[/\\]/u).findLast((part) => part !== '') ?? ''
  const signs = [...last.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '□')]
  return signs.length > 120 ? `${signs.slice(0, 119).join('')}…` : signs.join('')
}
