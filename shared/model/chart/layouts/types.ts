/** What a layout gets and gives. Everything is a plain value, so that it crosses to a worker and the same input gives the same output. */
export interface Point {
  readonly x: number
  readonly y: number
}
/** The room of a node with its caption, measured from the middle of its shape. */
export interface Room {
  /** To the left and as much to the right. */
  readonly half: number
  readonly above: number
  readonly below: number
}
export interface LayoutItem extends Room {
  readonly id: string
  /** Entity kind. */
  readonly kind: string
  /** By what it counts: the larger stands nearer to the middle, or first. */
  readonly weight: number
  /** When it is first seen, as the case writes times; null where no time is known. */
  readonly first: string | null
  /** Where it stands now. */
  readonly at: Point
  /** Pinned ones keep their places to the digit. */
  readonly pinned: boolean
  /** What it is called, and the second line of its caption: a person's role, a place's address. */
  readonly name?: string
  readonly role?: string
  /** The lane it belongs to; null stands above all lanes. Left out: told by what the links mean. */
  readonly lane?: string | null
  /** The open group made by hand that it belongs to; left out for none. */
  readonly group?: string
}
export interface LayoutLink {
  readonly from: string
  readonly to: string
  /** Link kind. */
  readonly kind: string
  readonly weight: number
}
export interface LayoutOptions {
  /** Width of the canvas divided by its height. */
  readonly aspect: number
  readonly seed: number
  /** With two or more, only these are laid out, where they stood; a single one is the middle of the rings. */
  readonly chosen: readonly string[]
}
export type Places = ReadonlyMap<string, Point>
/** Work in small steps: each tells how far it is, from 0 to 1. The last gives the result. */
export type Steps<T> = Generator<number, T, void>

/** Does all steps at once. */
export function finished<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}
