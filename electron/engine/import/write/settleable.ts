/** Which sheets a person may settle, and what a list of settings makes of their basis. */
import {
  checkedSetting,
  gatheredSettings,
  type SheetSetting,
} from '../../../../shared/model/sheetSettings.ts'
import { resultWord } from '../../../../shared/model/results.ts'
import { readingRules } from '../../../../shared/model/readingRules.ts'
import { AppError } from '../../../../shared/errors.ts'
import type { Db } from '../../store/db.ts'
import type { ConversionBasis } from '../convert/conversionBasis.ts'
import { type SheetConversion, sheetConversion } from './reconvert.ts'
import { rereadBasis } from './rereadBasis.ts'
import { withSettings } from './settleSheet.ts'
import { isLastSettled, keptSettings, settingKey } from './sheetSettings.ts'

/** A setting as a caller gives it; null takes it back. */
export type GivenSetting = Omit<SheetSetting, 'value'> & { readonly value: string | null }
/** The most rows of a sheet that one step converts again: other calls wait for it. */
export const mostSettled = 300_000

/** The conversion of a sheet that may be settled. Errors: `sheet-not-found`, `sheet-not-settable`, `sheet-too-large`. */
export function settleableSheet(db: Db, sheetId: number): SheetConversion {
  const sheet = db
    .prepare<
      [number],
      { name: string; status: string; kind: string | null; basis: string | null; read: number }
    >('SELECT name, status, kind, basis, read FROM sheets JOIN batches USING (batch_id) WHERE sheet_id = ?')
    .get(sheetId)
  if (sheet === undefined) throw new AppError('sheet-not-found', `no sheet ${sheetId}`, { sheetId })
  const conversion = sheetConversion(db, sheetId)
  if (conversion === null)
    throw notSettable(
      sheet.status !== 'active'
        ? 'undone'
        : sheet.kind !== null && sheet.basis === null
          ? 'older-import'
          : 'no-table',
      sheet.name,
    )
  if (sheet.read > mostSettled)
    throw new AppError('sheet-too-large', 'more rows than one step may convert', {
      sheet: sheet.name,
      rows: sheet.read,
      most: mostSettled,
    })
  return conversion
}
function notSettable(reason: string, sheet: string): AppError {
  return new AppError('sheet-not-settable', `the reading of the sheet cannot be settled: ${reason}`, {
    reason,
    sheet,
  })
}
/** How many rules of reading have changed since a sheet was read. */
export function rulesSince({ rules }: ConversionBasis): number {
  return Math.max(0, readingRules - (rules ?? 0))
}

/** What is said of a column that the sheet has to hold. */
const inColumns: ReadonlySet<string> = new Set(['dates', 'year', 'result', 'wechat'])
/** The settings as they are kept. Errors: `setting-not-possible`, `sheet-reading-older`, `sheet-reading-current`, `sheet-settled-since`. */
export function checkedSettings(
  db: Db,
  { sheetId, kind, basis, columns }: SheetConversion,
  given: readonly GivenSetting[],
): readonly (GivenSetting & { readonly key: string })[] {
  const name = (): string =>
    db.prepare<[number], string>('SELECT name FROM sheets WHERE sheet_id = ?').pluck().get(sheetId) ?? ''
  const held = new Set(columns.flatMap(({ column, field }) => (column === null ? [] : [field])))
  return given.map((setting) => {
    const { about, value } = setting
    const older = rulesSince(basis) > 0
    if (about === 'rules' && value !== null && !older)
      throw new AppError('sheet-reading-current', 'the sheet is read by the rules of today', {
        sheet: name(),
      })
    if (about === 'rules' && value === null && !isLastSettled(db, sheetId))
      throw new AppError('sheet-settled-since', 'something was settled since', { sheet: name() })
    // Its rows are converted by the rules of today: whoever settles it is to see first what these change.
    if (about !== 'rules' && older)
      throw new AppError('sheet-reading-older', 'the sheet was read by older rules', { sheet: name() })
    const checked = checkedSetting(kind, { ...setting, value: value ?? '' })
    const inColumn = !inColumns.has(about) || held.has(setting.field)
    if (value !== null && (checked === null || !inColumn))
      throw new AppError('setting-not-possible', 'the setting says nothing that can hold for the sheet', {
        about,
        field: setting.field,
        kind: kind.id,
        value: value.slice(0, 60),
      })
    const kept: GivenSetting =
      value === null || checked === null
        ? { ...setting, code: about === 'result' ? resultWord(setting.code) : '' }
        : checked
    return { ...kept, value: value === null ? null : kept.value, key: settingKey(kept) }
  })
}
/** The basis of a sheet under settings that are not there yet. */
export function basisUnder(
  db: Db,
  conversion: SheetConversion,
  given: readonly (GivenSetting & { readonly key: string })[],
): ConversionBasis {
  const settings = new Map<string, SheetSetting>(
    keptSettings(db, conversion.sheetId).map((setting) => [settingKey(setting), setting]),
  )
  let { basis } = conversion
  for (const { key, value, ...setting } of given) {
    if (value === null) settings.delete(key)
    else settings.set(key, { ...setting, value })
    if (setting.about === 'rules' && value !== null) basis = rereadBasis(db, conversion)
  }
  return withSettings(basis, gatheredSettings(settings.values()))
}
