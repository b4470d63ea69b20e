/** Kept answers of analyses: question, parameters, rule, what is to be said of them, their tables, and whether the case still says so. */
import { analyses as definitions } from '../../../../shared/contract/analyses/index.ts'
import type { AnalysisParam } from '../../../../shared/contract/analyses/params.ts'
import type {
  AnalysisFigure,
  AnalysisNote,
  AnalysisTable,
} from '../../../../shared/contract/analyses/result.ts'
import type { KeptResult } from '../../../../shared/contract/keptResults.ts'
import { AppError } from '../../../../shared/errors.ts'
import { textIn } from '../../../../shared/language.ts'
import { countText } from '../../../../shared/model/numberText.ts'
import { paramText, toneText } from '../../../../shared/words/analysis.ts'
import { heldAnswer } from '../../analyses/answered.ts'
import { askAgain, type AskedAgain } from '../../analyses/askAgain.ts'
import { listKept, readKept } from '../../analyses/keptResults.ts'
import { analysisCell, analysisColumns, analysisRows } from '../analysisTables.ts'
import { type Block, type Cell, fixed, type Line, text, type Typed } from '../model/documentModel.ts'
import type { Language } from '../words.ts'
import type { SectionDefinition } from './section.ts'

const words = {
  'zh-CN': {
    none: '没有留存的分析结果。',
    asked: (at: string, operator: string, version: number): string =>
      `${at} 由 ${operator} 留存，算法第 ${version} 版。`,
    params: '参数',
    rule: '算法',
    unknown: '本程序没有这项分析的说明，可能由更新的版本留存。',
    olderRule: (version: number): string => `留存之后算法已改（现为第 ${version} 版），以下为现在的说明。`,
    current: '核对：留存以来材料与算法未变（按校验值；未再次运行）。',
    same: (beyond: number): string =>
      beyond === 0
        ? '核对：生成报告时再次运行，结果仍相同。'
        : `核对：生成报告时再次运行，所列各行仍相同；另有 ${countText(beyond)} 行超出列出上限，未比较。`,
    differs: (lines: number, steps: number): string =>
      `核对：生成报告时再次运行，结果已与留存的不同（${countText(lines)} 处），其间有 ${countText(steps)} 项可能影响结果的操作；以下为留存时的结果。`,
    failed: (why: string): string => `核对：生成报告时未能再次运行（${why}）；以下为留存时的结果。`,
    cut: (shown: number, total: number): string =>
      `列出前 ${countText(shown)} 行，共 ${countText(total)} 行。`,
    note: '备注：',
    digest: '材料校验值 ',
    stop: '：',
  },
  en: {
    none: 'No answer of an analysis is kept.',
    asked: (at: string, operator: string, version: number): string =>
      `Kept at ${at} by ${operator}, rule version ${version}.`,
    params: 'Asked with',
    rule: 'Rule',
    unknown: 'This program does not know the analysis; a newer one kept it.',
    olderRule: (version: number): string =>
      `The rule has changed since (now version ${version}); what stands here is the rule of now.`,
    current:
      'Checked: neither the digest of the input nor the rule changed since it was kept; it was not asked again.',
    same: (beyond: number): string =>
      beyond === 0
        ? 'Checked: asked again for this report, the answer is still the same.'
        : `Checked: asked again for this report, the lines it lists are still the same; ${countText(beyond)} lines beyond those were not compared.`,
    differs: (lines: number, steps: number): string =>
      `Checked: asked again for this report, the answer is no longer the one that was kept (${countText(lines)} differences; ${countText(steps)} steps in between can have changed it). Below stands the answer as kept.`,
    failed: (why: string): string =>
      `Checked: it could not be asked again for this report (${why}). Below stands the answer as kept.`,
    cut: (shown: number, total: number): string =>
      `The first ${countText(shown)} of ${countText(total)} lines.`,
    note: 'Note: ',
    digest: 'Digest of the input ',
    stop: ': ',
  },
} as const
/** Lines of a table on paper; the rest is told. */
const mostLines = 100

export const analyses: SectionDefinition = {
  id: 'analyses',
  nameZh: '分析结果',
  nameEn: 'Analyses',
  build({ context, language, results }): readonly Block[] {
    const db = context.db()
    const kept = listKept(db).toReversed()
    const wanted = results === null ? kept : results.map((id) => readKept(db, id).kept)
    if (wanted.length === 0) return [{ kind: 'paragraph', text: words[language].none }]
    return wanted.flatMap((one) => {
      const { run } = readKept(db, one.keptId)
      const again = one.current
        ? null
        : tried(() =>
            askAgain(
              { db, checkCancelled: context.checkCancelled, progress: () => undefined },
              one.keptId,
              (id, params) => heldAnswer(db, context.workspace.session().file.path, id, params),
            ),
          )
      return [
        { kind: 'heading', level: 2, text: [text(one.name)] } as const,
        ...askedBlocks(one, again, language),
        ...run.result.notes.map((each) => noteBlock(each, language)),
        ...run.result.figures.map((figure) => figureBlock(figure, language)),
        ...run.result.tables.flatMap((table) => tableBlocks(table, language)),
      ]
    })
  },
}
type Tried = AskedAgain | { readonly failed: string }
/** What can no longer be asked (an entity is gone, a parameter unknown) is told, and the report goes on. */
function tried(work: () => AskedAgain): Tried {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'cancelled') throw error
    return { failed: error.code }
  }
}
function askedBlocks(kept: KeptResult, again: Tried | null, language: Language): readonly Block[] {
  const said = words[language]
  const definition = definitions.find(({ id }) => id === kept.analysis)
  const params: readonly AnalysisParam[] = definition?.params ?? []
  const line = (value: Line, look?: 'faint' | 'bold'): Block => ({
    kind: 'paragraph',
    text: value,
    ...(look === undefined ? {} : { look }),
  })
  const asked = params.flatMap((param, index): readonly (string | Typed)[] => [
    `${index === 0 ? '' : language === 'en' ? '; ' : '；'}${textIn(param.title, language)} = `,
    text(paramText(param, kept.params[param.id], kept.named, language)),
  ])
  return [
    ...(definition === undefined
      ? [line(said.unknown)]
      : [line(textIn(definition.question, language), 'bold')]),
    line(said.asked(kept.at, kept.operator, kept.version), 'faint'),
    ...(kept.note === '' ? [] : [line([said.note, text(kept.note)])]),
    ...(asked.length === 0 ? [] : [line([`${said.params}${said.stop}`, ...asked])]),
    line(
      checkedText(again, language),
      again === null || ('difference' in again && again.difference.same) ? 'faint' : 'bold',
    ),
    line([said.digest, { sort: 'hash', value: kept.input }], 'faint'),
    ...(definition === undefined
      ? []
      : [line(`${said.rule}${said.stop}${textIn(definition.rule, language)}`, 'faint')]),
    ...(definition === undefined || definition.version === kept.version
      ? []
      : [line(said.olderRule(definition.version))]),
  ]
}
function checkedText(again: Tried | null, language: Language): string {
  const said = words[language]
  if (again === null) return said.current
  if ('failed' in again) return said.failed(again.failed)
  const { same, notCompared, figures, tables, notesAdded, notesGone, stepsInAll } = again.difference
  const lines = tables.reduce((sum, { added, gone, changed }) => sum + added + gone + changed, 0)
  return same
    ? said.same(notCompared)
    : said.differs(figures.length + lines + notesAdded.length + notesGone.length, stepsInAll)
}
function noteBlock({ tone, words: note }: AnalysisNote, language: Language): Block {
  return {
    kind: 'paragraph',
    text: [`${toneText(tone, language)}${words[language].stop}`, text(textIn(note, language))],
    ...(tone === 'note' ? {} : { look: 'bold' }),
  }
}
function figureBlock(figure: AnalysisFigure, language: Language): Block {
  return {
    kind: 'paragraph',
    text: [
      `${textIn(figure.title, language)}${words[language].stop}`,
      asTyped(analysisCell(figure, figure.value, language)),
    ],
  }
}
const asTyped = (cell: Cell): Typed =>
  typeof cell === 'object' && cell !== null && 'sort' in cell ? cell : fixed(cell)

function tableBlocks(table: AnalysisTable, language: Language): readonly Block[] {
  const rows = analysisRows(table, language, mostLines)
  const heading: Block = { kind: 'heading', level: 3, text: textIn(table.title, language) }
  const told: Block = {
    kind: 'paragraph',
    text: words[language].cut(rows.length, table.total),
    look: 'faint',
  }
  return [
    heading,
    ...(rows.length < table.total ? [told] : []),
    { kind: 'table', columns: analysisColumns(table, language), rows },
  ]
}
