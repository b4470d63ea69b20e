/** The queue of files to be imported: what stands in it, in which order, and which file and sheet a person looks at. */
import { computed, ref, shallowRef } from 'vue'
import type { SheetInspection } from '../../../shared/contract/index.ts'
import { standingOf } from './importFiles.ts'
import type { QueuedFile, Standing } from './importFiles.ts'
import type { SheetPlan } from './importPlan.ts'

export function createQueue() {
  const files = shallowRef<readonly QueuedFile[]>([])
  const selectedKey = ref<number | null>(null)
  const selectedSheet = ref(0)
  const filter = ref<Standing | 'all'>('all')
  let lastKey = 0

  const fileOf = (key: number) => files.value.find((file) => file.key === key)
  function change(key: number, next: Partial<QueuedFile>): void {
    files.value = files.value.map((file) => (file.key === key ? { ...file, ...next } : file))
  }
  const selected = computed(() => files.value.find((file) => file.key === selectedKey.value) ?? null)
  const sheet = computed<SheetInspection | null>(
    () => selected.value?.inspection?.sheets[selectedSheet.value] ?? null,
  )
  const plan = computed<SheetPlan | null>(() => selected.value?.plans[selectedSheet.value] ?? null)
  const counts = computed(() => {
    const found: Record<Standing, number> = { ready: 0, decide: 0, working: 0, failed: 0, done: 0, undone: 0 }
    for (const file of files.value) found[standingOf(file)]++
    return found
  })
  const shown = computed(() =>
    filter.value === 'all' ? files.value : files.value.filter((file) => standingOf(file) === filter.value),
  )

  const newKey = () => ++lastKey
  /** Puts a file before or behind its neighbour in the list that is shown; the order is that of the import. */
  function reorder(key: number, to: number): void {
    const file = fileOf(key)
    const target = shown.value[to]
    if (file === undefined || target === undefined || target.key === key) return
    const later =
      files.value.findIndex((candidate) => candidate.key === key) <
      files.value.findIndex((candidate) => candidate.key === target.key)
    const rest = files.value.filter((candidate) => candidate.key !== key)
    rest.splice(rest.findIndex((candidate) => candidate.key === target.key) + (later ? 1 : 0), 0, file)
    files.value = rest
  }
  function clear(): void {
    files.value = []
    selectedKey.value = null
    selectedSheet.value = 0
    filter.value = 'all'
    // What is computed keeps its last value until it is asked again.
    for (const each of [selected, sheet, plan, shown, counts]) void each.value
  }
  return {
    files,
    selectedKey,
    selectedSheet,
    filter,
    selected,
    sheet,
    plan,
    counts,
    shown,
    fileOf,
    change,
    newKey,
    reorder,
    clear,
  }
}
export type ImportQueue = ReturnType<typeof createQueue>
