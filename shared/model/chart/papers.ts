/** How a chart leaves on paper: formats, papers, looks, and how it is fitted so that it can be read. */
export const sheetFormats = ['pdf', 'png', 'svg'] as const
export type SheetFormat = (typeof sheetFormats)[number]
/** One page, or a poster over pages that are put together. */
export const papers = ['a4', 'a3', 'poster-a4', 'poster-a3'] as const
export type Paper = (typeof papers)[number]
export const sheetLooks = ['colour', 'black'] as const
export type SheetLook = (typeof sheetLooks)[number]

/** In points, as the pages lie upright. */
export const pageSizes = {
  a4: { width: 595.28, height: 841.89 },
  a3: { width: 841.89, height: 1190.55 },
} as const
export type PageSize = keyof typeof pageSizes

/** No text on paper is smaller, in points. */
export const leastText = 7
/** What a poster is drawn at: a little over the least, so that it can be read at arm's length. */
const posterText = 8
/** Nothing is drawn larger than on the screen. */
const largestScale = 1.1
const mostPosterPages = 60

export interface SheetPlan {
  /** What was asked for, and what it is: a larger paper where text would be too small. */
  readonly asked: Paper
  readonly paper: Paper
  readonly page: PageSize
  readonly landscape: boolean
  /** Points a pixel of the chart. */
  readonly scale: number
  /** The smallest text on paper, in points. */
  readonly text: number
  /** Of a poster, how many pages beside and below each other; a single page is one of each. */
  readonly columns: number
  readonly rows: number
  /** All pages, with the one that shows the whole of a poster. */
  readonly pages: number
  /** The smallest text on the paper that was asked for; what made it larger. */
  readonly textAsked: number
}
export interface ToFit {
  readonly width: number
  readonly height: number
  /** Pixels of the smallest text. */
  readonly smallest: number
}
/** How much of a page is left for the chart. */
export interface Room {
  readonly width: number
  readonly height: number
}
export const pageOf = (paper: Paper): PageSize => (paper.endsWith('a4') ? 'a4' : 'a3')
export const isPoster = (paper: Paper): boolean => paper.startsWith('poster')

/** Pages of a poster share a strip of so many points, so that they can be glued. */
export const overlap = 20

interface Rooms {
  /** On a page with everything that is said around the chart. */
  whole(page: PageSize, landscape: boolean): Room
  /** On a page of a poster. */
  tile(page: PageSize, landscape: boolean): Room
}
/** How the chart comes onto the paper that was asked for: where text would be too small, onto a larger one, and at last over pages. */
export function planSheet(chart: ToFit, asked: Paper, rooms: Rooms): SheetPlan {
  const whole = (page: PageSize): SheetPlan => {
    const fits = [true, false].map((landscape) => {
      const room = rooms.whole(page, landscape)
      const scale = Math.min(
        largestScale,
        room.width / Math.max(chart.width, 1),
        room.height / Math.max(chart.height, 1),
      )
      return { landscape, scale }
    })
    const best = fits.reduce((one, other) => (other.scale > one.scale ? other : one))
    const text = best.scale * chart.smallest
    return { asked, paper: page, page, ...best, text, columns: 1, rows: 1, pages: 1, textAsked: text }
  }
  const first = isPoster(asked) ? null : whole(pageOf(asked))
  if (first !== null && first.text >= leastText) return first
  if (asked === 'a4') {
    const larger = whole('a3')
    if (larger.text >= leastText) return { ...larger, textAsked: first?.text ?? larger.text }
  }
  return { ...poster(chart, asked, rooms), ...(first === null ? {} : { textAsked: first.text }) }
}
function poster(chart: ToFit, asked: Paper, rooms: Rooms): SheetPlan {
  const page = isPoster(asked) ? pageOf(asked) : 'a3'
  const laid = (text: number): SheetPlan => {
    const least = text / chart.smallest
    const ways = [true, false].map((landscape) => {
      const room = rooms.tile(page, landscape)
      const columns = pagesFor(chart.width * least, room.width)
      const rows = pagesFor(chart.height * least, room.height)
      // What the pages leave over makes the chart larger.
      const scale = Math.min(
        largestScale,
        lengthOf(columns, room.width) / Math.max(chart.width, 1),
        lengthOf(rows, room.height) / Math.max(chart.height, 1),
      )
      return { landscape, columns, rows, scale: Math.max(scale, least) }
    })
    const best = ways.reduce((one, other) =>
      other.columns * other.rows < one.columns * one.rows ? other : one,
    )
    const smallest = best.scale * chart.smallest
    return {
      asked,
      paper: page === 'a4' ? 'poster-a4' : 'poster-a3',
      page,
      ...best,
      text: smallest,
      pages: best.columns * best.rows + 1,
      textAsked: smallest,
    }
  }
  const comfortable = laid(Math.max(leastText, Math.min(posterText, largestScale * chart.smallest)))
  const least = laid(leastText)
  return comfortable.pages > mostPosterPages || least.pages < comfortable.pages * 0.7 ? least : comfortable
}
const lengthOf = (pages: number, room: number): number => pages * room - (pages - 1) * overlap
function pagesFor(length: number, room: number): number {
  return length <= room ? 1 : Math.ceil((length - overlap) / (room - overlap))
}
