/** Words of a person as a step of the history repeats them: on one line, not longer than this. */
const most = 60
/** What was written, in one short line. */
export function shortSaid(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  const signs = [...line]
  return signs.length > most ? `${signs.slice(0, most).join('')}…` : line
}
/** The same as a parameter of a step; an empty text is told as one that was cleared. */
export function toldText(name: string, text: string | null): Readonly<Record<string, string | number>> {
  const said = shortSaid(text ?? '')
  return said === '' ? { cleared: 1 } : { [name]: said }
}
