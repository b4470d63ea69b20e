/** What a place of a finding says, in words. */
import type { QualityFinding, QualityRow } from '../../../shared/contract/index.ts'
import { othersOf, yuan } from '../../../shared/model/currency.ts'
import { amountsText } from '../../../shared/words/money.ts'
import { countText, moneyText } from '../../format.ts'
import { hasText, i18n, translate } from '../../i18n/index.ts'
import type { Language } from '../../i18n/language.ts'
import { fieldName } from '../../i18n/names.ts'
import { reasonText } from '../../words/outcomes.ts'

const money: ReadonlySet<string> = new Set([
  'amount',
  'expected',
  'found',
  'gap',
  'takenBack',
  'gross',
  'net',
])
/** The figures of a place as a sentence; empty when its own text says all. */
export function placeText(code: QualityFinding['code'], row: QualityRow): string {
  if (code === 'rejected') return reasonText(String(row.values['code'] ?? ''))
  // Rows of two sheets whose clocks differ say by how much.
  const key = `quality.place.${row.values['shift'] === undefined ? code : 'shifted'}`
  if (!hasText(key)) return ''
  const told = Object.fromEntries(
    Object.entries(row.values).map(([name, value]) => {
      if (name === 'amount' && typeof row.values['others'] === 'string')
        return [
          name,
          amountsText(
            [...(value === null ? [] : [{ currency: yuan, sum: value }]), ...othersOf(row.values['others'])],
            i18n.global.locale.value as Language,
          ),
        ]
      if (name === 'suggests') {
        const [kind = '', field = ''] = String(value ?? '').split('.')
        return [
          name,
          field === ''
            ? ''
            : translate('quality.perhaps', {
                field: fieldName(kind, field, i18n.global.locale.value as Language),
              }),
        ]
      }
      if (value === null) return [name, code === 'no-number' || code === 'party-by-name' ? '—' : '']
      if (name === 'reason') return [name, translate(`quality.reason.${String(value)}`, exportsTold(row))]
      if (name === 'stands') return [name, translate(`quality.stands.${String(value)}`)]
      if (name === 'where') return [name, translate(`settle.where.${String(value)}`)]
      if (name === 'source') return [name, value === '' ? '' : translate('settle.quoted', { text: value })]
      if (name === 'taken') return [name, translate(`settle.taken.${String(value)}`)]
      if (name === 'by' && code === 'time-zone') return [name, value]
      if (name === 'by') return [name, translate(`quality.by.${String(value)}`)]
      if (name === 'outcome') return [name, translate(`kinds.result.${String(value)}`)]
      if (name === 'differs')
        return [
          name,
          String(value)
            .split(',')
            .map((field) => fieldName(row.kind ?? '', field, i18n.global.locale.value as Language))
            .join('、'),
        ]
      if (name === 'why')
        return [name, hasText(`quality.flaws.${value}`) ? translate(`quality.flaws.${value}`) : value]
      if (name === 'direction')
        return [name, hasText(`kinds.direction.${value}`) ? translate(`kinds.direction.${value}`) : value]
      if (name === 'shift') return [name, shiftText(Number(value))]
      if (money.has(name)) return [name, moneyText(value)]
      return [name, typeof value === 'number' ? countText(value) : value]
    }),
  )
  if (code === 'time-zone')
    told['zoned'] = translate(`quality.zoned.${String(row.values['by'])}`, {
      zone: String(row.values['zone'] ?? ''),
    })
  return translate(key, told)
}
/** When the two sheets were exported, and where they say it. */
function exportsTold({ values }: QualityRow): Record<string, string> {
  const by = (name: string): string => {
    const from = String(values[name] ?? '')
    return from === '' ? '' : translate(`quality.exportedBy.${from}`)
  }
  return {
    exported: String(values['exported'] ?? ''),
    exportedBy: by('exportedBy'),
    otherExported: String(values['otherExported'] ?? ''),
    otherExportedBy: by('otherExportedBy'),
  }
}
/** Hours, or whole days, with their sign. */
function shiftText(seconds: number): string {
  const isDays = seconds % 86_400 === 0
  const value = seconds / (isDays ? 86_400 : 3_600)
  return translate(isDays ? 'quality.shift.days' : 'quality.shift.hours', {
    count: `${value > 0 ? '+' : '−'}${Math.abs(value)}`,
  })
}
