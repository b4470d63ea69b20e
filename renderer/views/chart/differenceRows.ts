/** A difference of charts in words, a row each: the list on the page and the table that leaves. */
import type { ChartDifference, WhyImport } from '../../../shared/contract/index.ts'
import {
  type DifferenceState,
  type LineDifference,
  type LineSide,
  moreBy,
} from '../../../shared/model/chart/difference.ts'
import { sizeOf, bigOf } from '../../../shared/model/minor.ts'
import { sumsOfLink } from '../../../shared/words/doubts.ts'
import { amountsText } from '../../../shared/words/money.ts'
import { countText } from '../../format.ts'
import type { Language } from '../../i18n/language.ts'
import { linkKindName } from '../../i18n/names.ts'
import { stepWords } from '../../words/stepWords.ts'

export interface DifferenceRow {
  readonly key: string
  readonly sort: 'node' | 'line' | 'setting'
  readonly state: DifferenceState
  /** What it is about. */
  readonly subject: string
  /** What became of it. */
  readonly what: string
  readonly before: string
  readonly after: string
  readonly more: string
  readonly why: string
  /** What of it stands on the chart now. */
  readonly entityIds: readonly number[]
}
type Translate = (key: string, values?: Readonly<Record<string, unknown>>) => string

const signed = (value: number): string => (value > 0 ? `+${countText(value)}` : countText(value))

export function differenceRows(
  difference: ChartDifference,
  language: Language,
  t: Translate,
): readonly DifferenceRow[] {
  const between = language === 'en' ? '; ' : '；'
  const places = new Map(difference.places.map((place) => [place.id, place]))
  const why = new Map(difference.why.map(({ id, steps }) => [id, steps]))
  const named = (id: number): string => places.get(id)?.label ?? `#${id}`
  const nodes = difference.nodes.map((node): DifferenceRow => {
    const told = node.what.map((change) => t(`kept.what.${change}`))
    return {
      key: `n${node.id}`,
      sort: 'node',
      state: node.state,
      subject: (node.after ?? node.before)?.label ?? '',
      what: [
        t(`kept.state.${node.state}`),
        ...told,
        ...(node.inside === undefined ? [] : [t('kept.insideOf', { name: named(node.inside) })]),
      ].join(' · '),
      before: node.before?.label ?? '',
      after: node.after?.label ?? '',
      more: '',
      why: (why.get(node.id) ?? []).map((step) => stepWords(step, t)).join(between),
      entityIds: node.after?.entityIds ?? [],
    }
  })
  const lines = [...difference.lines]
    .toSorted((one, other) => weightOf(other) - weightOf(one))
    .map((line): DifferenceRow => ({
      key: `l${line.linkKind} ${String(line.directed)} ${line.from} ${line.to}`,
      sort: 'line',
      state: line.state,
      subject: `${named(line.from)} ${line.directed ? '→' : '—'} ${named(line.to)}`,
      what: `${t(`kept.state.${line.state}`)} · ${linkKindName(line.linkKind, language)}`,
      before: sideText(line.before, language, t),
      after: sideText(line.after, language, t),
      more: moreText(line, language, t),
      why: whyOfLine(line, difference, t).join(between),
      entityIds: [line.from, line.to].flatMap((id) => places.get(id)?.entityId ?? []),
    }))
  const settings = difference.settings.map((each): DifferenceRow => ({
    key: `s${each.setting}`,
    sort: 'setting',
    state: 'changed',
    subject: t(`kept.setting.${each.setting}`),
    what: t('kept.state.changed'),
    before: settingText(each.setting, each.before, t),
    after: settingText(each.setting, each.after, t),
    more: '',
    why: t('kept.viewOnly'),
    entityIds: [],
  }))
  const assumed = difference.assumed.map((each): DifferenceRow => ({
    key: `a${each.from} ${each.to} ${each.label} ${String(each.directed)}`,
    sort: 'line',
    state: each.state,
    subject: `${named(each.from)} ${each.directed ? '→' : '—'} ${named(each.to)}`,
    what: `${t(`kept.state.${each.state}`)} · ${t('assumed.title')}`,
    before: each.state === 'gone' ? each.label : '—',
    after: each.state === 'added' ? each.label : '—',
    more: '',
    why: t('assumed.title'),
    entityIds: [each.from, each.to].flatMap((id) => places.get(id)?.entityId ?? []),
  }))
  const names = (ids: readonly number[]): string =>
    ids.length === 0 ? '—' : ids.map(named).join(language === 'en' ? ', ' : '、')
  const groups = difference.groups.map((each): DifferenceRow => ({
    key: `g${each.state} ${each.title}`,
    sort: 'setting',
    state: each.state,
    subject: each.title,
    what: `${t(`kept.state.${each.state}`)} · ${t('groups.all')}`,
    before: [each.before, each.left.length === 0 ? undefined : names(each.left)]
      .filter((text) => text !== undefined)
      .join(' · '),
    after: names(each.joined),
    more: each.state === 'changed' ? t('groups.changedHint') : '',
    why: t('groups.byHand'),
    entityIds: [...each.joined, ...each.left].flatMap((id) => places.get(id)?.entityId ?? []),
  }))
  const drawn = difference.annotations.map((each, index): DifferenceRow => ({
    key: `d${index} ${each.state}`,
    sort: 'setting',
    state: each.state,
    subject: t(`drawn.sorts.${each.sort}`),
    what: `${t(`kept.state.${each.state}`)} · ${t('drawn.title')}`,
    before: each.before === null || each.before === '' ? '—' : each.before,
    after: each.after === null || each.after === '' ? '—' : each.after,
    more: '',
    why: t('drawn.title'),
    entityIds: [],
  }))
  return [...groups, ...drawn, ...assumed, ...lines, ...nodes, ...settings]
}
function weightOf(line: LineDifference): number {
  return moreBy(line).sums.reduce((most, { sum }) => Math.max(most, Math.abs(sizeOf(sum))), 0)
}
function sideText(side: LineSide | null, language: Language, t: Translate): string {
  if (side === null) return '—'
  const most = side.atMost === true ? '≤ ' : ''
  const sums = sumsOfLink(side)
  return `${most}${t('kept.facts', { count: countText(side.count) })}${sums.length === 0 ? '' : ` · ${amountsText(sums, language)}`}`
}
function moreText(line: LineDifference, language: Language, t: Translate): string {
  const { count, sums } = moreBy(line)
  const open = line.before?.atMost === true || line.after?.atMost === true ? '≈ ' : ''
  const told = sums.map((each) => `${bigOf(each.sum) > 0n ? '+' : ''}${amountsText([each], language)}`)
  return `${open}${[...(count === 0 ? [] : [t('kept.facts', { count: signed(count) })]), ...told].join(' · ')}`
}
/** With which import its facts came or went; what changed within an import that was there on both sides is work on its rows. */
function whyOfLine(line: LineDifference, difference: ChartDifference, t: Translate): readonly string[] {
  const { before, after } = line
  if ((before !== null && before.imports === undefined) || (after !== null && after.imports === undefined))
    return []
  const more = new Map<number, number>()
  for (const [batchId, facts] of after?.imports ?? []) more.set(batchId, facts)
  for (const [batchId, facts] of before?.imports ?? []) more.set(batchId, (more.get(batchId) ?? 0) - facts)
  const had = new Set((before?.imports ?? []).map(([batchId]) => batchId))
  const told = [...more].flatMap(([batchId, facts]) => {
    if (facts === 0) return []
    const batch = difference.imports.find((each) => each.batchId === batchId)
    return [
      t(`kept.because.${reasonOf(batch, facts, had.has(batchId), difference.since)}`, {
        file: batch?.fileName ?? '',
        count: signed(facts),
      }),
    ]
  })
  return told.length > 0 || line.state !== 'changed' ? told : [t('kept.because.rows', { count: '' })]
}
function reasonOf(
  batch: WhyImport | undefined,
  facts: number,
  hadSome: boolean,
  since: string,
): 'import' | 'undone' | 'work' {
  if (facts < 0 && batch?.undone === true) return 'undone'
  return facts > 0 && batch !== undefined && (batch.at >= since || !hadSome) ? 'import' : 'work'
}
function settingText(setting: string, value: unknown, t: Translate): string {
  if (value === null || value === undefined || value === '') return '—'
  const words = {
    layout: 'chart.layouts',
    sizeBy: 'chart.sizes',
    colourBy: 'byHand.by',
    edgeLabels: 'chart.labels',
    foldBy: 'chart.fold',
  }
  if (typeof value === 'string' && Object.hasOwn(words, setting))
    return t(`${words[setting as keyof typeof words]}.${value}`)
  if (Array.isArray(value))
    return value.length === 0 ? '—' : t('kept.several', { count: countText(value.length) })
  if (typeof value === 'boolean') return t(value ? 'kept.yes' : 'kept.no')
  if (setting === 'minAmount' && typeof value === 'number')
    return amountsText([{ currency: 'CNY', sum: value }], 'zh-CN')
  return typeof value === 'string' ? value : JSON.stringify(value)
}
