/** What is said around a chart on paper, so that it can be judged without the program: what it shows, by which rules, what it leaves out, and where it comes from. */
import type { Language } from '../../../../shared/language.ts'
import { strengths, type Strength } from '../../../../shared/contract/statements.ts'
import { lineSort, lineSorts, type LineSort, statedStrength } from '../../../../shared/model/chart/dashes.ts'
import type { HandColour } from '../../../../shared/model/chart/colours.ts'
import {
  flagsOf,
  markedInside,
  nodeColours,
  type NodeFlag,
} from '../../../../shared/model/chart/nodeColours.ts'
import { edgeWidth, nodeSize } from '../../../../shared/model/chart/look.ts'
import { undecidedSizes } from '../../../../shared/model/chart/scene.ts'
import { isFiltered } from '../../../../shared/model/chart/settings.ts'
import type { VisibleChart } from '../../../../shared/model/chart/visible.ts'
import { yuan, yuanOf } from '../../../../shared/model/currency.ts'
import { entityKinds } from '../../../../shared/model/define.ts'
import { sizeOf } from '../../../../shared/model/minor.ts'
import { countText, shortAmount } from '../../../../shared/model/numberText.ts'
import { statement } from '../../../../shared/model/recordKinds/statement.ts'
import { badgeTexts } from '../../../../shared/words/chartBadges.ts'
import {
  colourGroupText,
  colouringText,
  flagName,
  markedInsideText,
} from '../../../../shared/words/nodeColours.ts'
import { statedWord } from '../../../../shared/words/strengths.ts'
import { filterText } from '../../../../shared/words/chartFilter.ts'
import { togetherScopes } from '../../entities/linksTogether.ts'
import type { Db } from '../../store/db.ts'
import { property } from '../../store/properties.ts'
import { recordTable } from '../../store/recordTables.ts'
import { chartWords, entityKindName, leftOutWords } from '../captions.ts'
import { chartInfo } from '../chartRows.ts'
import type { ChartToDraw } from '../chartToDraw.ts'
import type { ChartBody } from '../drawChart.ts'
import { undecidedOnChart } from '../undecided.ts'
import { type SheetWords, sheetWords } from './sheetWords.ts'

export interface SheetLine {
  readonly label: string
  readonly text: string
}
/** A step of a scale: how large it is drawn, in pixels of the chart, and what it stands for. */
export interface ScaleStep {
  readonly size: number
  readonly text: string
}
export interface SheetFacts {
  readonly title: string
  readonly caseName: string
  readonly counts: string
  readonly kinds: readonly { readonly kind: string; readonly text: string }[]
  readonly sizes: { readonly label: string; readonly steps: readonly ScaleStep[] } | null
  readonly widths: { readonly label: string; readonly steps: readonly ScaleStep[] } | null
  /** Sorts of lines that are drawn. */
  readonly lineSorts: readonly { readonly sort: LineSort; readonly text: string }[]
  /** How sure statements are that people entered, where any is drawn. */
  readonly stated: readonly { readonly strength: Strength; readonly text: string }[]
  /** Colours that a hand or a rule gave, and flags. */
  readonly colours: readonly { readonly colour: HandColour; readonly text: string }[]
  readonly flags: readonly { readonly flag: NodeFlag; readonly text: string }[]
  readonly signs: readonly string[]
  readonly lines: readonly SheetLine[]
  readonly made: string
}
export interface SheetAsked {
  readonly language: Language
  readonly at: string
  readonly operator: string
  readonly appVersion: string
  /** Masks free text: names of files and of the case. */
  readonly mask: (text: string) => string
  /** What is said of the masking; empty where nothing is masked. */
  readonly masked: string
}
const mostNames = 6

/** What hands put on those who are drawn inside of others. */
function insideText(chart: ChartToDraw, visible: VisibleChart, language: Language): readonly string[] {
  const inside = markedInside(visible.nodes, new Map(chart.nodes.map((node) => [node.entityId, node])))
  return inside === 0 ? [] : [markedInsideText(inside, language)]
}

/** `chart` and `visible` are what is drawn, masked already; `untold`: what has no room for its words. */
export function sheetFacts(
  db: Db,
  chart: ChartToDraw,
  { visible, untold }: Pick<ChartBody, 'visible' | 'untold'>,
  asked: SheetAsked,
): SheetFacts {
  const words = sheetWords[asked.language]
  const colours = nodeColours(visible, chart.settings)
  const rule = colouringText(colours, chart.settings.colourBy, asked.language)
  return {
    title: chart.name,
    caseName: asked.mask(property(db, 'name')),
    counts: words.entities(visible.nodes.length, visible.edges.length),
    kinds: kindsOf(visible, asked.language),
    sizes: sizesOf(db, visible, chart, words, asked.language),
    widths: widthsOf(visible, words, asked.language),
    lineSorts: lineSorts
      .filter((sort) => visible.edges.some(({ linkKind }) => lineSort(linkKind) === sort))
      .map((sort) => ({ sort, text: words.lines[sort] })),
    stated: strengths
      .filter((strength) => visible.edges.some(({ linkKind }) => statedStrength(linkKind) === strength))
      .map((strength) => ({ strength, text: statedWord(strength, asked.language) })),
    colours: colours.groups.map((group) => ({
      colour: group.colour,
      text: colourGroupText(group, asked.language),
    })),
    flags: flagsOf(visible.nodes).map(({ flag, count }) => ({
      flag,
      text: `${flagName(flag, asked.language)} ${countText(count)}`,
    })),
    signs: [
      ...(rule === '' ? [] : [rule]),
      ...((chart.assumed?.length ?? 0) > 0
        ? [chartWords[asked.language].assumed(chart.assumed?.length ?? 0)]
        : []),
      ...(chart.picturesLeftOut === undefined
        ? []
        : [chartWords[asked.language].picturesLeftOut(chart.picturesLeftOut)]),
      ...((chart.annotations?.length ?? 0) > 0
        ? [chartWords[asked.language].drawn(chart.annotations?.length ?? 0)]
        : []),
      ...(visible.nodes.some(({ nameOnly }) => nameOnly) ? [words.nameOnly] : []),
      ...badgeTexts(visible.nodes, asked.language),
      ...insideText(chart, visible, asked.language),
    ],
    lines: [
      {
        label: words.filter,
        text: isFiltered(chart.settings) ? filterText(chart.settings, asked.language) : words.noFilter,
      },
      { label: words.folding, text: foldingText(chart, visible, words) },
      {
        label: words.notDrawn,
        text: notDrawnText(
          db,
          chart,
          { visible, untold },
          words,
          leftOutWords(chart.leftOut ?? [], asked.language),
        ),
      },
      { label: words.undecided, text: undecidedText(db, chart, visible, words) },
      { label: words.sources, text: sourcesText(db, visible, words, asked.mask) },
      ...(asked.masked === '' ? [] : [{ label: words.masked, text: asked.masked }]),
    ],
    made: `${words.madeAt} ${asked.at} · ${asked.operator} · ${words.program} 链证 Lianzheng ${asked.appVersion}`,
  }
}
function kindsOf(visible: VisibleChart, language: Language): SheetFacts['kinds'] {
  const counts = new Map<string, number>()
  for (const { kind } of visible.nodes) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  const order = entityKinds.map(({ id }) => id as string)
  return [...counts]
    .toSorted(([one], [other]) => order.indexOf(one) - order.indexOf(other))
    .map(([kind, count]) => ({ kind, text: `${entityKindName(kind, language)} ${countText(count)}` }))
}
/** The largest, a quarter of it and nothing: between them the eye can measure. */
function sizesOf(
  db: Db,
  visible: VisibleChart,
  { settings }: ChartToDraw,
  words: SheetWords,
  language: Language,
): SheetFacts['sizes'] {
  const by = settings.sizeBy
  if (by === 'none' || visible.nodes.length === 0) return null
  const largest = visible.nodes.reduce(
    (most, node) => Math.max(most, by === 'degree' ? node.degree : sizeOf(node.amount)),
    0,
  )
  if (largest <= 0) return null
  const steps = [...new Set([largest, Math.round(largest / 4), 0])]
  return {
    label: words.sizes[by] + (by === 'degree' && areStated(db) ? words.statedToo : ''),
    steps: steps.map((value) => ({
      size: nodeSize(value, largest),
      text: by === 'degree' ? countText(value) : shortAmount(value, language),
    })),
  }
}
/** Whether a statement makes anybody a neighbour, on this chart or off it. */
function areStated(db: Db): boolean {
  return (
    db.prepare(`SELECT 1 FROM ${recordTable(statement.id)} WHERE e_to IS NOT NULL LIMIT 1`).get() !==
    undefined
  )
}
function widthsOf(visible: VisibleChart, words: SheetWords, language: Language): SheetFacts['widths'] {
  const amounts = visible.edges.flatMap((edge) => {
    const amount = yuanOf(edge)
    return amount === null ? [] : [sizeOf(amount)]
  })
  const largest = Math.max(0, ...amounts)
  if (largest <= 0) return null
  const steps = [largest, Math.round(largest / 10), Math.round(largest / 100)].filter((value) => value > 0)
  return {
    label: words.widths,
    steps: [
      ...steps.map((value) => ({ size: edgeWidth(value, largest), text: shortAmount(value, language) })),
      ...(amounts.length < visible.edges.length
        ? [{ size: edgeWidth(null, largest), text: words.noAmount }]
        : []),
    ],
  }
}
function foldingText({ settings }: ChartToDraw, visible: VisibleChart, words: SheetWords): string {
  const { foldBy } = settings
  const closed = visible.nodes.filter(({ groupId }) => groupId !== undefined).length
  if (foldBy === 'none' && closed === 0) return words.notFolded
  const inside = visible.nodes.reduce((sum, node) => sum + (node.inside?.length ?? 0), 0)
  const drawn = new Set(visible.nodes.map(({ entityId }) => entityId))
  const here = (ids: readonly number[]): number => ids.filter((id) => drawn.has(id)).length
  const opened = here(settings.unfolded)
  const unheld = here(visible.folding.unheld)
  const shared = here(visible.folding.shared)
  // Of people alone who is inside is held by somebody.
  const [ofNone, ofSeveral] =
    foldBy === 'people' ? [words.unheld, words.shared] : [words.outside, words.several]
  return [
    ...(foldBy === 'none' ? [] : [words.foldedBy[foldBy]]),
    ...(closed > 0 ? [words.closedGroups(closed)] : []),
    words.folded(inside),
    ...(opened > 0 ? [words.unfolded(opened)] : []),
    ...(unheld > 0 ? [ofNone(unheld)] : []),
    ...(shared > 0 ? [ofSeveral(shared)] : []),
  ].join(words.and)
}
function notDrawnText(
  db: Db,
  chart: ChartToDraw,
  { visible, untold }: Pick<ChartBody, 'visible' | 'untold'>,
  words: SheetWords,
  leftOut: readonly string[],
): string {
  const hidden = chart.nodes.filter((node) => node.hidden)
  const { absent } = chartInfo(db, chart.chartId)
  const inside = new Set(visible.nodes.flatMap((node) => node.inside ?? []))
  const drawn = new Set(visible.nodes.map(({ entityId }) => entityId))
  const beyond = chart.nodes.filter(
    (node) =>
      (drawn.has(node.entityId) || inside.has(node.entityId)) && !node.hidden && node.shown < node.degree,
  ).length
  const said = [
    ...(hidden.length > 0 ? [words.byHand(hidden.length, namesOf(hidden, words))] : []),
    ...(visible.filtered > 0 || visible.filteredEdges > 0
      ? [words.byFilter(visible.filtered, visible.filteredEdges, visible.folding.into.size > 0)]
      : []),
    ...(absent > 0 ? [words.absent(absent)] : []),
    ...leftOut,
    ...(untold.nodes + untold.edges > 0 ? [words.untold(untold.nodes, untold.edges)] : []),
    ...(beyond > 0 ? [words.beyond(beyond)] : []),
  ]
  return (
    said.length === 0 ||
    hidden.length + visible.filtered + visible.filteredEdges + absent + leftOut.length === 0
      ? [words.allDrawn, ...said]
      : said
  ).join(words.and)
}
function namesOf(nodes: readonly { readonly label: string }[], words: SheetWords): string {
  const names = nodes.slice(0, mostNames).map(({ label }) => label)
  return names.join(words.list) + (nodes.length > mostNames ? words.more(nodes.length) : '')
}
function undecidedText(db: Db, chart: ChartToDraw, visible: VisibleChart, words: SheetWords): string {
  const open = visible.edges.filter(({ doubts }) => doubts !== undefined).length
  const most = visible.edges.filter(({ atMost }) => atMost === true).length
  const sizes = undecidedSizes(visible.nodes, chart.settings)
  const foreign = visible.edges.filter(({ others = [] }) =>
    others.some(({ currency }) => currency !== yuan),
  ).length
  const { mentions } = undecidedOnChart(db, chart.chartId, chart.settings)
  const said = [
    ...(open > 0 ? [words.openLines(open)] : []),
    ...(sizes > 0 ? [words.openNodes(sizes)] : []),
    ...(most > 0 ? [words.atMost(most)] : []),
    ...(mentions.count > 0 ? [words.mentions(mentions.count, mentions.links)] : []),
    ...(foreign > 0 ? [words.foreign(foreign)] : []),
  ]
  return (open === 0 && most === 0 ? [words.nothingUndecided, ...said] : said).join(words.and)
}

interface SourceFile {
  readonly fileName: string
  readonly sha256: string
}
/** The files whose rows say what is drawn, in the order of their import. */
export function sourcesOf(db: Db, visible: Pick<VisibleChart, 'edges'>): readonly SourceFile[] {
  const sheets = new Set<number>()
  const linkIds = visible.edges.flatMap(({ parts }) => parts)
  for (const { kind, where, params } of togetherScopes(db, linkIds))
    for (const sheet of db
      .prepare<[object], number>(`SELECT DISTINCT r.sheet_id FROM ${recordTable(kind.id)} r WHERE ${where}`)
      .pluck()
      .all(params))
      sheets.add(sheet)
  return db
    .prepare<[string], SourceFile>(
      `SELECT o.file_name AS fileName, o.sha256 FROM originals o WHERE o.original_id IN
        (SELECT b.original_id FROM json_each(?) w CROSS JOIN sheets s ON s.sheet_id = w.value JOIN batches b USING (batch_id)) ORDER BY o.original_id`,
    )
    .all(JSON.stringify([...sheets]))
}
/** How much room the names of files may take on the sheet, in characters. */
const sourcesLength = 420
function sourcesText(
  db: Db,
  visible: VisibleChart,
  words: SheetWords,
  mask: (text: string) => string,
): string {
  const files = sourcesOf(db, visible)
  const byHand = visible.edges.filter(({ linkKind }) => statedStrength(linkKind) !== null).length
  const stated = byHand > 0 ? words.byStatement(byHand) : ''
  if (files.length === 0) return stated === '' ? words.noSources : stated
  const told: string[] = []
  for (const { fileName, sha256 } of files) {
    const text = `${mask(fileName)}（${sha256.slice(0, 8)}）`
    if (told.length > 0 && told.join(words.list).length + text.length > sourcesLength) break
    told.push(text)
  }
  const named = told.join(words.list) + (told.length < files.length ? words.moreFiles(files.length) : '')
  return stated === '' ? named : `${named}${words.and}${stated}`
}
