import * as v from 'valibot'
import { command, flag, id, list, literal, name, object, optional, query, returns, text } from './define.ts'
import { scope } from './scope.ts'

/** Tags and notes that people put on rows, and tags on entities. Those of rows hold for the row of the sheet, so they outlive the undo and redo of its import. */
export const tagColours = ['red', 'orange', 'yellow', 'green', 'blue', 'purple', 'grey'] as const
export type TagColour = (typeof tagColours)[number]
/** `rows`: how many rows of records have it. */
export interface Tag {
  readonly tagId: number
  readonly name: string
  readonly colour: TagColour
  readonly rows: number
}

const rows = { scope, recordIds: optional(list(id)) }
export const markContract = {
  /** All tags by name, with how many rows have each. */
  'tags.list': query(object({}), returns<readonly Tag[]>()),
  /** Makes a tag, or changes the one with `tagId`. Errors: `name-taken`, `tag-not-found`. */
  'tags.save': command(object({ tagId: optional(id), name, colour: literal(tagColours) }), returns<Tag>()),
  /** Takes the tag off every row and entity and away. Errors: `tag-not-found`. */
  'tags.remove': command(object({ tagId: id }), returns<null>()),
  /** Puts a tag on every row of a scope, or on the given ones among them, or takes it off. Returns how many rows changed. Errors: `tag-not-found`, `selection-too-large`. */
  'records.tag': command(object({ ...rows, tagId: id, on: flag }), returns<{ readonly rows: number }>()),
  /** Puts a tag on entities, or takes it off; of a merged entity off all that it is. Returns how many changed. Errors: `tag-not-found`, `entity-not-found`. */
  'entities.tag': command(
    object({ entityIds: v.pipe(list(id), v.minLength(1)), tagId: id, on: flag }),
    returns<{ readonly entities: number }>(),
  ),
  /** Puts a note on the rows, in place of the one they had; an empty one takes it away. Errors: `selection-too-large`. */
  'records.note': command(
    object({ ...rows, note: v.pipe(text, v.trim()) }),
    returns<{ readonly rows: number }>(),
  ),
} as const
