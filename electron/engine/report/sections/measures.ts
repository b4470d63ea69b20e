/** The same list as measures.list. On paper, measures without material are named in one line instead of rows of dashes. */
import type { Measure } from '../../../../shared/contract/measures.ts'
import { nameIn, textIn } from '../../../../shared/language.ts'
import { bigOf, minorOf } from '../../../../shared/model/minor.ts'
import { scaledOf, type FigureValue } from '../../../../shared/model/figureValue.ts'
import { measureWhyText } from '../../../../shared/words/measureReasons.ts'
import { unitText } from '../../../../shared/words/units.ts'
import { readMeasures } from '../../law/measures.ts'
import { fixed, text } from '../model/documentModel.ts'
import type { Block, Column, Row, Typed } from '../model/documentModel.ts'
import { reference } from '../words.ts'
import type { Language } from '../words.ts'
import type { SectionDefinition } from './section.ts'

const words = {
  'zh-CN': {
    headers: ['编号', '指标', '数值', '单位', '记录数', '口径', '说明'],
    unknown: '—',
    noMaterial: (names: string) => `没有相应材料，未计算：${names}。`,
    sheet: '认定指标',
    note: '每项指标的数值、口径与记录数',
  },
  en: {
    headers: ['Id', 'Measure', 'Value', 'Unit', 'Records', 'Rule', 'Note'],
    unknown: '—',
    noMaterial: (names: string) => `Not counted for lack of material: ${names}.`,
    sheet: 'Measures',
    note: 'Each measure with value, rule and number of records',
  },
} as const
const columns: readonly Omit<Column, 'header'>[] = [
  { id: 'id', sort: 'fixed', paper: { under: 'name' }, sheet: { width: 26 } },
  { id: 'name', sort: 'fixed', paper: { share: 24, small: true }, sheet: { width: 20 } },
  { id: 'value', sort: 'number', paper: { share: 17 }, sheet: { width: 18, decimals: 3 } },
  { id: 'unit', sort: 'fixed', paper: { share: 8 }, sheet: { width: 10 } },
  { id: 'records', sort: 'number', paper: { share: 9 }, sheet: { width: 10 } },
  { id: 'rule', sort: 'fixed', paper: { share: 42 }, sheet: { width: 115, wrap: true } },
  { id: 'note', sort: 'fixed', paper: { under: 'rule' }, sheet: { width: 30 } },
]

export const measures: SectionDefinition = {
  id: 'measures',
  nameZh: '认定指标',
  nameEn: 'Measures',
  build({ context, language }) {
    const { headers, unknown, noMaterial, sheet, note } = words[language]
    const all = readMeasures(context.db())
    const missing = all.filter(lacksMaterial)
    const shown = all.filter((measure) => !lacksMaterial(measure))
    const names = missing.map((measure) => nameIn(measure, language)).join('、')
    const closing: readonly Block[] =
      missing.length === 0
        ? []
        : [{ kind: 'gap' }, { kind: 'paragraph', text: noMaterial(names), look: 'faint' }]
    return [
      { kind: 'paragraph', text: reference[language], look: 'bold', keepNext: true },
      {
        kind: 'table',
        columns: columns.map((column, index) => ({ ...column, header: headers[index] ?? '' })),
        rows: all.map((measure) => row(measure, language, null)),
        onPaper: [{ rows: shown.map((measure) => row(measure, language, unknown)) }],
        sheet: { name: sheet, content: sheet, note, preface: [reference[language]] },
      },
      ...closing,
    ]
  },
}
/** `unknown` stands for a value that is not known. */
function row(measure: Measure, language: Language, unknown: string | null): Row {
  return [
    measure.id,
    nameIn(measure, language),
    measure.value === null ? fixed(unknown) : figure(measure.value),
    unitText(measure.unit, language),
    measure.rows,
    textIn(measure.rule, language),
    note(measure.why, language),
  ]
}
const lacksMaterial = ({ value, why }: Measure): boolean =>
  value === null && why.every(({ reason }) => reason === 'no-material')
/** What is said beside a figure; with words of the material in it, it is searched for what must be masked. */
function note(why: Measure['why'], language: Language): Typed {
  const words = measureWhyText(why, language)
  return why.some(({ names }) => names.length > 0) ? text(words) : fixed(words)
}
/** The exact value: money with its decimals, everything else with the decimals it needs, as the page writes it. */
function figure(value: FigureValue): Typed {
  let { scaled, scale } = scaledOf(value)
  if ('minor' in value) return { sort: 'money', value: { scaled, scale } }
  let integer = bigOf(scaled)
  for (; scale > 0 && integer % 10n === 0n; scale -= 1) integer /= 10n
  scaled = minorOf(integer)
  return { sort: 'number', value: scale === 0 && typeof scaled === 'number' ? scaled : { scaled, scale } }
}
