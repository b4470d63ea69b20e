/** Whether a column of WeChat holds ids or nicknames, decided by the shape of all its values: one nickname may look like an id (sunshine88), a column of them does not. */
import { isKey, keyUse } from '../../../../shared/model/identityKeys.ts'
import type { Converted } from '../../../../shared/model/convert.ts'
import type { RawRow } from '../formats/cells.ts'

/** So many values tell what a column holds. */
const enough = 2_000
/** A single word that so many rows say is nobody's id. */
const sharedBy = 3

interface Seen {
  counted: number
  readonly times: Map<string, number>
}
/** What the cells of some columns have shown so far. */
export class WeChatColumns {
  private readonly seen: ReadonlyMap<number, Seen>
  constructor(columns: readonly number[]) {
    this.seen = new Map(columns.map((column) => [column, { counted: 0, times: new Map<string, number>() }]))
  }
  look(rows: readonly RawRow[]): void {
    for (const [column, seen] of this.seen)
      for (const { cells } of rows) {
        if (seen.counted >= enough) break
        for (const part of (cells[column] ?? '').split(/[、；;，,/\n]+/)) {
          const value = part.normalize('NFKC').trim().toLowerCase()
          if (value === '' || keyUse('wechat', value).flaw === 'placeholder') continue
          seen.counted += 1
          seen.times.set(value, (seen.times.get(value) ?? 0) + 1)
        }
      }
  }
  /** Whether a further row may still decide a column. */
  get open(): boolean {
    return [...this.seen.values()].some(({ counted }) => counted < enough)
  }
  /** Of each column with values, how many are shaped as ids and how many are not. */
  get counts(): Readonly<Record<number, { readonly ids: number; readonly nicknames: number }>> {
    return Object.fromEntries(
      [...this.seen].flatMap(([column, { times }]) => {
        let [ids, nicknames] = [0, 0]
        for (const [value, count] of times)
          if (hasIdShape(value) && !(count >= sharedBy && /^[a-z]+$/.test(value))) ids += count
          else nicknames += count
        return ids + nicknames === 0 ? [] : [[column, { ids, nicknames }] as const]
      }),
    )
  }
  /** The columns most of whose values are no ids. */
  get nicknames(): readonly number[] {
    return Object.entries(this.counts).flatMap(([column, { ids, nicknames }]) =>
      nicknames > ids ? [Number(column)] : [],
    )
  }
}
/** 6 to 20 letters, digits, _ and - that begin with a letter; wxid_…; the mobile or QQ number it was registered by. */
function hasIdShape(text: string): boolean {
  return (
    /^[a-z][a-z0-9_-]{5,19}$/.test(text) ||
    /^wxid_[a-z0-9]{6,}$/.test(text) ||
    /^(?:\+?86)?1[3-9]\d{9}$/.test(text) ||
    /^[1-9]\d{4,10}$/.test(text)
  )
}
/** A cell of a column of nicknames: what looks like an id is none there, and says so; the others stay as they stand. */
export function asNickname(told: Converted): Converted {
  if (typeof told.value !== 'string') return told
  const lines = told.value.split('\n')
  const kept = lines.filter((line) => !isKey('wechat', line))
  if (kept.length === lines.length) return told
  return {
    ...told,
    value: kept.length === 0 ? null : kept.join('\n'),
    issues: [...told.issues.filter(({ code }) => code !== 'no-key'), { code: 'no-key', severity: 'warn' }],
  }
}
