import { command, id, list, name, object, returns } from './define.ts'

/** Several that a person has put together on one chart: a frame around them, or one node in their place. */
export interface ChartGroup {
  readonly groupId: number
  readonly title: string
  /** Who of it stands on the chart, as the entities are seen now; each stands in one group at most. */
  readonly members: readonly number[]
  readonly at: string
  readonly operator: string
}
/** The groups of a chart after a command. */
export interface ChartGroups {
  readonly groups: readonly ChartGroup[]
  /** The group that the command was about; null where it is no more. */
  readonly groupId: number | null
  /** The audit row of the command; null when nothing changed. */
  readonly seq: number | null
}

export const groupContract = {
  /** Puts what stands on a chart together under a title; who stood in another group leaves it. Errors: chart-not-found, entity-not-found. */
  'groups.make': command(object({ chartId: id, title: name, entityIds: list(id) }), returns<ChartGroups>()),
  /** Calls a group otherwise. Errors: group-not-found. */
  'groups.rename': command(object({ groupId: id, title: name }), returns<ChartGroups>()),
  /** Puts more into a group; who stood in another leaves it. Errors: group-not-found, entity-not-found. */
  'groups.add': command(object({ groupId: id, entityIds: list(id) }), returns<ChartGroups>()),
  /** Takes out of the groups they stand in; a group nobody is left in is no more. Errors: chart-not-found. */
  'groups.takeOut': command(object({ chartId: id, entityIds: list(id) }), returns<ChartGroups>()),
  /** Gives a group up; who stood in it stays on the chart. Errors: group-not-found. */
  'groups.dissolve': command(object({ groupId: id }), returns<ChartGroups>()),
} as const
