/** The three lists of things: seized, registered and kept in place, sent with the case. Columns and copies are those of the blank forms. */
import type { FormGap } from '../../../../shared/contract/formLists.ts'
import { AppError } from '../../../../shared/errors.ts'
import type { RecordRow, Scalar } from '../../../../shared/contract/records.ts'
import { yuan } from '../../../../shared/model/currency.ts'
import { moneyText } from '../../../../shared/model/numberText.ts'
import { seizure } from '../../../../shared/model/recordKinds/seizure.ts'
import type { ScopedRows } from '../../core/scopedRows.ts'
import { doubtsOfKind } from '../../records/doubts.ts'
import { rowList } from '../../records/rowList.ts'
import { readRows } from '../../records/rows.ts'
import { readCaseDetails } from '../../store/caseDetails.ts'
import type { Db } from '../../store/db.ts'
import { property } from '../../store/properties.ts'
import { fixed, text } from '../model/documentModel.ts'
import type { Row } from '../model/documentModel.ts'
import { valueText } from '../model/cellText.ts'
import { cellOf } from '../tableColumns.ts'
import {
  gapOf,
  officialTime,
  wholeGap,
  type FormColumn,
  type FormContent,
  type FormDefinition,
  type FormPart,
} from './formList.ts'

const column = (id: string, header: string, share: number): FormColumn => ({
  id,
  header,
  sort: 'text',
  paper: { share },
})
const thing = [
  column('number', '编号', 9),
  column('name', '名称', 24),
  column('quantity', '数量', 13),
  column('feature', '特征', 28),
] as const

const seizedForm: Omit<FormDefinition, 'read'> = {
  id: 'seized',
  columns: [...thing, column('remark', '备注', 26)],
  signers: ['持有人', '见证人', '保管人', '办案单位（印）、办案人'],
  copies:
    '本清单一式三份：一份附卷，一份交持有人，一份交公安机关保管人员。（《公安机关办理刑事案件程序规定》第230条）',
}
const registeredForm: Omit<FormDefinition, 'read'> = {
  id: 'registered',
  columns: [...thing, column('remark', '备注', 26)],
  signers: ['持有人', '见证人', '侦查人员'],
  copies: '本清单一式两份：一份交持有人，一份连同照片、录像附卷。（《公安机关办理刑事案件程序规定》第231条）',
}
const transferredForm: Omit<FormDefinition, 'read'> = {
  id: 'transferred',
  columns: [
    column('number', '编号', 8),
    column('name', '名称', 21),
    column('quantity', '数量', 11),
    column('feature', '特征', 22),
    column('keeper', '存放地点', 14),
    column('handling', '处理建议', 12),
    column('remark', '备注', 14),
  ],
  signers: ['移送单位（印）、移送人', '接收单位（印）、接收人'],
  copies: '本清单一式两份：一份留存，一份随案移送人民检察院。（《公安机关办理刑事案件程序规定》第288条）',
}

/** A row of the material as the list has it; every part a text, empty where the material has nothing. */
interface Thing {
  readonly recordId: number
  readonly of: (field: string) => string
}
function thingOf({ recordId, values }: RecordRow): Thing {
  const cells = new Map(
    seizure.fields.map((field, index): readonly [string, Scalar | undefined] => [field.id, values[index]]),
  )
  return {
    recordId,
    of: (id) => {
      const field = seizure.fields.find((candidate) => candidate.id === id)
      const value = cells.get(id) ?? null
      if (field === undefined || value === null) return ''
      if (field.type === 'money' && typeof value === 'number') return moneyText(value)
      return valueText(cellOf(field, value, 'zh-CN')).trim()
    },
  }
}
const joined = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join('；')
const told = (name: string, value: string): string => (value === '' ? '' : `${name}${value}`)
const different = (things: readonly Thing[], field: string): readonly string[] => [
  ...new Set(things.map(({ of }) => of(field)).filter((value) => value !== '')),
]

/** How many persons the rows name as holders: several in one cell are several, and one name with two identity numbers is two. */
function holderCount(things: readonly Thing[]): number {
  const numbers = new Map<string, Set<string>>()
  for (const { of } of things) {
    const names = of('holder')
      .split(/[、，,;；\n]/u)
      .map((name) => name.trim())
      .filter((name) => name !== '')
    for (const name of names) {
      const known = numbers.get(name) ?? new Set()
      numbers.set(name, known)
      // A number beside several names belongs to one of them, nobody knows to which.
      if (names.length === 1 && of('holderId') !== '') known.add(of('holderId'))
    }
  }
  return [...numbers.values()].reduce((sum, known) => sum + Math.max(1, known.size), 0)
}

function cellsOf(
  { of }: Thing,
  number: string,
  anew: boolean,
  place: string,
): Readonly<Record<string, string>> {
  const value = of('value')
  const currency = of('currency')
  const common = joined(
    anew ? told('原编号', of('number')) : '',
    of('address') === '' || of('address') === place ? '' : `来源：${of('address')}`,
    value === '' ? '' : `价值${value}${currency === '' || currency === yuan ? '元' : ` ${currency}`}`,
    of('remark'),
  )
  return {
    number,
    name: of('name'),
    quantity: `${of('quantity')}${of('quantity') === '' ? '' : of('unit')}`,
    feature: joined(
      of('feature'),
      of('volume') === '' ? '' : `体积${of('volume')}立方米`,
      of('weight') === '' ? '' : `重量${of('weight')}公斤`,
    ),
    keeper: of('keeper'),
    handling: '',
    remark: common,
  }
}

function partOf(
  form: Omit<FormDefinition, 'read'>,
  place: string,
  things: readonly Thing[],
  db: Db,
): FormPart {
  const numbers = things.map(({ of }) => of('number'))
  const anew = numbers.includes('') || new Set(numbers).size < numbers.length
  const documents = different(things, 'document')
  const holders = different(things, 'holder')
  const persons = holderCount(things)
  const times = different(things, 'time').toSorted()
  const details = readCaseDetails(db)
  const undecided = new Set(doubtsOfKind(db, seizure).rows.map(({ recordId }) => recordId))
  const lacking = (gap: FormGap['gap'], lacks: (thing: Thing) => boolean): readonly FormGap[] =>
    gapOf(
      gap,
      things.filter(lacks).map(({ recordId }) => recordId),
    )
  const rows = things.map((each, index): Row => {
    const cells = cellsOf(each, anew ? String(index + 1) : (numbers[index] ?? ''), anew, place)
    const status = each.of('status')
    return form.columns.map(({ id }) =>
      id === 'remark' && form.id === 'transferred'
        ? joined(cells['remark'] ?? '', status === '' ? '' : `材料所载处理情况：${status}`)
        : (cells[id] ?? ''),
    )
  })
  const holder = holders.length === 1 ? (holders[0] ?? '') : ''
  return {
    place,
    head: [
      ['法律文书号', text(documents.length === 1 ? (documents[0] ?? '') : '')],
      ['案件名称', text(property(db, 'name'))],
      ['案号', fixed(details.number)],
      ['地点', text(place)],
      ['时间', text([...new Set([times[0] ?? '', times.at(-1) ?? ''].map(officialTime))].join('至'))],
      ...(form.id === 'transferred' ? [] : [['持有人', { sort: 'name', value: holder }] as const]),
    ],
    rows,
    gaps: [
      ...(documents.length === 0 ? [wholeGap('no-document')] : []),
      ...(documents.length > 1 ? [wholeGap('several-documents', documents.length)] : []),
      ...(form.id !== 'transferred' && persons > 1 ? [wholeGap('several-holders', persons)] : []),
      ...(anew ? [wholeGap('numbered-anew')] : []),
      ...(documents.length === 0 ? [] : lacking('rows-without-document', ({ of }) => of('document') === '')),
      ...lacking('possible-repeats', ({ recordId }) => undecided.has(recordId)),
      ...lacking('odd-quantity', ({ of }) => /^(?:0|[-\u2212].*)$/u.test(of('quantity'))),
      ...lacking('handed-out', ({ of }) => of('receivedBy') !== '' || of('receivedAt') !== ''),
      ...lacking('no-quantity', ({ of }) => of('quantity') === ''),
      ...lacking('no-measure-unit', ({ of }) => of('quantity') !== '' && of('unit') === ''),
      ...lacking(
        'no-feature',
        ({ of }) => of('feature') === '' && of('volume') === '' && of('weight') === '',
      ),
      ...lacking('no-source', ({ of }) => of('address') === '' && of('site') === ''),
      ...(form.id === 'transferred'
        ? lacking('no-keeper', ({ of }) => of('keeper') === '')
        : [
            ...lacking('no-holder', ({ of }) => of('holder') === ''),
            ...lacking('no-time', ({ of }) => of('time') === ''),
          ]),
    ],
  }
}

function reading(form: Omit<FormDefinition, 'read'>): FormDefinition['read'] {
  return (db, asked: ScopedRows | null): FormContent => {
    if (asked === null || asked.kind.id !== seizure.id)
      throw new AppError('invalid-arguments', `list ${form.id} goes by the table of seized things`)
    const rows = readRows(db, asked.kind, rowList(db, asked, []))
    // A repeat is the same thing written twice; what stands on the list stands once.
    const counted = rows.filter(({ duplicateOf }) => duplicateOf === null).map(thingOf)
    const places = Map.groupBy(counted, ({ of }) => (of('site') === '' ? of('address') : of('site')))
    return {
      parts: [...places].map(([place, things]) => partOf(form, place, things, db)),
      gaps: [
        wholeGap('signatures-by-hand'),
        ...(form.id === 'transferred' ? [wholeGap('handling-by-hand')] : [wholeGap('witness-by-hand')]),
      ],
      leftOut: rows.length - counted.length,
    }
  }
}

export const thingForms: readonly FormDefinition[] = [seizedForm, registeredForm, transferredForm].map(
  (form) => ({ ...form, read: reading(form) }),
)
