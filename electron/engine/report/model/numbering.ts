/** Numbers of headings, without end: 一、（一）1.（1） in Chinese, 1. 1.1 1.1.1 in English. */
import type { Language } from '../words.ts'
import { chineseNumeral } from './chineseNumeral.ts'
import type { Block, HeadingBlock, Report } from './documentModel.ts'

/** The text of a heading's number, with what stands between it and the heading. `path`: the place on each level, from 1. */
export function headingNumber(path: readonly number[], language: Language): string {
  const last = path.at(-1) ?? 0
  if (language === 'en') return path.length === 1 ? `${last}. ` : `${path.join('.')} `
  switch (path.length) {
    case 1:
      return `${chineseNumeral(last)}、`
    case 2:
      return `（${chineseNumeral(last)}）`
    case 3:
      return `${last}. `
    default:
      return `（${last}）`
  }
}

export interface NumberedBlocks {
  readonly number: string
  /** The number of each heading of the section. */
  readonly headings: ReadonlyMap<HeadingBlock, string>
}
/** The number of each section and of the headings in it, in the order of the report. */
export function numberSections(report: Report): readonly NumberedBlocks[] {
  return report.sections.map(({ blocks }, index) => ({
    number: headingNumber([index + 1], report.language),
    headings: numberHeadings(blocks, index + 1, report.language),
  }))
}
function numberHeadings(
  blocks: readonly Block[],
  section: number,
  language: Language,
): ReadonlyMap<HeadingBlock, string> {
  const numbers = new Map<HeadingBlock, string>()
  const path = [section]
  for (const block of blocks) {
    if (block.kind !== 'heading') continue
    // A level that was left out counts as its first.
    while (path.length < block.level - 1) path.push(1)
    path.length = Math.min(path.length, block.level)
    if (path.length === block.level) path[block.level - 1] = (path[block.level - 1] ?? 0) + 1
    else path.push(1)
    numbers.set(block, headingNumber(path, language))
  }
  return numbers
}
