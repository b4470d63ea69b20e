/** Masks for files that go to people who must not see whole numbers. Head and tail stay, so that two numbers can be told apart. */

const runOfFigures = /(?<![0-9A-Za-z])\d(?:[ -]?\d){10,20}[Xx]?(?![0-9A-Za-z])/g
const idNumber = /^(?:\d{17}[\dXx]|\d{15})$/
const birth = /^\d{6}(?:18|19|20)?\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])/

function masked(found: string): string {
  const figures = found.replaceAll(/[ -]/g, '')
  if (figures.length === 11)
    return /^1[3-9]/.test(figures) ? `${figures.slice(0, 3)}****${figures.slice(-4)}` : found
  if (idNumber.test(figures) && birth.test(figures))
    return `${figures.slice(0, 6)}********${figures.slice(-4)}`
  return `${figures.slice(0, 4)} **** ${figures.slice(-4)}`
}

/** The text with ID numbers, mobile phones, cards and other long numbers masked, also where they are written in groups. */
export function redacted(text: string): string {
  return text.replace(runOfFigures, masked)
}
