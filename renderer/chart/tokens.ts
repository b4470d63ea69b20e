/** The colours of the running theme, read from the style sheet's tokens: the chart has no colours of its own. */
import { handColours } from '../../shared/model/chart/colours.ts'
import { entityKinds } from '../../shared/model/define.ts'

export interface ChartTokens {
  readonly font: string
  readonly ink: string
  readonly inkSoft: string
  readonly inkFaint: string
  readonly background: string
  readonly surface: string
  /** Frames; lines between nodes have `link`. */
  readonly line: string
  readonly link: string
  /** Lines that people entered by hand. */
  readonly stated: string
  readonly accent: string
  readonly warn: string
  readonly kinds: ReadonlyMap<string, string>
  /** Colours that people give by hand, by name. */
  readonly hand: ReadonlyMap<string, string>
}
export function readTokens(element: Element): ChartTokens {
  const computed = getComputedStyle(element)
  const token = (name: string) => computed.getPropertyValue(`--${name}`).trim()
  return {
    font: token('font') || 'sans-serif',
    ink: token('ink'),
    inkSoft: token('ink-2'),
    inkFaint: token('ink-3'),
    background: token('bg'),
    surface: token('surface'),
    line: token('line'),
    link: token('link'),
    stated: token('stated'),
    accent: token('accent'),
    warn: token('warn'),
    kinds: new Map([
      ...entityKinds.map((kind) => [kind.id, token(kind.colour)] as const),
      ['case', token('accent')],
    ]),
    hand: new Map(handColours.map((name) => [name, token(`hand-${name}`)])),
  }
}
