import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { connectPage } from './api/index.ts'
import { i18n } from './i18n/index.ts'
import { createPageRouter } from './router.ts'
import { useDiagnostics } from './stores/diagnostics.ts'
import { useNavigation } from './stores/navigation.ts'
import { useSettings } from './stores/settings.ts'
import { useWorkspace } from './stores/workspace.ts'
import { watchPage } from './views/shell/pageFailures.ts'
import './styles/tokens.css'
import './styles/base.css'

/** The page begins with its connection: the token must leave the address before the router reads it. */
async function start(): Promise<void> {
  let refused: unknown = null
  try {
    await connectPage(window)
  } catch (error) {
    refused = error
  }
  const pinia = createPinia()
  const router = createPageRouter()
  // What is open is known before the router looks at the address, so that a reload stays where it was.
  if (refused === null) {
    try {
      await useSettings(pinia).load()
      await useWorkspace(pinia).refresh()
    } catch (error) {
      refused = error
    }
  }
  const app = createApp(App, { refused })
  watchPage(app, window, useDiagnostics(pinia).note)
  app.use(pinia).use(i18n).use(router)
  useNavigation().attach((to) => void router.push(to))
  app.mount('#app')
}
void start()
