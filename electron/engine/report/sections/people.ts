/** The register of people, each once. */
import { readPeople } from '../figures.ts'
import { count } from '../model/documentModel.ts'
import type { Line, Sort, Typed } from '../model/documentModel.ts'
import type { SectionDefinition } from './section.ts'

const words = {
  'zh-CN': {
    headers: ['序号', '姓名', '性别', '证件号码', '手机', '涉案环节', '上线', '到案', '强制措施'],
    none: '材料中没有人员登记表。',
    people: (people: Typed): Line => [
      '人员登记表所载人员 ',
      people,
      ' 人，按身份证号码去重；没有身份证号码的按姓名去重。',
    ],
  },
  en: {
    headers: ['No.', 'Name', 'Sex', 'ID number', 'Phone', 'Part', 'Above', 'Brought in', 'Restraint'],
    none: 'There is no register of people in the material.',
    people: (people: Typed): Line => [
      people,
      ' people stand in the register, each ID number once; those without one, each name once.',
    ],
  },
} as const
const columns: readonly { readonly id: string; readonly sort: Sort; readonly share: number }[] = [
  { id: 'number', sort: 'fixed', share: 4 },
  { id: 'name', sort: 'name', share: 8 },
  { id: 'sex', sort: 'text', share: 5 },
  { id: 'idNumber', sort: 'idNumber', share: 24 },
  { id: 'phone', sort: 'phone', share: 15 },
  { id: 'role', sort: 'text', share: 11 },
  { id: 'superior', sort: 'name', share: 9 },
  { id: 'arrivedAt', sort: 'time', share: 13 },
  { id: 'restraint', sort: 'text', share: 11 },
]

export const people: SectionDefinition = {
  id: 'people',
  nameZh: '涉案人员',
  nameEn: 'People',
  build({ context, language }) {
    const { headers, none, people: line } = words[language]
    const list = readPeople(context.db())
    if (list.length === 0) return [{ kind: 'paragraph', text: none }]
    return [
      { kind: 'paragraph', text: line(count(list.length)) },
      {
        kind: 'table',
        columns: columns.map(({ id, sort, share }, index) => ({
          id,
          header: headers[index] ?? '',
          sort,
          paper: { share, small: true },
        })),
        rows: list.map((person, index) => [
          String(index + 1),
          person.name,
          person.sex,
          person.idNumber,
          person.phone.replaceAll('、', '\n'),
          person.role,
          person.superior,
          person.arrivedAt,
          person.restraint,
        ]),
      },
    ]
  },
}
