/** How a sheet is read, what a person changes of it, and what that would come to: shown before it is done. */
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { SettingPreview, SheetReadingNow } from '../../../shared/contract/index.ts'
import type { SettingAbout, SheetSetting } from '../../../shared/model/sheetSettings.ts'
import { caseApi, onCaseChange } from '../caseBound.ts'

type Place = Pick<SheetSetting, 'about' | 'field' | 'code'>
type Draft = Place & { readonly value: string }
const keyOf = ({ about, field, code }: Place): string => JSON.stringify([about, field, code])
/** The page waits so long after the last change before it asks what the settings would change. */
const pause = 350

export const useSheetReading = defineStore('sheetReading', () => {
  const reading = shallowRef<SheetReadingNow | null>(null)
  /** What was changed, by place; '' for what is to be taken back. */
  const drafts = shallowRef<ReadonlyMap<string, Draft>>(new Map())
  const preview = shallowRef<SettingPreview | null>(null)
  const looking = ref(false)
  /** Copies that are to be settled alike. */
  const also = shallowRef<readonly number[]>([])
  let asked: AbortController | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  const settledValue = (place: Place): string =>
    reading.value?.settings.find((setting) => keyOf(setting) === keyOf(place))?.value ?? ''
  /** The settings that differ from those that are there; null takes one back. */
  const settings = computed(() =>
    [...drafts.value.values()]
      .filter((draft) => draft.about === 'rules' || draft.value !== settledValue(draft))
      .map(({ value, ...place }) => ({ ...place, value: value === '' ? null : value })),
  )
  const valueOf = (place: Place): string => drafts.value.get(keyOf(place))?.value ?? settledValue(place)

  function clear(): void {
    asked?.abort()
    clearTimeout(timer)
    reading.value = null
    drafts.value = new Map()
    preview.value = null
    looking.value = false
    also.value = []
  }
  /** Reads how the sheet is read; nothing is changed yet. */
  async function open(sheetId: number): Promise<void> {
    clear()
    reading.value = await caseApi.call('sheets.reading', { sheetId })
  }
  /** Changes what a place is to be, and asks what that would come to; failures of asking go to `failed`. */
  function change(place: Place, value: string, failed: (error: unknown) => void): void {
    const next = new Map(drafts.value)
    next.set(keyOf(place), { ...place, value: value.trim() })
    drafts.value = next
    askSoon(failed)
  }
  function askSoon(failed: (error: unknown) => void): void {
    asked?.abort()
    clearTimeout(timer)
    preview.value = null
    looking.value = settings.value.length > 0
    if (looking.value) timer = setTimeout(() => void ask().catch(failed), pause)
  }
  async function ask(): Promise<void> {
    const sheetId = reading.value?.sheetId
    if (sheetId === undefined) return
    const controller = (asked = new AbortController())
    try {
      const found = await caseApi.call(
        'sheets.preview',
        { sheetId, settings: [...settings.value] },
        { signal: controller.signal },
      )
      if (asked !== controller) return
      preview.value = found
      // Copies would otherwise be read differently from now on.
      also.value = found.copies.map((copy) => copy.sheetId)
    } catch (error) {
      if (!controller.signal.aborted) throw error
    } finally {
      if (asked === controller) looking.value = false
    }
  }
  /** Does what was shown, as one step. */
  async function settle(reason: string): Promise<void> {
    const sheetId = reading.value?.sheetId
    if (sheetId === undefined || settings.value.length === 0) return
    await caseApi.call('sheets.settle', {
      sheetIds: [sheetId, ...also.value],
      settings: [...settings.value],
      reason,
    })
    await open(sheetId)
  }
  /** Takes back what a person had settled there. */
  function takeBack(
    about: SettingAbout,
    field: string,
    code: string,
    failed: (error: unknown) => void,
  ): void {
    change({ about, field, code }, '', failed)
  }
  onCaseChange(clear)
  return { reading, preview, looking, also, settings, valueOf, open, change, settle, takeBack, clear }
})
