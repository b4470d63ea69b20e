/** The machine's own fonts, for what is drawn without a browser. Nothing is shipped and nothing is fetched: what is not there is told. */
import { readdirSync } from 'node:fs'
import { homedir, platform } from 'node:os'
import { join } from 'node:path'
import { type Font, openSync } from 'fontkit'

export interface Face {
  readonly font: Font
  readonly path: string
  /** The face in its file, where that is a collection. */
  readonly name: string
  readonly inCollection: boolean
}
/** The faces by which a text is written: each character by the first that has it. */
export interface Typeface {
  readonly regular: Face
  readonly bold: Face
  /** For characters those have not; looked for when one is met. */
  further(): readonly Face[]
  /** Whether its first face has Chinese characters. */
  readonly chinese: boolean
}

/** Where the system keeps its fonts. */
export function fontFolders(): readonly string[] {
  const home = homedir()
  switch (platform()) {
    case 'win32':
      return [
        join(process.env['SystemRoot'] ?? 'C:\\Windows', 'Fonts'),
        join(home, 'AppData', 'Local', 'Microsoft', 'Windows', 'Fonts'),
      ]
    case 'darwin':
      return [
        '/System/Library/Fonts',
        '/Library/Fonts',
        join(home, 'Library/Fonts'),
        '/System/Library/AssetsV2',
      ]
    default:
      return [
        '/usr/share/fonts',
        '/usr/local/share/fonts',
        join(home, '.local/share/fonts'),
        join(home, '.fonts'),
      ]
  }
}
/** Files of fonts with Chinese characters, best first: the regular one, the bold one, and the face to take of a collection. */
const chinese: readonly (readonly [regular: RegExp, bold: RegExp, face: RegExp])[] = [
  [/^PingFang\.ttc$/i, /^PingFang\.ttc$/i, /^PingFangSC-(Regular|Semibold)$/],
  [/^msyh\.tt[cf]$/i, /^msyhbd\.tt[cf]$/i, /^MicrosoftYaHei(-Bold)?$/],
  [/^NotoSansCJK-Regular\.ttc$/i, /^NotoSansCJK-Bold\.ttc$/i, /^NotoSansCJKsc-/],
  [/^NotoSans(CJK)?sc-Regular\.[ot]tf$/i, /^NotoSans(CJK)?sc-Bold\.[ot]tf$/i, /./],
  [
    /^SourceHanSans(SC|CN)?-Regular\.(ttc|otf|ttf)$/i,
    /^SourceHanSans(SC|CN)?-Bold\.(ttc|otf|ttf)$/i,
    /SC|CN|./,
  ],
  [/^Hiragino Sans GB\.ttc$/i, /^Hiragino Sans GB\.ttc$/i, /^HiraginoSansGB-W[36]$/],
  [/^STHeiti Light\.ttc$/i, /^STHeiti Medium\.ttc$/i, /SC-/],
  [/^Deng\.ttf$/i, /^Dengb\.ttf$/i, /./],
  [/^wqy-(microhei|zenhei)\.ttc$/i, /^wqy-(microhei|zenhei)\.ttc$/i, /./],
  [/^simhei\.ttf$/i, /^simhei\.ttf$/i, /./],
  [/^simsun\.ttc$/i, /^simsunb?\.tt[cf]$/i, /^SimSun$/],
  [/^DroidSansFallback(Full)?\.ttf$/i, /^DroidSansFallback(Full)?\.ttf$/i, /./],
  [/^NotoSerifCJK-Regular\.ttc$/i, /^NotoSerifCJK-Bold\.ttc$/i, /^NotoSerifCJKsc-/],
]
/** Further files, for characters the first has not: rare surnames, signs, other scripts. */
const others: readonly RegExp[] = [
  /^(simsunb|SimsunExtG|mingliub|HanaMinB|PlangothicP1-Regular)\.(ttf|ttc|otf)$/i,
  /^(DejaVuSans|arialuni|Arial Unicode|segoeui|seguisym|seguihis|NotoSans-Regular|Arial|LiberationSans-Regular)\.(ttf|otf)$/i,
  /^(Apple Symbols|NotoSansSymbols-Regular|NotoSansSymbols2-Regular|NotoSansArabic-Regular|NotoSansThai-Regular)\.(ttf|otf)$/i,
]
const mostOthers = 6

/** Font files under the folders by name; the first of a name counts. */
function filesIn(folders: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const folder of folders) {
    let entries
    try {
      entries = readdirSync(folder, { recursive: true, withFileTypes: true })
    } catch {
      continue
    }
    for (const entry of entries.toSorted((one, other) => (one.name < other.name ? -1 : 1)))
      if (!entry.isDirectory() && /\.(ttf|otf|ttc)$/i.test(entry.name) && !found.has(entry.name))
        found.set(entry.name, join(entry.parentPath, entry.name))
  }
  return found
}
/** Faces of a file that can draw; none where it cannot be read. Some systems keep outlines in tables of their own, of which nothing is drawn. */
function facesOf(path: string, probe: string): readonly Face[] {
  try {
    const opened = openSync(path)
    const fonts = 'fonts' in opened ? opened.fonts : [opened]
    return fonts.flatMap((font) => {
      const name = font.postscriptName
      return draws(font, probe) ? [{ font, path, name, inCollection: 'fonts' in opened }] : []
    })
  } catch {
    return []
  }
}
function draws(font: Font, character: string): boolean {
  const code = character.codePointAt(0)
  if (code === undefined) return true
  return font.hasGlyphForCodePoint(code) && font.glyphForCodePoint(code).path.commands.length > 0
}
function best(faces: readonly Face[], wanted: RegExp): Face | undefined {
  return faces.find(({ name }) => wanted.test(name)) ?? faces[0]
}

/** What there is to write with: a font with Chinese characters, else any; null where there is none. */
export function findTypeface(folders: readonly string[]): Typeface | null {
  const files = filesIn(folders)
  const named = (pattern: RegExp): string | undefined => {
    for (const [name, path] of files) if (pattern.test(name)) return path
    return undefined
  }
  let known: readonly Face[] | null = null
  const further = (): readonly Face[] =>
    (known ??= others
      .flatMap((pattern) => [...files].filter(([name]) => pattern.test(name)).map(([, path]) => path))
      .slice(0, mostOthers)
      .flatMap((path) => facesOf(path, '').slice(0, 1)))
  for (const [regularFile, boldFile, wanted] of chinese) {
    const path = named(regularFile)
    const boldPath = named(boldFile)
    const regularFaces = path === undefined ? [] : facesOf(path, '中')
    const regular = best(
      regularFaces.filter(({ name }) => !/bold|semibold|-W6|medium$/i.test(name)),
      wanted,
    )
    if (regular === undefined) continue
    const bold =
      boldPath === undefined
        ? undefined
        : best(
            facesOf(boldPath, '中').filter(({ name }) => /bold|-W6|medium/i.test(name) || boldPath !== path),
            wanted,
          )
    return { regular, bold: bold ?? regular, further, chinese: true }
  }
  const [any] = further()
  return any === undefined ? null : { regular: any, bold: any, further, chinese: false }
}

let kept: { readonly typeface: Typeface | null; readonly folders: string } | null = null
/** The machine's typeface, looked for once. */
export function systemTypeface(folders: readonly string[] = fontFolders()): Typeface | null {
  const key = folders.join('\n')
  if (kept?.folders !== key) kept = { typeface: findTypeface(folders), folders: key }
  return kept.typeface
}
