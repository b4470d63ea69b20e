/** A series as tables: files, clusters, pairs of cases, shared values, sums by sort and month. */
import type { AnalysisTable } from '../../../shared/contract/analyses/result.ts'
import { mostRows } from '../../../shared/contract/analyses/result.ts'
import { mostSeriesDrawn, type SeriesAnswer } from '../../../shared/contract/series.ts'
import type { CaseFamily } from '../../../shared/contract/collision.ts'
import type { Words } from '../../../shared/language.ts'
import { yuan } from '../../../shared/model/currency.ts'
import { addMinor, type Minor } from '../../../shared/model/minor.ts'
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import { errorTexts } from '../../../shared/words/errors.ts'
import { familyNames } from '../../../shared/words/collision.ts'
import { column, countNote, tableOf } from '../entities/answers.ts'
import type { Series, SeriesCase, SharedValue } from './seriesFound.ts'

const copyWords: Words = { zh: '已读案件的副本', en: 'a copy of a case that was read' }
const familyWords = (family: CaseFamily): Words => ({
  zh: familyNames['zh-CN'][family],
  en: familyNames.en[family],
})
/** What the answer tells, the cases by their files. */
export function toldSeries(series: Series): Omit<SeriesAnswer, 'seriesId'> {
  const { cases, shared, services, placeholders, families } = series
  const read = cases.filter(({ problem }) => problem === null)
  const clusters = clustersOf(cases, shared)
  const clusterOf = clusterPlaces(clusters)
  const copies = cases.filter(({ problem }) => problem === 'copy')
  const failed = cases.filter(({ problem }) => problem !== null && problem !== 'copy')
  return {
    figures: [
      { id: 'cases', title: { zh: '读取的案件', en: 'Cases read' }, sort: 'count', value: read.length },
      { id: 'shared', title: { zh: '共同的号码', en: 'Shared values' }, sort: 'count', value: shared.length },
      {
        id: 'clusters',
        title: { zh: '串并组', en: 'Clusters' },
        sort: 'count',
        value: clusters.filter((cluster) => cluster.length > 1).length,
      },
      {
        id: 'people',
        title: { zh: '有号码的人员（各案之和）', en: 'People with a number (sum of the cases)' },
        sort: 'count',
        value: read.reduce((sum, { sums }) => sum + (sums?.people ?? 0), 0),
      },
    ],
    tables: [
      caseTable(cases, shared, clusterOf),
      clusterTable(cases, shared, clusters),
      pairTable(cases, shared),
      sharedTable(cases, shared),
      monthTable(read),
      kindTable(read),
      causeTable(read),
    ],
    files: cases.map(({ index, fileName, name, problem }) => ({
      index,
      fileName,
      name,
      cluster: clusterOf.get(index) ?? null,
      problem,
    })),
    drawn: {
      values: shared
        .slice(0, mostSeriesDrawn)
        .map(({ family, value, cases: those }) => ({ family, value, cases: those })),
      omitted: Math.max(0, shared.length - mostSeriesDrawn),
    },
    notes: [
      {
        tone: 'note',
        id: 'families',
        words: {
          zh: `比对：${families.map((family) => familyWords(family).zh).join('、')}。共同号码只是线索，须核实是否同一人、同一物。`,
          en: `Compared: ${families.map((family) => familyWords(family).en).join(', ')}. A shared number is a lead.`,
        },
      },
      ...countNote(
        failed.length,
        'not-read',
        '{count} 个文件没有读取（原因见“案件”表），结果不含它们。',
        '{count} files were not read; what they hold is not in the answer.',
        'warn',
      ),
      ...(read.length > 1
        ? [
            {
              tone: 'note' as const,
              id: 'sums',
              words: {
                zh: '合计是各案之和：同一人、同一笔在几个案件里都有的，各案各计一次，未跨案去重；不同种类的行（如资金往来与订单）可能说的是同一笔钱，不可相加。',
                en: 'Sums add up the cases: a person or a payment that several cases hold is counted in each of them. Rows of different sorts (transfers, orders) may tell the same money and must not be added up.',
              },
            },
          ]
        : []),
      ...countNote(
        copies.length,
        'copies',
        '{count} 个文件是已读案件的副本，未重复比对。',
        '{count} files are copies of a case that was read.',
        'warn',
      ),
      ...countNote(
        services,
        'services',
        '客服、热线、短信通道号码 {count} 个不用于串并。',
        '{count} service numbers join nothing.',
      ),
      ...countNote(
        placeholders,
        'placeholders',
        '不是号码的内容、占位号码 {count} 个不用于串并。',
        '{count} placeholders join nothing.',
      ),
    ],
    entities: [],
    links: [],
  }
}
/** Cases that values join, each with the indexes of its cases, the largest first; a case that shares nothing is one of its own. */
function clustersOf(
  cases: readonly SeriesCase[],
  shared: readonly SharedValue[],
): readonly (readonly number[])[] {
  const parent = cases.map(({ index }) => index)
  const root = (index: number): number => {
    let top = index
    while (parent[top] !== top) top = parent[top] as number
    parent[index] = top
    return top
  }
  for (const { cases: those } of shared)
    for (const other of those.slice(1)) parent[root(other)] = root(those[0] as number)
  const clusters = Map.groupBy(
    cases.filter(({ problem }) => problem === null).map(({ index }) => index),
    root,
  )
  return [...clusters.values()].toSorted(
    (one, other) => other.length - one.length || (one[0] as number) - (other[0] as number),
  )
}
/** Cases of more than one, by the number of their cluster. */
const clusterPlaces = (clusters: readonly (readonly number[])[]): ReadonlyMap<number, number> =>
  new Map(
    clusters.flatMap((cluster, place) =>
      cluster.length < 2 ? [] : cluster.map((index) => [index, place + 1] as const),
    ),
  )
const nameOf = (cases: readonly SeriesCase[], index: number): string => {
  const one = cases[index]
  return one === undefined ? '' : one.name === '' ? one.fileName : one.name
}
const namesOf = (cases: readonly SeriesCase[], indexes: readonly number[]): string =>
  indexes.map((index) => nameOf(cases, index)).join('、')

function caseTable(
  cases: readonly SeriesCase[],
  shared: readonly SharedValue[],
  clusterOf: ReadonlyMap<number, number>,
): AnalysisTable {
  const counts = new Map<number, number>()
  for (const { cases: those } of shared)
    for (const index of those) counts.set(index, (counts.get(index) ?? 0) + 1)
  return tableOf(
    {
      id: 'cases',
      title: { zh: '案件', en: 'Cases' },
      columns: [
        column('file', 'text', '文件', 'File'),
        column('name', 'text', '案件', 'Case'),
        column('cause', 'text', '案由', 'Matter'),
        column('filed', 'time', '立案月份', 'Filed'),
        column('cluster', 'count', '串并组', 'Cluster'),
        column('shared', 'count', '共同的号码', 'Shared values'),
        column('people', 'count', '有号码的人员', 'People with a number'),
        column('rows', 'count', '计入的行', 'Rows that count'),
        column('first', 'time', '最早', 'First'),
        column('last', 'time', '最晚', 'Last'),
        column('problem', 'words', '未读原因', 'Not read because'),
      ],
    },
    cases,
    ({ index, fileName, name, problem, sums }) => ({
      key: `${fileName}|${index}`,
      cells: [
        fileName,
        name === '' ? null : name,
        sums?.cause ?? null,
        sums?.filed ?? null,
        clusterOf.get(index) ?? null,
        problem === null ? (counts.get(index) ?? 0) : null,
        sums?.people ?? null,
        sums?.rows ?? null,
        sums?.first ?? null,
        sums?.last ?? null,
        problem === null ? null : problem === 'copy' ? copyWords : errorTexts[problem].what,
      ],
    }),
  )
}
function sortsOf(values: readonly SharedValue[]): Words {
  const sorts = [...Map.groupBy(values, ({ family }) => family)].map(
    ([family, { length }]) => [familyWords(family), length] as const,
  )
  return {
    zh: sorts.map(([{ zh }, count]) => `${zh} ${count}`).join('、'),
    en: sorts.map(([{ en }, count]) => `${en} ${count}`).join(', '),
  }
}
function clusterTable(
  cases: readonly SeriesCase[],
  shared: readonly SharedValue[],
  clusters: readonly (readonly number[])[],
): AnalysisTable {
  const lines = clusters
    .map((those, place) => ({ those, place }))
    .filter(({ those }) => those.length > 1)
    .map(({ those, place }) => ({
      place,
      those,
      values: shared.filter(({ cases: holders }) => those.includes(holders[0] as number)),
    }))
  return tableOf(
    {
      id: 'clusters',
      title: { zh: '串并组', en: 'Clusters' },
      columns: [
        column('cluster', 'count', '组', 'Cluster'),
        column('count', 'count', '案件数', 'Cases'),
        column('cases', 'text', '案件', 'Cases'),
        column('shared', 'count', '共同的号码', 'Shared values'),
        column('by', 'words', '种类', 'By sort'),
      ],
    },
    lines,
    ({ place, those, values }) => ({
      key: those
        .map((index) => cases[index]?.caseId ?? '')
        .toSorted()
        .join('|'),
      cells: [place + 1, those.length, namesOf(cases, those), values.length, sortsOf(values)],
    }),
  )
}
function pairTable(cases: readonly SeriesCase[], shared: readonly SharedValue[]): AnalysisTable {
  const pairs = new Map<
    string,
    { readonly one: number; readonly other: number; readonly values: SharedValue[] }
  >()
  for (const value of shared)
    value.cases.forEach((one, place) => {
      for (const other of value.cases.slice(place + 1)) {
        const pair = pairs.get(`${one}/${other}`) ?? { one, other, values: [] }
        pairs.set(`${one}/${other}`, pair)
        pair.values.push(value)
      }
    })
  return tableOf(
    {
      id: 'pairs',
      title: { zh: '两案之间', en: 'Pairs of cases' },
      columns: [
        column('one', 'text', '案件', 'Case'),
        column('other', 'text', '案件', 'Case'),
        column('shared', 'count', '共同的号码', 'Shared values'),
        column('examples', 'text', '例', 'Such as'),
      ],
    },
    [...pairs.values()].toSorted(
      (one, other) =>
        other.values.length - one.values.length || one.one - other.one || one.other - other.other,
    ),
    ({ one, other, values }) => ({
      key: `${cases[one]?.caseId ?? ''}|${cases[other]?.caseId ?? ''}`,
      cells: [
        nameOf(cases, one),
        nameOf(cases, other),
        values.length,
        values
          .slice(0, 5)
          .map(({ value }) => value)
          .join('、'),
      ],
    }),
  )
}
function sharedTable(cases: readonly SeriesCase[], shared: readonly SharedValue[]): AnalysisTable {
  return tableOf(
    {
      id: 'shared',
      title: { zh: '共同的号码', en: 'Shared values' },
      columns: [
        column('family', 'words', '种类', 'Sort'),
        column('value', 'text', '值', 'Value'),
        column('count', 'count', '案件数', 'Cases'),
        column('cases', 'text', '案件（该案中属于谁）', 'Cases (whose it is there)'),
      ],
    },
    shared,
    ({ family, value, cases: those, owners }) => ({
      key: `${family}:${value}`,
      cells: [
        familyWords(family),
        value,
        those.length,
        those
          .map((index) => {
            const owner = owners.get(index)
            return owner === undefined ? nameOf(cases, index) : `${nameOf(cases, index)}：${owner}`
          })
          .join('；'),
      ],
    }),
    mostRows,
  )
}
function monthTable(read: readonly SeriesCase[]): AnalysisTable {
  interface Sum {
    readonly kind: string
    readonly month: string | null
    readonly currency: string
    readonly cases: Set<number>
    rows: number
    sum: Minor | null
  }
  const sums = new Map<string, Sum>()
  for (const { index, sums: own } of read)
    for (const { kind, month, currency, rows, sum } of own?.months ?? []) {
      const key = `${kind}|${month ?? ''}|${currency}`
      const line = sums.get(key) ?? { kind, month, currency, cases: new Set(), rows: 0, sum: null }
      sums.set(key, line)
      line.cases.add(index)
      line.rows += rows
      if (sum !== null) line.sum = addMinor(line.sum ?? 0, sum)
    }
  const order = new Map(recordKinds.map(({ id }, place) => [id, place]))
  return tableOf(
    {
      id: 'months',
      title: { zh: '按种类与月份合计', en: 'By sort and month' },
      columns: [
        column('kind', 'words', '种类', 'Sort'),
        column('month', 'time', '月份', 'Month'),
        column('cases', 'count', '案件数', 'Cases'),
        column('rows', 'count', '计入的行', 'Rows that count'),
        column('sum', 'money', '金额', 'Amount'),
      ],
    },
    [...sums].toSorted(
      ([, one], [, other]) =>
        (order.get(one.kind) ?? 0) - (order.get(other.kind) ?? 0) ||
        ((one.month ?? '') < (other.month ?? '') ? -1 : (one.month ?? '') > (other.month ?? '') ? 1 : 0) ||
        (one.currency < other.currency ? -1 : 1),
    ),
    ([key, { kind, month, currency, cases, rows, sum }]) => {
      const found = recordKinds.find(({ id }) => id === kind)
      return {
        key,
        cells: [
          { zh: found?.nameZh ?? kind, en: found?.nameEn ?? kind },
          month,
          cases.size,
          rows,
          sum === null ? null : { minor: sum, currency },
        ],
      }
    },
  )
}
/** Rows that count by sort and currency, over all months. */
function kindTable(read: readonly SeriesCase[]): AnalysisTable {
  const parts = read.flatMap(({ index, sums }) => (sums?.months ?? []).map((part) => ({ index, ...part })))
  const sums = [...Map.groupBy(parts, ({ kind, currency }) => `${kind}|${currency}`)]
  const order = new Map(recordKinds.map(({ id }, place) => [id, place]))
  return tableOf(
    {
      id: 'kinds',
      title: { zh: '按种类合计', en: 'By sort' },
      columns: [
        column('kind', 'words', '种类', 'Sort'),
        column('cases', 'count', '案件数', 'Cases'),
        column('rows', 'count', '计入的行', 'Rows that count'),
        column('sum', 'money', '金额', 'Amount'),
      ],
    },
    sums.toSorted(
      ([left, [one]], [right, [other]]) =>
        (order.get(one?.kind ?? '') ?? 0) - (order.get(other?.kind ?? '') ?? 0) || (left < right ? -1 : 1),
    ),
    ([key, those]) => {
      const kind = recordKinds.find(({ id }) => id === those[0]?.kind)
      const amounts = those.flatMap(({ sum }) => (sum === null ? [] : [sum]))
      return {
        key,
        cells: [
          { zh: kind?.nameZh ?? key, en: kind?.nameEn ?? key },
          new Set(those.map(({ index }) => index)).size,
          those.reduce((total, { rows }) => total + rows, 0),
          amounts.length === 0
            ? null
            : {
                minor: amounts.reduce((one, other) => addMinor(one, other), 0 as Minor),
                currency: those[0]?.currency ?? yuan,
              },
        ],
      }
    },
  )
}
/** Cases by the matter they are filed under and the month of their filing. */
function causeTable(read: readonly SeriesCase[]): AnalysisTable {
  const groups = [...Map.groupBy(read, ({ sums }) => `${sums?.cause ?? ''}\n${sums?.filed ?? ''}`).entries()]
  return tableOf(
    {
      id: 'causes',
      title: { zh: '按案由与立案月份', en: 'By matter and month of filing' },
      columns: [
        column('cause', 'text', '案由', 'Matter'),
        column('filed', 'time', '立案月份', 'Filed'),
        column('cases', 'count', '案件数', 'Cases'),
        column('people', 'count', '有号码的人员（各案之和）', 'People with a number (sum)'),
        column('rows', 'count', '计入的行', 'Rows that count'),
      ],
    },
    groups.toSorted(([left, one], [right, other]) => other.length - one.length || (left < right ? -1 : 1)),
    ([key, those]) => ({
      key,
      cells: [
        those[0]?.sums?.cause ?? null,
        those[0]?.sums?.filed ?? null,
        those.length,
        those.reduce((sum, { sums }) => sum + (sums?.people ?? 0), 0),
        those.reduce((sum, { sums }) => sum + (sums?.rows ?? 0), 0),
      ],
    }),
  )
}
