/**
 * What people settled about how a sheet is read, kept among the edits of its rows: row 0, which no sheet has, stands for the sheet as a whole, and the field says
 * what is settled. So each is journaled, undone, redone and kept over an undone import as edits are.
 */
import { deflateSync, inflateSync } from 'node:zlib'
import {
  gatheredSettings,
  type SheetSetting,
  type SheetSettings,
  settingAbouts,
} from '../../../../shared/model/sheetSettings.ts'
import { AppError } from '../../../../shared/errors.ts'
import type { Db } from '../../store/db.ts'
import type { RowChange } from '../../store/journal.ts'
import type { ConversionBasis } from '../convert/conversionBasis.ts'
import type { StoredResult } from './storedResults.ts'

/** The row that stands for the sheet as a whole. */
export const ofSheet = 0
const prefix = 'sheet:'

/** A setting with who said it, when and why. */
export interface KeptSetting extends SheetSetting {
  readonly sheetId: number
  readonly reason: string
  readonly at: string
  readonly operator: string
}
/** The name a setting is kept under. */
export function settingKey({ about, field, code }: Pick<SheetSetting, 'about' | 'field' | 'code'>): string {
  return [`${prefix}${about}`, field, code].join(':').replace(/:+$/, '')
}
function settingOf(key: string, text: string): SheetSetting | null {
  const [found = '', field = '', ...code] = key.slice(prefix.length).split(':')
  const about = settingAbouts.find((candidate) => candidate === found)
  if (!key.startsWith(prefix) || about === undefined) return null
  return { about, field, code: code.join(':'), value: about === 'rules' ? rulesOf(text) : text }
}

interface Line {
  readonly sheetId: number
  readonly field: string
  readonly text: string
  readonly reason: string
  readonly at: string
  readonly operator: string
}
/** The settings of a sheet, or of every sheet that is in the case, in the order of sheets. */
export function keptSettings(db: Db, sheetId: number | null): readonly KeptSetting[] {
  return db
    .prepare<[object], Line>(
      `SELECT e.sheet_id AS sheetId, e.field, CASE WHEN e.field = '${prefix}rules' THEN substr(e.text, 1, 12) ELSE e.text END AS text, e.reason, e.at, e.operator
      FROM row_edits e JOIN sheets s USING (sheet_id) JOIN batches b USING (batch_id)
      WHERE e.row = ${ofSheet} AND b.status = 'active'${sheetId === null ? '' : ' AND e.sheet_id = @sheetId'} ORDER BY e.sheet_id, e.field`,
    )
    .all({ sheetId })
    .flatMap(({ field, text, ...line }): KeptSetting[] => {
      const setting = settingOf(field, text)
      return setting === null ? [] : [{ ...setting, ...line }]
    })
}
/** What of a sheet's settings changes how its rows are read; null where nothing does. */
export function settingsInForce(db: Db, sheetId: number): SheetSettings | null {
  return gatheredSettings(keptSettings(db, sheetId))
}

/** What a sheet was before it was read again by later rules: what it was read by, and the rows that became something else. */
export interface FormerReading {
  readonly basis: ConversionBasis
  readonly rows: readonly StoredResult[]
}
/** The text under which a reading by later rules is kept: their number, and what was before. */
export function rulesText(rules: number, former: FormerReading): string {
  return `${rules};${deflateSync(JSON.stringify(former)).toString('base64')}`
}
function rulesOf(text: string): string {
  return text.split(';', 1)[0] ?? ''
}
function formerOf(text: string): FormerReading {
  try {
    // Written by rulesText.
    return JSON.parse(
      inflateSync(Buffer.from(text.slice(text.indexOf(';') + 1), 'base64')).toString('utf8'),
    ) as FormerReading
  } catch {
    throw new AppError('case-damaged', 'what a sheet was before it was read again cannot be unpacked', {
      what: 'row-edits',
    })
  }
}
/**
 * Whether a reading by later rules can be taken back by itself: nothing was settled or edited since, which its rows would lose. (The history takes steps back in
 * their order and needs no such question.)
 */
export function isLastSettled(db: Db, sheetId: number): boolean {
  const kept = db
    .prepare<[number], { text: string; at: string }>(
      `SELECT text, at FROM row_edits WHERE sheet_id = ? AND row = ${ofSheet} AND field = '${prefix}rules'`,
    )
    .get(sheetId)
  if (kept === undefined) return true
  const since = db
    .prepare<[number, string], number>(
      'SELECT count(*) FROM row_edits WHERE sheet_id = ? AND row > 0 AND at >= ?',
    )
    .pluck()
    .get(sheetId, kept.at)
  return (
    since === 0 &&
    JSON.stringify(settingsInForce(db, sheetId)) ===
      JSON.stringify(formerOf(kept.text).basis.settings ?? null)
  )
}
/** Where a reading by later rules was done, or taken back (`former`: to what). */
export type MovedRules = { readonly to: 'later' } | { readonly to: 'former'; readonly former: FormerReading }
/** Whether changes of a sheet's settings move it to other rules of reading; null: they do not. */
export function reckonRules(changes: readonly RowChange[]): MovedRules | null {
  for (const { before, after } of changes) {
    if ((before ?? after)?.['field'] !== `${prefix}rules`) continue
    const [was, is] = [before, after].map((image) => (image === null ? null : String(image['text'])))
    const [from, to] = [was, is].map((text) => (text == null ? -1 : Number(rulesOf(text))))
    if ((to ?? 0) > (from ?? 0)) return { to: 'later' }
    if ((to ?? 0) < (from ?? 0) && was != null) return { to: 'former', former: formerOf(was) }
  }
  return null
}
