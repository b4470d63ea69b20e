/** Drawings by hand that are on one side only, or are drawn otherwise. */
import type { ChartAnnotation } from '../../contract/annotations.ts'
import type { AnnotationSort } from './annotations.ts'

export interface AnnotationDifference {
  readonly state: 'added' | 'gone' | 'changed'
  readonly sort: AnnotationSort
  /** What stands in it before and after; null on the side where it is not. */
  readonly before: string | null
  readonly after: string | null
}

/** A drawing is the same when it has the same number and moment, or, on a copy, the same moment and sort, and the same words or place. */
export function annotationDifferences(
  before: readonly ChartAnnotation[],
  after: readonly ChartAnnotation[],
): readonly AnnotationDifference[] {
  const left = [...before]
  const take = (found: ChartAnnotation | undefined): ChartAnnotation | undefined => {
    if (found !== undefined) left.splice(left.indexOf(found), 1)
    return found
  }
  const partners = new Map<ChartAnnotation, ChartAnnotation>()
  const meet = (same: (one: ChartAnnotation, other: ChartAnnotation) => boolean): void => {
    for (const one of after) {
      if (partners.has(one)) continue
      const was = take(left.find((other) => one.shape.sort === other.shape.sort && same(one, other)))
      if (was !== undefined) partners.set(one, was)
    }
  }
  // The surest first, so that what is the same takes no other's partner.
  meet((one, other) => one.annotationId === other.annotationId && one.at === other.at)
  meet((one, other) => one.at === other.at && JSON.stringify(one.shape) === JSON.stringify(other.shape))
  meet((one, other) => one.at === other.at && one.shape.text === other.shape.text)
  meet((one, other) => one.at === other.at && one.shape.x === other.shape.x && one.shape.y === other.shape.y)
  return [
    ...after.flatMap((one): readonly AnnotationDifference[] => {
      const was = partners.get(one)
      const { sort, text } = one.shape
      if (was === undefined) return [{ state: 'added', sort, before: null, after: text }]
      if (JSON.stringify(was.shape) === JSON.stringify(one.shape)) return []
      return [{ state: 'changed', sort, before: was.shape.text, after: text }]
    }),
    ...left.map(({ shape: { sort, text } }): AnnotationDifference => ({
      state: 'gone',
      sort,
      before: text,
      after: null,
    })),
  ]
}

/** The same seen from the other side. */
export function reversedAnnotation({
  state,
  sort,
  before,
  after,
}: AnnotationDifference): AnnotationDifference {
  return {
    state: state === 'added' ? 'gone' : state === 'gone' ? 'added' : 'changed',
    sort,
    before: after,
    after: before,
  }
}
