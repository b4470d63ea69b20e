import { ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { countText } from '../../format.ts'
import { isGroup, type TableRow } from '../../model/groupedRows.ts'
import { useNotices } from '../../stores/notices.ts'
import { type ChosenRows, useTableMarks } from '../../stores/tableMarks.ts'
import { useTables } from '../../stores/tables.ts'

/**
 * What is done to the selected rows: tags, a note, another text. `selected` gives the rows, or null when all that is shown are selected.
 */
export function useChosenRows(
  selected: () => Promise<readonly TableRow[]> | null,
  selectedCount: () => number,
) {
  const { t } = useI18n()
  const tables = useTables()
  const marks = useTableMarks()
  const notices = useNotices()
  const rows = shallowRef<ChosenRows | null>(null)
  const count = ref(0)
  const note = ref('')
  const tagging = ref(false)
  const noting = ref(false)
  const replacing = ref(false)

  async function begin(what: 'tag' | 'note' | 'replace'): Promise<void> {
    const { scope } = tables
    if (scope === null) return
    await notices.attempt(async () => {
      const found = (await selected())?.flatMap((row) => (isGroup(row) ? [] : [row])) ?? null
      rows.value = { scope, recordIds: found?.map((row) => row.recordId) ?? null }
      count.value = found?.length ?? selectedCount()
      const [first] = found ?? []
      note.value = found?.length === 1 ? (first?.note ?? '') : ''
      tagging.value = what === 'tag'
      noting.value = what === 'note'
      replacing.value = what === 'replace'
    })
  }
  async function saveNote(text: string): Promise<void> {
    const chosen = rows.value
    if (chosen !== null) await notices.attempt(() => marks.noteRows(chosen, text))
  }
  async function replace(field: string, text: string | null, reason: string): Promise<void> {
    const chosen = rows.value
    if (chosen === null) return
    await notices.attempt(async () => {
      const done = await marks.replaceCells(chosen, field, text, reason)
      notices.say(
        done.rejected > 0 ? 'warn' : 'ok',
        t('tables.replace.done', { count: countText(done.rows) }),
        done.rejected > 0 ? t('tables.replace.rejected', { count: countText(done.rejected) }) : undefined,
      )
    })
  }
  return { rows, count, note, tagging, noting, replacing, begin, saveNote, replace }
}
