import type { LinkRule } from '../define.ts'
import { defineKind, field } from './build.ts'

const end = (id: 'from' | 'to', nameZh: string, nameEn: string) => [
  field(`${id}Name`, nameZh, nameEn, 'text', '', { derived: true, shown: true, facet: true }),
  field(`${id}Kind`, `${nameZh}类别`, `${nameEn}: kind`, 'text', '', { derived: true }),
  field(`${id}Key`, `${nameZh}标识`, `${nameEn}: key`, 'text', '', { derived: true }),
] as const
const given = { derived: true, shown: true, facet: true } as const

/**
 * What no spreadsheet holds: what somebody said, saw or wrote down, entered by hand with where it stands. Rows follow from the table `statements`
 * (`electron/engine/statements`); an amount that is told is shown and never summed.
 */
export const statement = defineKind({
  id: 'statement', nameZh: '陈述', nameEn: 'Statements', icon: 'message-square-quote',
  byHand: {
    document: 'document', page: 'page', by: 'saidBy',
    names: { from: { kind: 'fromKind', key: 'fromKey', name: 'fromName' }, to: { kind: 'toKind', key: 'toKey', name: 'toName' } },
  },
  formats: [],
  fields: [
    ...end('from', '一方', 'One side'),
    field('way', '方向', 'Direction', 'direction', '', { derived: true }),
    field('says', '关系或事项', 'What', 'text', '', given),
    ...end('to', '另一方', 'Other side'),
    field('strength', '确信程度', 'Strength', 'choice', '', { ...given, choices: { confirmed: ['已证实'], probable: ['可能'], disputed: ['有争议'] } }),
    field('time', '发生时间', 'When', 'time', '', { derived: true, shown: true }),
    field('until', '截止时间', 'Until', 'time', '', { derived: true }),
    field('place', '地点', 'Where', 'text', '', { derived: true, facet: true }),
    field('amount', '所述金额', 'Amount as told', 'money', '', { derived: true }),
    field('text', '陈述内容', 'In their words', 'text', '', { derived: true, shown: true }),
    field('document', '来源材料', 'Document', 'text', '', given),
    field('documentKind', '材料种类', 'Sort of document', 'choice', '', {
      derived: true, facet: true,
      choices: { interrogation: ['讯问笔录'], interview: ['询问笔录'], observation: ['侦查观察'], report: ['工作说明'], exhibit: ['书证物证'], other: ['其他'] },
    }),
    field('page', '页码', 'Page', 'text', '', { derived: true, shown: true }),
    field('saidBy', '陈述人', 'Said by', 'name', '', given),
    field('saidAt', '陈述时间', 'Said on', 'time', '', { derived: true, shown: true }),
    field('sourceGrade', '来源可靠性', 'Source grade', 'choice', '', { derived: true, facet: true, choices: { A: ['A'], B: ['B'], C: ['C'], D: ['D'], E: ['E'], F: ['F'] } }),
    field('contentGrade', '内容可信度', 'Content grade', 'choice', '', { derived: true, facet: true, choices: { 1: ['1'], 2: ['2'], 3: ['3'], 4: ['4'], 5: ['5'], 6: ['6'] } }),
    field('enteredBy', '录入人', 'Entered by', 'text', '', { derived: true, facet: true }),
    field('enteredAt', '录入时间', 'Entered on', 'time', '', { derived: true }),
  ],
  needs: [['fromKey']],
  titleWords: [],
  timeField: 'time',
  roles: [
    { role: 'from', kind: 'any', nameZh: '一方', nameEn: 'One side', keys: [] },
    { role: 'to', kind: 'any', nameZh: '另一方', nameEn: 'Other side', keys: [] },
  ],
  links: (['Confirmed', 'Probable', 'Disputed'] as const).map((strength): LinkRule => ({
    id: strength.toLowerCase(), linkKind: `stated${strength}`, from: 'from', to: 'to', direction: 'way', time: 'time',
    where: { field: 'strength', values: [strength.toLowerCase()] },
  })),
})
