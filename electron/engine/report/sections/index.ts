/** The sections of reports, in their order. Ids, titles, numbers and the page's list follow from here. */
import { analyses } from './analyses.ts'
import { charts } from './charts.ts'
import { evidence } from './evidence.ts'
import { facts } from './facts.ts'
import { measures } from './measures.ts'
import { money } from './money.ts'
import { people } from './people.ts'
import { quality } from './quality.ts'
import type { SectionDefinition } from './section.ts'
import { seal } from './seal.ts'
import { seizure } from './seizure.ts'
import { sources } from './sources.ts'
import { statements } from './statements.ts'

/** The report on paper. */
export const paperSections: readonly SectionDefinition[] = [
  facts,
  people,
  seizure,
  money,
  measures,
  charts,
  analyses,
  quality,
  sources,
  statements,
  seal,
]
/** The workbook: the tables of these sections that have a sheet. */
export const workbookSections: readonly SectionDefinition[] = [measures, evidence, money, sources, seal]
