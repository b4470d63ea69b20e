import { computed, onMounted, onUnmounted, ref, watchEffect } from 'vue'
import { useSettings } from '../../stores/settings.ts'

/** Puts theme and density on the document; the system's choice is followed as it changes. */
export function useTheme(): void {
  const settings = useSettings()
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const systemDark = ref(dark.matches)
  const follow = () => {
    systemDark.value = dark.matches
  }
  onMounted(() => dark.addEventListener('change', follow))
  onUnmounted(() => dark.removeEventListener('change', follow))
  const theme = computed(() =>
    settings.settings.theme === 'system' ? (systemDark.value ? 'dark' : 'light') : settings.settings.theme,
  )
  watchEffect(() => {
    document.documentElement.dataset['theme'] = theme.value
    document.documentElement.dataset['density'] = settings.settings.density
  })
}
