import type { SearchAnswer, SearchHit } from '../../../shared/contract/index.ts'
import { standsInTitle, wordsOf } from '../../../shared/model/searchText.ts'
import { folded } from '../../../shared/model/textFold.ts'
import type { Command } from '../shell/commands.ts'
import type { HitLine } from './hits.ts'

/** A line of the palette that can be chosen. */
export type PaletteOption =
  | { readonly type: 'command'; readonly key: string; readonly command: Command }
  | { readonly type: 'hit'; readonly key: string; readonly line: HitLine }
  | {
      readonly type: 'table'
      readonly key: string
      readonly kind: string
      readonly label: string
      readonly count: number
    }
  | { readonly type: 'words'; readonly key: string; readonly words: string }
  | { readonly type: 'all'; readonly key: string }
export type PaletteGroupId =
  | 'recent'
  | 'asked'
  | 'people'
  | 'numbers'
  | 'tables'
  | 'charts'
  | 'sheets'
  | 'notes'
  | 'rows'
  | 'others'
  | 'commands'
  | 'all'
/** Lines under one heading; `total` tells of more than are shown. */
export interface PaletteGroup {
  readonly id: PaletteGroupId
  readonly total: number | null
  readonly options: readonly PaletteOption[]
}
export interface PaletteTable {
  readonly kind: string
  readonly label: string
  readonly count: number
}

const named = (words: string, ...titles: readonly string[]): boolean => {
  const asked = wordsOf(words)
  return asked.every((word) => titles.some((title) => standsInTitle(word, folded(title))))
}
const people: ReadonlySet<string> = new Set(['person', 'organisation'])

/** Without words what was used last and every command; with words what is found, by what it is. */
export function paletteGroups(
  asked: string,
  found: { readonly answer: SearchAnswer | null; readonly hits: readonly SearchHit[] },
  rest: {
    readonly commands: readonly Command[]
    readonly tables: readonly PaletteTable[]
    readonly recent: readonly SearchHit[]
    readonly recentWords: readonly string[]
    line(hit: SearchHit): HitLine
  },
): readonly PaletteGroup[] {
  const hitOption = (hit: SearchHit): PaletteOption => {
    const line = rest.line(hit)
    return { type: 'hit', key: line.key, line }
  }
  const tableOption = ({ kind, label, count }: PaletteTable): PaletteOption => ({
    type: 'table',
    key: `table:${kind}`,
    kind,
    label,
    count,
  })
  const commandOption = (command: Command): PaletteOption => ({
    type: 'command',
    key: `command:${command.id}`,
    command,
  })
  const groups: readonly PaletteGroup[] =
    asked.trim() === ''
      ? [
          { id: 'recent', total: null, options: rest.recent.map(hitOption) },
          {
            id: 'asked',
            total: null,
            options: rest.recentWords.map((words) => ({ type: 'words', key: `words:${words}`, words })),
          },
          { id: 'commands', total: null, options: rest.commands.map(commandOption) },
        ]
      : [
          ...foundGroups(found, hitOption),
          {
            id: 'tables',
            total: null,
            options: rest.tables.filter(({ kind, label }) => named(asked, label, kind)).map(tableOption),
          },
          {
            id: 'commands',
            total: null,
            options: rest.commands.filter(({ label, id }) => named(asked, label, id)).map(commandOption),
          },
          {
            id: 'all',
            total: null,
            options: (found.answer?.total ?? 0) > found.hits.length ? [{ type: 'all', key: 'all' }] : [],
          },
        ]
  const order: readonly PaletteGroupId[] = [
    'recent',
    'asked',
    'people',
    'numbers',
    'tables',
    'charts',
    'notes',
    'sheets',
    'rows',
    'others',
    'all',
    'commands',
  ]
  return order.flatMap((id) => groups.filter((group) => group.id === id && group.options.length > 0))
}
function foundGroups(
  { answer, hits }: { readonly answer: SearchAnswer | null; readonly hits: readonly SearchHit[] },
  option: (hit: SearchHit) => PaletteOption,
): readonly PaletteGroup[] {
  if (answer === null) return []
  const entities = (wanted: boolean): PaletteGroup => ({
    id: wanted ? 'people' : 'numbers',
    total: answer.entityKinds
      .filter(({ kind }) => people.has(kind) === wanted)
      .reduce((sum, { count }) => sum + count, 0),
    options: hits.filter((hit) => hit.type === 'entity' && people.has(hit.kind) === wanted).map(option),
  })
  const ofType = (id: PaletteGroupId, type: SearchHit['type']): PaletteGroup => ({
    id,
    total: answer.counts[type],
    options: hits.filter((hit) => hit.type === type).map(option),
  })
  return [
    entities(true),
    entities(false),
    ofType('charts', 'chart'),
    ofType('notes', 'note'),
    ofType('sheets', 'sheet'),
    ofType('rows', 'record'),
    ofType('others', 'original'),
  ]
}
