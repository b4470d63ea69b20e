/** A report of the case as a model, masked when that was asked for: the same for every form it is written in. */
import { nameIn, textIn } from '../../../shared/language.ts'
import type { ReportRedaction } from '../../../shared/contract/reports.ts'
import type { ReadingJobContext } from '../core/context.ts'
import { yieldToOthers } from '../core/stepByStep.ts'
import { auditHead } from '../store/audit.ts'
import { caseDetailFields } from '../../../shared/model/caseDetails.ts'
import { caseDetailNames, caseDetailText } from '../../../shared/words/caseDetails.ts'
import { readCaseDetails } from '../store/caseDetails.ts'
import type { Db } from '../store/db.ts'
import { property } from '../store/properties.ts'
import { documentWords, redactionText } from './documentWords.ts'
import { fixed, hash, text, time } from './model/documentModel.ts'
import type { Report, Section } from './model/documentModel.ts'
import { redactionPolicy } from './model/knownIdentity.ts'
import { maskText, redact } from './model/redact.ts'
import type { SectionDefinition } from './sections/section.ts'
import { reference } from './words.ts'
import type { Language } from './words.ts'

export interface ReportAsked {
  readonly definitions: readonly SectionDefinition[]
  readonly language: Language
  readonly redact: ReportRedaction
  /** Left out: all. */
  readonly charts?: readonly number[] | undefined
  /** Left out: all. */
  readonly results?: readonly number[] | undefined
  readonly kinds?: readonly string[] | undefined
}

/** Builds the sections in their order; tells each as a stage. Errors: those of the sections, `cancelled`. */
export async function buildReport(context: ReadingJobContext, asked: ReportAsked): Promise<Report> {
  const { definitions, language } = asked
  const head = context.workspace.heads.keep(context.db(), 'report', context.at)
  const facts = factsOf(context, language)
  const sections: Section[] = []
  for (const [index, { id, nameZh, nameEn, build }] of definitions.entries()) {
    context.progress(id, index, definitions.length)
    await yieldToOthers(context)
    sections.push({
      id,
      title: nameIn({ nameZh, nameEn }, language),
      blocks: build({
        context,
        language,
        facts,
        head,
        charts: asked.charts ?? null,
        results: asked.results ?? null,
        kinds: asked.kinds ?? null,
      }),
    })
  }
  const db = context.db()
  const report: Report = {
    language,
    title: text(property(db, 'name')),
    heading: documentWords[language].heading,
    notes: [reference[language], ...(asked.redact === 'none' ? [] : [redactionText(asked.redact, language)])],
    facts,
    sections,
  }
  const policy = redactionPolicy(db, asked.redact)
  return policy === null ? report : redact(report, policy)
}

/** The name of the case as files may carry it. */
export function caseNameFor(context: ReadingJobContext, redaction: ReportRedaction): string {
  const db = context.db()
  const name = property(db, 'name')
  const policy = redactionPolicy(db, redaction)
  return policy === null ? name : maskText(policy)('text', name)
}

function factsOf(context: ReadingJobContext, language: Language): Report['facts'] {
  const words = documentWords[language]
  const db = context.db()
  const head = auditHead(db)
  return [
    [words.caseName, text(property(db, 'name'))],
    ...detailsOf(db, language),
    [words.createdAt, time(property(db, 'createdAt'))],
    [words.operator, fixed(context.operator)],
    [words.madeAt, time(context.at)],
    [words.program, fixed(`链证 Lianzheng ${context.workspace.appVersion}`)],
    [words.audit, hash(`#${head.seq} ${head.hash}`)],
  ]
}
/** What the case is filed under, as far as somebody said it. The matter may name persons of the case; the rest is of those who work on it. */
function detailsOf(db: Db, language: Language): Report['facts'] {
  const details = readCaseDetails(db)
  return caseDetailFields
    .filter((field) => details[field] !== '')
    .map((field) => {
      const said = caseDetailText(field, details[field], language)
      return [textIn(caseDetailNames[field], language), field === 'cause' ? text(said) : fixed(said)]
    })
}
