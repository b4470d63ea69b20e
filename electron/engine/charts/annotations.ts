/** What people draw on a chart: text boxes, arrows, frames. Rows of that chart alone; no figure, line or path sees them. */
import type {
  annotationContract,
  AnnotationShape,
  ChartAnnotation,
  ChartAnnotations,
} from '../../../shared/contract/annotations.ts'
import type { Chart } from '../../../shared/contract/charts.ts'
import { AppError } from '../../../shared/errors.ts'
import { cutText } from '../../../shared/model/chart/textWidth.ts'
import type { CommandContext, HandlersFor } from '../core/context.ts'
import type { Db, WriteDb } from '../store/db.ts'
import { changing } from './changes.ts'
import { chartRow } from './chartRows.ts'

interface AnnotationRow {
  readonly annotationId: number
  readonly chartId: number
  readonly shape: string
  readonly at: string
  readonly operator: string
}
const columns =
  'annotation_id AS annotationId, chart_id AS chartId, shape, at, operator FROM chart_annotations'
const annotationOf = ({ annotationId, shape, at, operator }: AnnotationRow): ChartAnnotation => ({
  annotationId,
  // Written by the commands below, whose schema says what it is.
  shape: JSON.parse(shape) as AnnotationShape,
  at,
  operator,
})

/** What is drawn on a chart, oldest first. */
export function annotationsOf(db: Db, chartId: number): readonly ChartAnnotation[] {
  return db
    .prepare<[number], AnnotationRow>(`SELECT ${columns} WHERE chart_id = ? ORDER BY annotation_id`)
    .all(chartId)
    .map(annotationOf)
}
/** The same as a part of a chart; nothing where nothing is drawn. */
export function annotationsOn(db: Db, chartId: number): Pick<Chart, 'annotations'> {
  const annotations = annotationsOf(db, chartId)
  return annotations.length === 0 ? {} : { annotations }
}
/** What is drawn on a chart as it was kept; nothing is written where it is so. */
export function putAnnotations(db: WriteDb, chartId: number, kept: readonly ChartAnnotation[]): void {
  if (JSON.stringify(annotationsOf(db, chartId)) === JSON.stringify(kept)) return
  db.prepare('DELETE FROM chart_annotations WHERE chart_id = ?').run(chartId)
  for (const { annotationId, shape, at, operator } of kept) {
    // Its number may be another chart's by now.
    const free =
      db.prepare('SELECT 1 FROM chart_annotations WHERE annotation_id = ?').get(annotationId) === undefined
    db.prepare(
      'INSERT INTO chart_annotations (annotation_id, chart_id, shape, at, operator) VALUES (?, ?, ?, ?, ?)',
    ).run(free ? annotationId : null, chartId, JSON.stringify(shape), at, operator)
  }
}
/** Draws on a copy what its original has. */
export function copyAnnotations(db: WriteDb, from: number, to: number): void {
  db.prepare(
    'INSERT INTO chart_annotations (chart_id, shape, at, operator) SELECT ?, shape, at, operator FROM chart_annotations WHERE chart_id = ? ORDER BY annotation_id',
  ).run(to, from)
}

/** Errors: annotation-not-found. */
function annotationRow(db: Db, annotationId: number): AnnotationRow {
  const row = db
    .prepare<[number], AnnotationRow>(`SELECT ${columns} WHERE annotation_id = ?`)
    .get(annotationId)
  if (row === undefined)
    throw new AppError('annotation-not-found', `no annotation ${annotationId}`, { annotationId })
  return row
}
/** Errors: invalid-arguments for a text box that says nothing and for what has no extent: neither could be seen. */
function checkedShape(shape: AnnotationShape): string {
  const extent =
    shape.sort === 'arrow' ? Math.hypot(shape.width, shape.height) : Math.min(shape.width, shape.height)
  if (extent < 1) throw new AppError('invalid-arguments', 'a drawing without extent', {})
  if (shape.sort === 'text' && shape.text.trim() === '')
    throw new AppError('invalid-arguments', 'a text box without a text', {})
  const { sort, x, y, width, height, text, colour, size } = shape
  return JSON.stringify({ sort, x, y, width, height, text, colour, size })
}
/** Draws it otherwise; nothing is written where it is so. */
export function writeShape(db: WriteDb, annotationId: number, shape: AnnotationShape): void {
  writeText(db, annotationId, checkedShape(shape))
}
function writeText(db: WriteDb, annotationId: number, shape: string): void {
  db.prepare('UPDATE chart_annotations SET shape = ? WHERE annotation_id = ? AND shape <> ?').run(
    shape,
    annotationId,
    shape,
  )
}
/** As much of the words as names a step. */
const labelLength = 24
function answer(
  context: CommandContext,
  { chartId, annotationId }: { readonly chartId: number; readonly annotationId: number | null },
  shape: AnnotationShape | null,
  said: Readonly<Record<string, string | number | null>>,
  work: () => void,
): ChartAnnotations {
  const { db } = context
  const { seq } = changing(context, chartId, () => {
    work()
    return {}
  })
  const words = shape?.text.trim().replaceAll(/\s+/g, ' ') ?? ''
  context.describe({
    chartId,
    chart: chartRow(db, chartId).name,
    ...(shape === null ? {} : { sort: shape.sort }),
    ...(words === '' ? {} : { label: cutText(words, 1, labelLength) }),
    ...said,
  })
  return { annotations: annotationsOf(db, chartId), annotationId, seq }
}
/** Whether nothing but the place differs. */
function isMoved(before: AnnotationShape, after: AnnotationShape): boolean {
  return JSON.stringify({ ...after, x: 0, y: 0 }) === JSON.stringify({ ...before, x: 0, y: 0 })
}

export const annotationHandlers = {
  'annotations.add': (context, { chartId, shape }) => {
    const { db, at, operator } = context
    chartRow(db, chartId)
    const text = checkedShape(shape)
    const last = db
      .prepare<[], number | null>('SELECT max(annotation_id) FROM chart_annotations')
      .pluck()
      .get()
    const annotationId = (last ?? 0) + 1
    return answer(context, { chartId, annotationId }, shape, {}, () =>
      db
        .prepare(
          'INSERT INTO chart_annotations (annotation_id, chart_id, shape, at, operator) VALUES (?, ?, ?, ?, ?)',
        )
        .run(annotationId, chartId, text, at, operator),
    )
  },
  'annotations.change': (context, { annotationId, shape }) => {
    const row = annotationRow(context.db, annotationId)
    const before = annotationOf(row).shape
    if (shape.sort !== before.sort) throw new AppError('invalid-arguments', 'a drawing of another sort', {})
    const text = checkedShape(shape)
    return answer(
      context,
      { chartId: row.chartId, annotationId },
      shape,
      isMoved(before, shape) ? { moved: 1 } : {},
      () => writeText(context.db, annotationId, text),
    )
  },
  'annotations.remove': (context, { chartId, annotationIds }) => {
    const rows = [...new Set(annotationIds)].map((annotationId) => annotationRow(context.db, annotationId))
    const stranger = rows.find((row) => row.chartId !== chartId)
    if (stranger !== undefined)
      throw new AppError('annotation-not-found', 'it stands on another chart', {
        annotationId: stranger.annotationId,
      })
    const [only, ...more] = rows
    return answer(
      context,
      { chartId, annotationId: null },
      only === undefined || more.length > 0 ? null : annotationOf(only).shape,
      { drawn: rows.length },
      () =>
        context.db
          .prepare('DELETE FROM chart_annotations WHERE annotation_id IN (SELECT value FROM json_each(?))')
          .run(JSON.stringify(annotationIds)),
    )
  },
} satisfies HandlersFor<typeof annotationContract>
