/** What people draw on the open chart: text boxes, arrows, frames. */
import { computed, shallowRef } from 'vue'
import type { AnnotationShape, ChartAnnotation, ChartAnnotations } from '../../../shared/contract/index.ts'
import { caseApi as api } from '../caseBound.ts'
import type { OwnChanges } from '../ownChanges.ts'
import type { OpenChart } from './openChart.ts'

export function createAnnotations({ chartId, annotations: stored }: OpenChart, own: OwnChanges) {
  /** One of them as a hand moves it just now; the case knows of it when it is let go. */
  const sketched = shallowRef<Pick<ChartAnnotation, 'annotationId' | 'shape'> | null>(null)
  const annotations = computed<readonly ChartAnnotation[]>(() => {
    const now = sketched.value
    if (now === null) return stored.value
    return stored.value.map((each) =>
      each.annotationId === now.annotationId ? { ...each, shape: now.shape } : each,
    )
  })
  async function change(work: (open: number) => Promise<ChartAnnotations>): Promise<number | null> {
    const open = chartId.value
    if (open === null) return null
    const answer = await own.run(() => work(open))
    if (chartId.value === open) stored.value = answer.annotations
    return answer.annotationId
  }
  /** Returns its number; null where no chart is open. */
  const drawByHand = (shape: AnnotationShape) =>
    change((open) => api.call('annotations.add', { chartId: open, shape: { ...shape } }))
  const redraw = (annotationId: number, shape: AnnotationShape) =>
    change(() => api.call('annotations.change', { annotationId, shape: { ...shape } }))
  const eraseDrawings = (annotationIds: readonly number[]) =>
    change((open) => api.call('annotations.remove', { chartId: open, annotationIds: [...annotationIds] }))
  function sketch(now: Pick<ChartAnnotation, 'annotationId' | 'shape'> | null): void {
    sketched.value = now
  }
  /** Its shape as the case has it. */
  const keptShape = (annotationId: number): AnnotationShape | null =>
    stored.value.find((each) => each.annotationId === annotationId)?.shape ?? null
  return { annotations, drawByHand, redraw, eraseDrawings, sketch, keptShape }
}
