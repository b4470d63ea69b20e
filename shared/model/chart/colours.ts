/** The colours of a chart and of the kinds of entities, in each theme: the one place for page, canvas and picture. */
/** Colours that people give by hand, to what they draw and to nodes: the names of the colours of tags. */
export const handColours = ['grey', 'red', 'orange', 'yellow', 'green', 'blue', 'purple'] as const
export type HandColour = (typeof handColours)[number]
export interface ChartColours {
  readonly bg: string
  readonly surface: string
  readonly line: string
  readonly lineStrong: string
  /** Lines between nodes: at least 3 : 1 on the ground (WCAG 1.4.11). */
  readonly link: string
  /** Lines that people entered by hand. */
  readonly stated: string
  readonly ink: string
  readonly ink2: string
  readonly ink3: string
  readonly accent: string
  readonly warn: string
  /** By the colour name of an entity kind. Distinct in hue and lightness; each kind has its own icon as well. */
  readonly kinds: Readonly<Record<string, string>>
  /** By the name of a colour that people give: at least 4.5 : 1 on the ground, as text asks. */
  readonly hand: Readonly<Record<HandColour, string>>
  /** Black and white alone: kinds are told by shape, lines by dash. */
  readonly mono?: true
}
/** paper: the light colours on white, for what is printed; print: black on white, kinds told by shape and lines by dash, for what is copied in black. */
export type ChartTheme = 'light' | 'dark' | 'paper' | 'print'
const themes = {
  light: {
    bg: '#f4f5f7',
    surface: '#ffffff',
    line: '#e2e5ea',
    lineStrong: '#cdd2da',
    link: '#7b8595',
    stated: '#8a3d99',
    ink: '#1b2230',
    ink2: '#4b5567',
    ink3: '#606a7e',
    accent: '#2458c5',
    warn: '#8f5a00',
    kinds: {
      person: '#0b6bb5',
      organisation: '#4c51a3',
      bank: '#00876c',
      payment: '#2a9fd6',
      phone: '#d68a00',
      social: '#b5629b',
      account: '#7a4fa0',
      website: '#c4501b',
      ip: '#6d7683',
      place: '#8a6a3f',
      vehicle: '#44505f',
      work: '#ac2f62',
      item: '#62801f',
    },
    hand: {
      grey: '#4b5567',
      red: '#c0262d',
      orange: '#b4500a',
      yellow: '#806000',
      green: '#1c7a3c',
      blue: '#2458c5',
      purple: '#7a3aa6',
    },
  },
  dark: {
    bg: '#13161b',
    surface: '#1a1e25',
    line: '#2a303a',
    lineStrong: '#3a424f',
    link: '#6a7587',
    stated: '#cb8fdd',
    ink: '#e5e9f0',
    ink2: '#b0bac9',
    ink3: '#98a3b5',
    accent: '#7fa8ff',
    warn: '#e0a84a',
    kinds: {
      person: '#5aa9e6',
      organisation: '#8f94e8',
      bank: '#3cc3a4',
      payment: '#74c7ee',
      phone: '#f0b240',
      social: '#dd94c6',
      account: '#b48bdb',
      website: '#ee8a58',
      ip: '#9aa4b2',
      place: '#c7a473',
      vehicle: '#a9b4c2',
      work: '#ea7aa5',
      item: '#a5c25a',
    },
    hand: {
      grey: '#b0bac9',
      red: '#ff8078',
      orange: '#f59a56',
      yellow: '#e3c04a',
      green: '#5fcb82',
      blue: '#7fa8ff',
      purple: '#cb8fee',
    },
  },
} as const satisfies Readonly<Record<'light' | 'dark', ChartColours>>
const blackHand = Object.fromEntries(handColours.map((name) => [name, '#000000'])) as Record<
  HandColour,
  string
>
export const chartColours: Readonly<Record<ChartTheme, ChartColours>> = {
  ...themes,
  paper: { ...themes.light, bg: '#ffffff' },
  print: {
    bg: '#ffffff',
    surface: '#ffffff',
    line: '#000000',
    lineStrong: '#000000',
    link: '#000000',
    stated: '#000000',
    ink: '#000000',
    ink2: '#000000',
    ink3: '#000000',
    accent: '#000000',
    warn: '#000000',
    kinds: Object.fromEntries(Object.keys(themes.light.kinds).map((name) => [name, '#000000'])),
    hand: blackHand,
    mono: true,
  },
}

/** The colours of a theme as declarations of a style sheet (`--ink-2: #4b5567;` …); the build puts them into tokens.css. */
export function colourDeclarations(theme: ChartTheme): string {
  const { kinds, hand, ...others } = chartColours[theme]
  const byHand = Object.fromEntries(Object.entries(hand).map(([name, value]) => [`hand-${name}`, value]))
  return Object.entries({ ...others, ...kinds, ...byHand })
    .map(
      ([name, value]) => `--${name.replaceAll(/[A-Z]|\d/g, (part) => `-${part.toLowerCase()}`)}: ${value};`,
    )
    .join('\n  ')
}
