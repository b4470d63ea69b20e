/**
 * What a record kind is: data, not code. One file in recordKinds/ says which fields a row has, how its headers are spelled,
 * which entities and links a row gives rise to, when two rows are the same fact, and which conversion each field needs.
 */
import type { Measured } from './amountUnit.ts'
import type { Counted } from './countedUnits.ts'
import type { LinkKindId } from './linkKinds.ts'

export { linkKinds, type LinkKind, type LinkKindId } from './linkKinds.ts'

/** Field types that hold a number or name of one thing; each has a normalised form of its own. */
export const identifierTypes = [
  'idNumber',
  'creditCode',
  'card',
  'account',
  'phone',
  'wechat',
  'qq',
  'alipay',
  'email',
  'siteAccount',
  'domain',
  'ip',
  'mac',
  'imei',
  'imsi',
  'plate',
  'wallet',
  'serial',
] as const
export type IdentifierType = (typeof identifierTypes)[number]
/**
 * text: as written, trimmed. name: a person's or organisation's name. title: a work's title (taken out of 《》 where given).
 * Identifiers keep a normalised form here and their raw text in the original row:
 * idNumber, creditCode, card (bank card), account (any other account number), phone, wechat, qq, alipay, email, siteAccount, domain, ip, mac, imei, imsi, plate, wallet, serial.
 * money: minor units, integer. decimal: integer scaled by 10^scale. integer. percent: scaled by 10^scale too.
 * time: `YYYY-MM-DD HH:MM:SS` or shorter when the source is coarser. date: `YYYY-MM-DD`. clock: `HH:MM:SS`, joined to a date by `joins`.
 * direction: in | out | neutral | unknown. result: success | failed | unknown. choice: one of `choices` keys, unknown kept as raw text.
 */
export type FieldType =
  | IdentifierType
  | 'text'
  | 'name'
  | 'title'
  | 'money'
  | 'decimal'
  | 'integer'
  | 'percent'
  | 'time'
  | 'date'
  | 'clock'
  | 'direction'
  | 'result'
  | 'choice'

export interface Field {
  /** camelCase; the same word is the column in the case file, the key in the contract and the i18n key. */
  readonly id: string
  readonly nameZh: string
  readonly nameEn: string
  readonly type: FieldType
  /** Header spellings of published layouts and sources, cleaned (see recognition: no spaces, half-width brackets). They win over `says`, and are read as phrases themselves. */
  readonly headers: readonly string[]
  /** What a header says that means this field, beyond its spellings: sets of words of `headerWords.ts`, in any order. */
  readonly says?: readonly string[]
  /** A row without it is rejected. */
  readonly required?: boolean
  /** The cell may hold several values (cards separated by 、 ； / newline); stored joined by a line feed. */
  readonly multi?: boolean
  readonly scale?: number
  /** What its figures count: a cell that counts something else (100元 among points) is no value. */
  readonly counts?: Counted
  /** Its times are told in this zone (`timeZones.ts`) and stay so; what is made of them is in the time of the case. */
  readonly zone?: number | string
  /** Choices: stored key → spellings. */
  readonly choices?: Readonly<Record<string, readonly string[]>>
  /** Unit words in a header that multiply a money amount: e.g. 万元, 分; found by the converter, listed here only when fixed. */
  readonly unit?: 'yuan' | 'fen' | 'wanYuan'
  /** Of weight and room: what one of the stored unit is. Header and cell may name another (吨, 斤, 升); one that is not known is no value. */
  readonly measured?: Measured
  /** Taken from around the table when no column has it. The pattern's first group is the value. */
  readonly context?: readonly FieldContext[]
  /** Shown in the table by default, in this order of the fields. */
  readonly shown?: boolean
  /** An integer of seconds that may be written as 1分23秒 or 00:01:23. */
  readonly duration?: boolean
  /** Filled by `derive`, never by a column. */
  readonly derived?: boolean
  /** Sum in totals. */
  readonly summed?: boolean
  /** Worth a facet. */
  readonly facet?: boolean
}

/** Where around a table a value may stand, and how it is found there: by a pattern, or as what the name of a sheet, file or folder tells of its owner. */
export type FieldContext = {
  readonly from: 'sheetName' | 'title' | 'preamble' | 'footer' | 'fileName' | 'path'
} & (
  | {
      readonly pattern: string
      /** Not taken where one of these fields has a column. */
      readonly unless?: readonly string[]
      /** Only from lines above this table, not from those above all tables of the sheet. */
      readonly own?: boolean
    }
  /** `ownerInName.ts`. Not taken where a field of `unless` has a column, or where the value stands in a column of `notIn`: then it names somebody else. */
  | {
      readonly owner: 'name' | 'number' | 'idNumber'
      readonly unless: readonly string[]
      readonly notIn: readonly string[]
    }
)
/** How an entity role finds its entity: the first alternative all of whose fields have a value. */
export interface EntityKey {
  readonly identifier: string
  readonly fields: readonly string[]
  /**
   * The value is a name, and a name tells nobody apart. `sheet`: a mere mention; all rows of one sheet that write it mean one. `row`: somebody who is
   * registered here; each row is a person of its own.
   */
  readonly within?: 'sheet' | 'row'
  /** Field with the site that the value (a login) belongs to; the same login of another site is another's. */
  readonly site?: string
  /**
   * A registered person without a number: two rows are one when they say the same in all `fields`, and something beyond the name: all fields of one of
   * `needs` are filled, numbers among them with what can be one.
   */
  readonly said?: { readonly fields: readonly string[]; readonly needs: readonly (readonly string[])[] }
}
export interface EntityRole {
  /** Column `e_<role>` of the kind's table, or rows of record_entities when `multi`. */
  readonly role: string
  /** `any`: the row itself says which kind of thing stands there (kinds that are filled by hand only). */
  readonly kind: EntityKindId | 'any'
  readonly nameZh: string
  readonly nameEn: string
  readonly keys: readonly EntityKey[]
  /** Field that names it; the identifier itself when left out or empty. */
  readonly label?: string
  /** Further identifiers of the entity (phone of a person …) and plain attributes. */
  readonly identifiers?: readonly { readonly kind: string; readonly field: string }[]
  readonly attributes?: readonly string[]
  readonly multi?: boolean
  /** The role exists only in rows whose field matches (or, with `not`, does not match) the pattern: 往来单位 may name a shop, a place or a company. Of several entries each is asked. */
  readonly only?: { readonly field: string; readonly pattern: string; readonly not?: boolean }
}
/**
 * What is worked out from several fields of one row, in this order, by `completeRow`.
 * joinClock: a time of day and a date become one time. pair: two amount columns become amount and direction. signed: a signed amount becomes
 * amount and direction. sides: payer and payee become own and counter. titleOf: the title inside another text. difference: a − b, a refund written with a minus being the same refund (`b` is kept without its sign).
 * siteName: the name of a site as sites are compared; the cell's own text stays in the original row.
 * takesBack: whether the row takes another back, or says what was given back of it (`reversals.ts`).
 * split: number and name out of one text. apart: the same where the one stands in the cell of the other (`nameAndNumber.ts`). fallback: the first of `from` with a value. constant: a value for rows in which another field is filled.
 */
export type DeriveRule =
  | { readonly how: 'joinClock'; readonly date: string; readonly time: string }
  | {
      readonly how: 'pair'
      readonly in: readonly string[]
      readonly out: readonly string[]
      readonly amount: string
      readonly direction: string
    }
  | {
      readonly how: 'signed'
      readonly amount: string
      readonly direction: string
      /** What the direction's field says of what went out, where it is no field of in and out; a sign then derives nothing. */ readonly out?: string
      /** Further amounts whose minus says what that of `amount` says. */ readonly also?: readonly string[]
      /** Fields whose words tell the way of a row that no column tells. */ readonly words?: readonly string[]
      /** The balance after the row. */ readonly balance?: string
    }
  | {
      readonly how: 'sides'
      readonly payer: readonly string[]
      readonly payee: readonly string[]
      readonly own: readonly string[]
      readonly counter: readonly string[]
      readonly direction: string
      /** Further fields that name whose block a row stands in. */ readonly subject?: readonly string[]
      /** Who the list is about goes before what the row calls its direction. */ readonly subjectFirst?: boolean
    }
  | { readonly how: 'split'; readonly from: string; readonly id: string; readonly name: string }
  | {
      readonly how: 'apart'
      readonly name: string
      readonly account?: string
      readonly phone?: string
      readonly idNumber?: string
      readonly bank?: string
      /** The login of a chat app: wxid_abc(昵称), 昵称(123456). */
      readonly handle?: string
    }
  | { readonly how: 'titleOf'; readonly from: string; readonly into: string; readonly product: boolean }
  | { readonly how: 'difference'; readonly from: string; readonly minus: string; readonly into: string }
  | {
      readonly how: 'takesBack'
      readonly texts: readonly string[]
      readonly amount: string
      readonly refund: string
      readonly into: string
    }
  | { readonly how: 'siteName'; readonly field: string }
  | { readonly how: 'fallback'; readonly from: readonly string[]; readonly into: string }
  | {
      readonly how: 'constant'
      readonly into: string
      readonly value: string
      readonly when: { readonly field: string }
    }

export interface LinkRule {
  /** Unique within the kind; the id of the rule is `<kind>.<id>`. */
  readonly id: string
  readonly linkKind: LinkKindId
  readonly from: string
  readonly to: string
  /** A direction field: `in` turns the link round, anything but in/out makes it undirected. */
  readonly direction?: string
  readonly amount?: string
  readonly quantity?: string
  readonly time?: string
  /** Only rows whose field has one of these values count; others are left out of the link altogether. */
  readonly where?: { readonly field: string; readonly values: readonly string[] }
  /** Only rows in which this number field is above zero count. */
  readonly positive?: string
}
export interface NamedFormat {
  /** Id of the published layout, e.g. bank_tx_ga. */
  readonly id: string
  readonly nameZh: string
  readonly nameEn: string
  /** Cleaned headers that together tell this layout. */
  readonly signature: readonly string[]
  readonly confidence: 'A' | 'B' | 'C'
  /** Its headers are spelled in many ways: a column of the same meaning counts for the signature too, though less. */
  readonly loose?: boolean
  /** Headers (cleaned) that mean another field in this layout than elsewhere. */
  readonly fields?: Readonly<Record<string, string>>
}
export interface RecordKind {
  readonly id: string
  readonly nameZh: string
  readonly nameEn: string
  /** Lucide icon name. */
  readonly icon: string
  readonly formats: readonly NamedFormat[]
  readonly fields: readonly Field[]
  /** At least one of each group must have a column, or the sheet is not of this kind. */
  readonly needs: readonly (readonly string[])[]
  /**
   * What makes a sheet one of this kind, beyond its needs: at least one field of each group, in a column or around the table. Without it the sheet
   * waits for a person (a date and an amount do not make a transfer).
   */
  readonly proves?: readonly (readonly string[])[]
  /** Words of `headerWords.ts` that prove it too, where two columns say one of them. */
  readonly provenBy?: string
  /** Any table fits; chosen only where nothing else nearly does. */
  readonly catchAll?: boolean
  /**
   * Its rows are what people enter by hand (`statements`), never read from a file: they stand in no sheet (`sheet_id` 0), name entities by their keys,
   * count as no record of anybody, and give links of kinds of their own. The fields say where a row stands instead of a cell, and by field of what
   * it calls an entity by each role.
   */
  readonly byHand?: {
    readonly document: string
    readonly page: string
    readonly by: string
    readonly names: Readonly<
      Record<string, { readonly kind: string; readonly key: string; readonly name: string }>
    >
  }
  /** Words of `headerWords.ts` that add nothing to a header of this kind (交易 in a statement). */
  readonly plain?: string
  /** Each row needs a value in at least one field of each group, or it is rejected with `required-empty`. Judged after `derive`. */
  readonly rowNeeds?: readonly (readonly string[])[]
  /** What is worked out from several fields after every cell has been converted. */
  readonly derive?: readonly DeriveRule[]
  /** Words in titles, sheet names or file names that speak for the kind. */
  readonly titleWords: readonly string[]
  /** The field that orders a table by default. */
  readonly timeField?: string
  readonly amountField?: string
  readonly directionField?: string
  /**
   * Fields of the own side, each with that of the other. Where a title tells which way the rows went, a name and a number that do not say whose they are
   * are the other side's: of a list of what came in the one it came from.
   */
  readonly otherSide?: readonly (readonly [own: string, other: string])[]
  readonly resultField?: string
  /**
   * The field that says which currency a row's amounts are of, and the fields of money: the first that the amount equals (or that is filled) tells it.
   * Of amounts in `booked.amounts` the field `booked.field` says it, where it is filled, and the others may be in another; without `booked` an amount
   * in another currency than the row's has no value. `from`: a text that names it. `accounts`: numbers that may have it behind them. A kind without it
   * holds yuan only.
   */
  readonly currency?: {
    readonly field: string
    readonly from?: string
    readonly accounts?: readonly string[]
    readonly amounts: readonly string[]
    readonly booked?: { readonly field: string; readonly amounts: readonly string[] }
  }
  /** What is under way or of unknown outcome does not count either: a deposit that is not booked yet is no deposit. */
  readonly onlySuccess?: boolean
  /**
   * What tells facts of the kind apart: two rows are one fact only when no field of these contradicts (an empty one contradicts nothing, a time told
   * less exactly neither); the whole rule stands in `records/sameFact.ts`. None means rows are never the same by themselves.
   */
  readonly sameFact?: readonly string[]
  /**
   * What two rows of one fact always agree in, by which they are looked up; of each list the first field that has a value (one number may stand
   * under either of two headers). Times count by their day. Left out: every field of `sameFact`.
   */
  readonly sameFactCore?: readonly (readonly string[])[]
  /** Numbers of a fact: rows that share one and contradict each other in nothing are one fact, also within a sheet. */
  readonly sameFactNeeds?: readonly string[]
  /** Fields of `sameFact` that tell rows of one sheet apart, but may have been edited between two exports of it (the title of an order). */
  readonly sameFactSoft?: readonly string[]
  /**
   * Rows that agree in all fields of `key` speak of one thing; when they differ in a field of `differ` (both filled) at most one is right.
   * Only tells a person to look, unless it says `once`.
   */
  readonly contradicts?: {
    readonly key: readonly string[]
    readonly differ: readonly string[]
    /** Within one sheet such rows are usual; only those of two sheets contradict each other. */ readonly acrossSheets?: boolean
    /** They are counted as one fact, by the row that stands (`records/conflicts.ts`); left out: a person is only told to look. */
    readonly once?: {
      /** Within one sheet a number may stand for several rows (lines of an order); only those of two sheets are one. */
      readonly acrossSheets?: boolean
      /** Where they differ in one of these they may as well be two things that each count: one order number of two shops. */
      readonly perhapsTwo?: readonly string[]
      /**
       * The field that says how far a thing has come, and its values in their order, those of which none is later together; of those in `open` nothing is decided yet, so that a later one contradicts
       * none of them, whatever the row says besides. Words that say it is under way (处理中) are states that a later one takes the place of wherever they stand, as long as nothing else
       * contradicts; so are those of `passing`, where the later row has an amount in `shownBy` (an order on its way of which the money was given back). In those in `live` its figures count; left out: where the row took effect.
       */
      readonly state?: {
        readonly field: string
        readonly order: readonly (string | readonly string[])[]
        readonly open: readonly string[]
        readonly passing?: { readonly values: readonly string[]; readonly shownBy: string }
        readonly live?: readonly string[]
      }
    }
  }
  /** Further indexes of its table, by field ids; source place, time, roles and `fact` (hash of sameFact) are indexed without saying so. */
  readonly indexes?: readonly (readonly string[])[]
  /**
   * Both sides of one transfer or call: see records/mirrors. `own` and `counter` are columns: field ids, or `e_<role>` for resolved entities. Seconds the
   * two clocks may differ. `within`: how much the two amounts may differ, where they are measured by two (seconds of a call), not agreed on; there
   * both may also be empty, and a greater difference proves nothing, so that no further pair is thought possible.
   */
  readonly mirror?: {
    readonly own: string
    readonly counter: string
    readonly direction: string
    readonly amount: string
    readonly time: string
    readonly seconds: number
    readonly within?: number
  }
  /** Rows that take other rows of the kind back: see records/reversals. `mark`: the field that says so. */
  readonly reversal?: {
    readonly mark: string
    readonly amount: string
    readonly direction: string
    readonly time: string
    /** What the row of a purchase says was given back of it. */
    readonly refund: string
    /** Numbers a row is known by; a refund carries one of them, itself or in one of `texts`. */
    readonly numbers: readonly string[]
    readonly texts: readonly string[]
    /** Roles of the account whose statement the row stands in, and of the other side. */
    readonly own: readonly string[]
    readonly counter: readonly string[]
    /** The other side's name. */
    readonly name: string
  }
  /** Cells that may say beside their own value what was given back of the row: 131.77(已退款89.84), 已退款(￥40.00). */
  readonly statedRefund?: {
    readonly into: string
    readonly amounts: readonly string[]
    readonly states: readonly string[]
  }
  readonly roles: readonly EntityRole[]
  readonly links: readonly LinkRule[]
}

export interface EntityKind {
  readonly id: string
  readonly nameZh: string
  readonly nameEn: string
  readonly icon: string
  /** Colour token of the style sheet. */
  readonly colour: string
  readonly shape: 'round' | 'square'
}
export const entityKinds = [
  { id: 'person', nameZh: '人员', nameEn: 'Person', icon: 'user', colour: 'person', shape: 'round' },
  {
    id: 'organisation',
    nameZh: '单位',
    nameEn: 'Organisation',
    icon: 'building',
    colour: 'organisation',
    shape: 'round',
  },
  {
    id: 'bankAccount',
    nameZh: '银行账户',
    nameEn: 'Bank account',
    icon: 'landmark',
    colour: 'bank',
    shape: 'square',
  },
  {
    id: 'paymentAccount',
    nameZh: '支付账户',
    nameEn: 'Payment account',
    icon: 'wallet',
    colour: 'payment',
    shape: 'square',
  },
  { id: 'phone', nameZh: '手机号', nameEn: 'Phone', icon: 'smartphone', colour: 'phone', shape: 'round' },
  {
    id: 'socialAccount',
    nameZh: '社交账号',
    nameEn: 'Social account',
    icon: 'message-circle',
    colour: 'social',
    shape: 'round',
  },
  {
    id: 'siteAccount',
    nameZh: '网站账号',
    nameEn: 'Site account',
    icon: 'circle-user',
    colour: 'account',
    shape: 'round',
  },
  { id: 'website', nameZh: '网站', nameEn: 'Website', icon: 'globe', colour: 'website', shape: 'square' },
  { id: 'ip', nameZh: 'IP 地址', nameEn: 'IP address', icon: 'network', colour: 'ip', shape: 'square' },
  {
    id: 'device',
    nameZh: '设备',
    nameEn: 'Device',
    icon: 'monitor-smartphone',
    colour: 'ip',
    shape: 'round',
  },
  { id: 'place', nameZh: '场所', nameEn: 'Place', icon: 'map-pin', colour: 'place', shape: 'square' },
  { id: 'vehicle', nameZh: '车辆', nameEn: 'Vehicle', icon: 'car', colour: 'vehicle', shape: 'square' },
  { id: 'work', nameZh: '作品', nameEn: 'Work', icon: 'book', colour: 'work', shape: 'square' },
  { id: 'item', nameZh: '物品', nameEn: 'Item', icon: 'package', colour: 'item', shape: 'square' },
  { id: 'shop', nameZh: '网店', nameEn: 'Shop', icon: 'store', colour: 'website', shape: 'square' },
] as const satisfies readonly EntityKind[]
export type EntityKindId = (typeof entityKinds)[number]['id']

/** Whether an entity of the kind may stand in the role. */
export function mayStandIn(role: EntityRole, entityKind: string): boolean {
  return role.kind === 'any' || role.kind === entityKind
}
