/** What columns of a sheet tell as a whole about each of their cells: which of day and month stands first, the year of dates without one, whether WeChat names are ids. */
import type { RecordKind } from '../../../../shared/model/define.ts'
import { happeningFields } from '../../../../shared/model/sheetSettings.ts'
import type { RawRow } from '../formats/cells.ts'
import type { ColumnMemory } from './columnMemory.ts'
import type { ConversionBasis } from './conversionBasis.ts'
import { DateOrders } from './dateOrders.ts'
import { WeChatColumns } from './weChatColumns.ts'
import { YearlessColumns } from './years.ts'

interface ToldColumn {
  readonly column: number
  readonly field: RecordKind['fields'][number]
  readonly header: string
  readonly memory: ColumnMemory
}
type Kept = Pick<ConversionBasis, 'dateOrders' | 'nicknames' | 'weChat' | 'years' | 'yearSources'>

export class ColumnTells {
  private readonly columns: readonly ToldColumn[]
  private readonly given: ConversionBasis
  private readonly dates: DateOrders
  private readonly yearless: YearlessColumns
  private readonly weChat: WeChatColumns
  private told: Kept
  constructor(kind: RecordKind, columns: readonly ToldColumn[], given: ConversionBasis) {
    this.columns = columns
    this.given = given
    const dated = columns.filter(({ field }) => field.type === 'time' || field.type === 'date')
    this.dates = new DateOrders(dated.map(({ column }) => column))
    const happening = happeningFields(kind)
    this.yearless = new YearlessColumns(
      dated.filter(({ field }) => happening.has(field.id)),
      given.yearSources ?? {},
    )
    this.weChat = new WeChatColumns(
      columns.filter(({ field }) => field.type === 'wechat').map(({ column }) => column),
    )
    this.told = given
    this.tell(given)
  }
  /** Looks at further rows below the header. */
  look(rows: readonly RawRow[]): void {
    this.dates.look(rows)
    this.yearless.look(rows)
    this.weChat.look(rows)
    this.tell({
      dateOrders: this.dates.decided,
      years: this.yearless.decided,
      nicknames: this.weChat.nicknames,
      weChat: this.weChat.counts,
    })
  }
  /** Whether a further row may still tell something. */
  get open(): boolean {
    return this.dates.open || this.yearless.open || this.weChat.open
  }
  private tell(told: Kept): void {
    this.told = told
    const { settings } = this.given
    for (const { column, field, memory } of this.columns) {
      memory.dateOrder = told.dateOrders?.[column] ?? null
      const years = told.years?.[column]
      const said = settings?.years?.[field.id]
      memory.years = years === undefined ? null : { years, said: said === undefined ? null : Number(said) }
      const names = settings?.weChat?.[field.id]
      memory.nicknames =
        names === undefined ? told.nicknames?.includes(column) === true : names === 'nicknames'
    }
  }
  /** What of it is kept with the sheet. */
  get kept(): Kept {
    const filled = <Value>(value: Readonly<Record<number, Value>> | undefined): boolean =>
      Object.keys(value ?? {}).length > 0
    const { dateOrders, years, nicknames, weChat } = this.told
    const { yearSources } = this.given
    return {
      ...(dateOrders !== undefined && filled(dateOrders) ? { dateOrders } : {}),
      ...(years !== undefined && filled(years) ? { years } : {}),
      ...(yearSources !== undefined && filled(years) ? { yearSources } : {}),
      ...(nicknames !== undefined && nicknames.length > 0 ? { nicknames } : {}),
      ...(weChat !== undefined && filled(weChat) ? { weChat } : {}),
    }
  }
}
