/** Findings about the material: the list, and the places of one. */
import type { QualityFinding, QualityRow } from '../../../shared/contract/index.ts'
import { textIn, type Language } from '../../../shared/language.ts'
import { findingNames } from '../../../shared/model/findingNames.ts'
import { countText } from '../../../shared/model/numberText.ts'
import type { Command } from './command.ts'
import { withCase } from './openCase.ts'
import { textTable } from './textTable.ts'

const findings: Command = {
  name: 'findings',
  words: 'CASE [FINDING]',
  least: 1,
  most: 2,
  summary:
    'list what is to be looked at in the material, or the places of one finding with file, sheet and row',
  more: ['With --json the places carry their figures in stored units: money in minor units.'],
  options: {
    import: { value: 'IMPORT', whole: true, help: 'only places of this import' },
    limit: { value: 'N', whole: true, help: 'at most so many places (100)' },
    offset: { value: 'N', whole: true, help: 'begin after so many places (0)' },
  },
  run(context) {
    const { given, engine, output, language } = context
    const finding = given.words[1]
    return withCase(context, given.words[0], 'read', async () => {
      if (finding === undefined) {
        const list = await engine.call('quality.list', {}, { signal: context.signal })
        output.result(list, () => findingTable(list, language))
        return 0
      }
      const found = await engine.call('quality.rows', {
        finding,
        ...(given.text('import') === undefined ? {} : { batch: given.whole('import', 0) }),
        offset: given.whole('offset', 0),
        limit: given.whole('limit', 100),
      })
      output.result(found, () => `${placeTable(found.rows, language)}\n${found.rows.length} / ${found.total}`)
      return 0
    })
  },
}
const decide: Command = {
  name: 'decide',
  words: 'CASE FINDING',
  least: 2,
  most: 2,
  summary:
    'decide a finding as the rule proposes: rows in conflict by the one that is counted, possible duplicates and counter-entries as one, possible reversals as such',
  more: [
    'FINDING is conflict.KIND, possible-repeat.KIND, possible-mirror.KIND or possible-reversal.KIND, as `findings` lists them. One step; `undo` takes it back.',
  ],
  options: {
    days: { value: 'N', whole: true, help: 'only reversals at most so many days after (90)' },
    minutes: { value: 'N', whole: true, help: 'only counter-entries at most so many minutes apart (1440)' },
  },
  run(context) {
    const { given, engine, output, language } = context
    return withCase(context, given.words[0], 'write', async () => {
      const [code = '', kind = ''] = (given.words[1] ?? '').split('.')
      const decided =
        code === 'possible-mirror'
          ? (await engine.call('pairs.acceptCandidates', { kind, minutes: given.whole('minutes', 1_440) }))
              .pairs
          : code === 'possible-reversal'
            ? (await engine.call('facts.decideAll', { kind, finding: code, days: given.whole('days', 90) }))
                .decisions
            : code === 'conflict' || code === 'possible-repeat'
              ? (await engine.call('facts.decideAll', { kind, finding: code })).decisions
              : null
      if (decided === null) {
        // The engine's own answer to a finding that is none.
        await engine.call('quality.rows', { finding: given.words[1] ?? '', offset: 0, limit: 1 })
        return 1
      }
      output.result({ decided }, () =>
        language === 'zh-CN' ? `已认定 ${countText(decided)} 处` : `${countText(decided)} decided`,
      )
      return 0
    })
  },
}
function findingTable(list: readonly QualityFinding[], language: Language): string {
  const [id, name, tone, count] =
    language === 'zh-CN' ? ['编号', '情况', '程度', '处数'] : ['id', 'finding', 'tone', 'count']
  return textTable(
    [{ title: id ?? '' }, { title: name ?? '' }, { title: tone ?? '' }, { title: count ?? '', right: true }],
    list.map((finding) => [
      finding.id,
      textIn(findingNames[finding.code], language),
      finding.tone,
      countText(finding.count),
    ]),
  )
}
function placeTable(rows: readonly QualityRow[], language: Language): string {
  const titles =
    language === 'zh-CN'
      ? ['文件', '工作表', '行', '字段', '对象', '内容']
      : ['file', 'sheet', 'row', 'field', 'about', 'what it says']
  return textTable(
    titles.map((title, index) => ({ title, right: index === 2 })),
    rows.map(({ file, sheet, row, field, label, raw, values }) => [
      file,
      sheet,
      row,
      field,
      label === '' && typeof values['header'] === 'string' ? values['header'] : label,
      raw,
    ]),
  )
}

export const findingCommands: readonly Command[] = [findings, decide]
