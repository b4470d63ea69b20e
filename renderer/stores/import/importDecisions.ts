/** What a person decides about the sheets of the file that is looked at: kind, header row, fields; and the same for sheets with the same header. */
import { computed } from 'vue'
import { chosenPlans, type QueuedFile } from './importFiles.ts'
import type { Looks } from './importLooks.ts'
import {
  areAlike,
  decidedLike,
  overlapping,
  samePlan,
  withField,
  withFieldsOf,
  withFixedValue,
  withHeaderRow,
  withKind,
  withReading,
} from './importPlan.ts'
import type { SheetPlan } from './importPlan.ts'
import type { ImportQueue } from './importQueue.ts'

/** Places that hold the rows of those chosen too, as a whole or as parts: the rows would be facts twice. Of a whole and its parts chosen at once the whole is left out. */
function leftOut(file: QueuedFile, chosen: readonly number[]): ReadonlySet<number> {
  const sheets = file.inspection?.sheets ?? []
  const out = new Set<number>()
  for (const place of chosen.toReversed())
    if (!out.has(place)) for (const other of overlapping(sheets, place)) out.add(other)
  return out
}
function without(plan: SheetPlan, out: ReadonlySet<number>): SheetPlan {
  return out.has(plan.place) && plan.chosen ? { ...plan, chosen: false } : plan
}

export function createDecisions(queue: ImportQueue, looks: Looks) {
  const { files, selectedKey, selectedSheet, selected, sheet, plan, fileOf, change } = queue

  /** Puts changed plans in and marks them as decided by a person. */
  function decide(key: number, changed: readonly SheetPlan[]): void {
    const file = fileOf(key)
    if (file === undefined || changed.length === 0) return
    const out = leftOut(
      file,
      changed.filter(({ chosen }) => chosen).map(({ place }) => place),
    )
    change(key, {
      plans: file.plans.map(
        (candidate) => changed.find((next) => next.place === candidate.place) ?? without(candidate, out),
      ),
      decided: [...new Set([...file.decided, ...changed.map(({ place }) => place), ...out])],
    })
    if (key === selectedKey.value) void looks.show(key, selectedSheet.value)
    looks.countAhead(key)
  }
  function setKind(kind: string | null): void {
    if (selected.value !== null && sheet.value !== null && plan.value !== null)
      decide(selected.value.key, [withKind(plan.value, sheet.value, kind)])
  }
  /** Takes one of the readings of a sheet in doubt. */
  function chooseReading(index: number): void {
    const reading = sheet.value?.readings[index]
    if (selected.value !== null && plan.value !== null && reading !== undefined)
      decide(selected.value.key, [withReading(plan.value, reading)])
  }
  function setHeaderRow(row: number): void {
    if (selected.value !== null && sheet.value !== null && plan.value !== null)
      decide(selected.value.key, [withHeaderRow(plan.value, sheet.value, row)])
  }
  /** Whether sheets of the selected file are imported. */
  function setChosen(places: readonly number[], chosen: boolean): void {
    const file = selected.value
    if (file !== null) {
      const out = chosen ? leftOut(file, places) : new Set<number>()
      change(file.key, {
        plans: file.plans.map((candidate) =>
          places.includes(candidate.place) &&
          !out.has(candidate.place) &&
          (candidate.kind !== null || !chosen)
            ? { ...candidate, chosen }
            : without(candidate, out),
        ),
        ...(out.size === 0 ? {} : { decided: [...new Set([...file.decided, ...places, ...out])] }),
      })
    }
    if (file !== null && chosen) looks.countAhead(file.key)
  }
  /** Gives a column another field, in this sheet and in all of the file with the same header. Returns how many sheets that were. */
  function setField(position: number, field: string | null): number {
    const file = selected.value
    const before = plan.value
    if (file === null || before === null) return 0
    const after = withField(before, position, field)
    const isContext = before.columns[position]?.column === null
    const changed = file.plans.flatMap((candidate) =>
      candidate.place === before.place
        ? [after]
        : !isContext && areAlike(candidate, before)
          ? [withFieldsOf(candidate, after)]
          : [],
    )
    decide(file.key, changed)
    return changed.length
  }
  /** Gives a field one value for every row of the sheet shown; an empty one takes it out again. */
  function setFixed(field: string, value: string): void {
    if (selected.value !== null && plan.value !== null)
      decide(selected.value.key, [withFixedValue(plan.value, field, value)])
  }
  /** Says that the chosen sheets of a file are right as they are proposed. */
  function confirm(key: number): void {
    const file = fileOf(key)
    if (file !== undefined)
      change(key, {
        decided: [...new Set([...file.decided, ...chosenPlans(file).map(({ place }) => place)])],
      })
  }
  /** Other files that are still to be decided on and hold a sheet with the header of the one shown, read in another way than it. */
  const alikeElsewhere = computed(() => {
    const [model, modelSheet] = [plan.value, sheet.value]
    if (model === null || modelSheet === null || model.headerRow === null) return []
    return files.value.flatMap((file) => {
      if (file.key === selectedKey.value || file.state !== 'ready') return []
      const changed = file.plans.flatMap((candidate) => {
        const other = file.inspection?.sheets[candidate.place]
        const next = other === undefined ? null : decidedLike(model, candidate, other)
        return next === null || samePlan(next, candidate) ? [] : [next]
      })
      return changed.length === 0 ? [] : [{ key: file.key, changed }]
    })
  })
  /** Reads them as the sheet that is shown. Returns how many files that were. */
  function applyElsewhere(): number {
    const found = alikeElsewhere.value
    for (const { key, changed } of found) decide(key, changed)
    return found.length
  }

  return {
    setKind,
    chooseReading,
    setHeaderRow,
    setChosen,
    setField,
    setFixed,
    confirm,
    alikeElsewhere,
    applyElsewhere,
  }
}
