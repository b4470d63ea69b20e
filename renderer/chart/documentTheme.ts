import { onBeforeUnmount, readonly, ref } from 'vue'

/** The theme the document wears now; the chart reads its colours from it. */
export function useDocumentTheme() {
  const wears = (): 'light' | 'dark' =>
    document.documentElement.dataset['theme'] === 'dark' ? 'dark' : 'light'
  const theme = ref(wears())
  const watcher = new MutationObserver(() => {
    theme.value = wears()
  })
  watcher.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  onBeforeUnmount(() => watcher.disconnect())
  return readonly(theme)
}
