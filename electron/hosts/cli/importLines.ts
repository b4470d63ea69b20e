/** What an import came to, line by line. */
import { nameIn, type Language } from '../../../shared/language.ts'
import { columnLetters } from '../../../shared/words/columns.ts'
import { fieldOf, recordKind } from '../../../shared/model/recordKinds/index.ts'
import { skipText } from '../../../shared/words/skips.ts'
import type { ImportedFile } from './caseCommands.ts'

/** What came of a file: its rows, the sheets no kind fits, the columns that are not used. */
export function importLines(
  { file, batch, error, waiting }: ImportedFile,
  language: Language,
): readonly string[] {
  if (error !== null) return [`${file}: ${error.message}`]
  const lines = [`${file}: ${batch?.reconciliation.read ?? 0}`]
  const [kept, unused, perhaps] =
    language === 'zh-CN'
      ? ['按原样收入，不计入指标', '未使用的列', '可能是']
      : ['kept as it stands, in no figure', 'unused columns', 'perhaps ']
  for (const { name, skip, kind, unused: columns, reconciliation } of batch?.sheets ?? []) {
    if (kind !== null && skip !== null)
      lines.push(`  ${name}: ${kept} (${skipText(skip, language)}, ${reconciliation.read})`)
    if (columns.length > 0)
      lines.push(
        `  ${name}: ${unused}: ${columns
          .map(({ column, header, sample, suggests }) => {
            const field = suggests === null ? undefined : fieldOf(kind ?? '', suggests)
            const guess = field === undefined ? '' : `; ${perhaps}${nameIn(field, language)}`
            return `${header === '' ? columnLetters(column) : header} (${sample}${guess})`
          })
          .join(', ')}`,
      )
  }
  const [doubtful, take] =
    language === 'zh-CN'
      ? ['未定是哪一类表格，相符的有', '取第一种：先撤销本次导入，再加 --accept']
      : ['not decided what it is; it fits', 'to take the first: undo this import and give --accept']
  for (const { sheet, kinds } of waiting)
    lines.push(
      `  ${sheet}: ${doubtful} ${kinds
        .map((id) => recordKind(id))
        .flatMap((kind) => (kind === undefined ? [] : [nameIn(kind, language)]))
        .join(' / ')} (${take})`,
    )
  return lines
}
