/** Words about groups made by hand on a chart, on the page and in every picture. */
import { textIn, type Language } from '../language.ts'

export const groupWords = { kind: { zh: '组', en: 'Group' } } as const

/** The title of a group's frame: who is in it by number, and how many stand in the frame and do not belong to it. */
export function groupTitle(title: string, members: number, strangers: number, language: Language): string {
  const own = `${title} · ${members}`
  if (strangers === 0) return own
  return `${own}${textIn({ zh: `（框内另有 ${strangers} 个非成员）`, en: ` (and ${strangers} that do not belong)` }, language)}`
}
