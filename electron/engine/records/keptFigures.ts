/**
 * Figures kept in the case, so that they are there at once when it is opened again. A figure made from another state of the facts, or by another
 * program version, is not used.
 */
import type { ReadDb, WriteDb } from '../store/db.ts'
import { factsState } from './factsVersion.ts'

/** The figure of this name if it is of the present state of the facts and of this program, in an object of its own. */
export function readKeptFigure(
  db: ReadDb,
  name: string,
  program: string,
): { readonly value: unknown } | null {
  const text = db
    .prepare<[string, string, string], string>(
      'SELECT value FROM kept_figures WHERE name = ? AND state = ? AND program = ?',
    )
    .pluck()
    .get(name, factsState(db), program)
  // Written by `keepFigure` from what a method answered.
  return text === undefined ? null : { value: JSON.parse(text) as unknown }
}
/** Every figure that `readKeptFigure` would give now, as the text that is kept. */
export function presentKeptFigures(
  db: ReadDb,
  program: string,
): readonly { readonly name: string; readonly text: string }[] {
  return db
    .prepare<[string, string], { name: string; text: string }>(
      'SELECT name, value AS text FROM kept_figures WHERE state = ? AND program = ? ORDER BY name',
    )
    .all(factsState(db), program)
}
/**
 * Keeps a figure that was made from a state of the facts, unless the facts have changed since. In a transaction of its own, without step or audit row:
 * it states nothing that the records do not state.
 */
export function keepFigure(
  db: WriteDb,
  name: string,
  figure: { readonly state: string; readonly program: string; readonly value: unknown },
): void {
  if (factsState(db) !== figure.state) return
  db.prepare(
    'INSERT INTO kept_figures (name, state, program, value) VALUES (?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET state = excluded.state, program = excluded.program, value = excluded.value',
  ).run(name, figure.state, figure.program, JSON.stringify(figure.value))
}
