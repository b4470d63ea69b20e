/** The window's own history: addresses name rows, entities and words of the case that was open. */
import type { Router } from 'vue-router'

/**
 * Takes every address that a case left out of the window's history: its first entry becomes the present screen, and what came after it is dropped. Back and
 * forward then lead to nothing of that case, also when another one is opened.
 */
export async function forgetAddresses(router: Router): Promise<void> {
  const { history } = router.options
  const before = stepsBack()
  if (before > 0) {
    const arrived = new Promise<void>((resolve) => {
      window.addEventListener(
        'popstate',
        () => {
          resolve()
        },
        { once: true },
      )
    })
    // The router's own listener is held back, or it would open the first screen again.
    history.go(-before, false)
    await arrived
  }
  const { fullPath } = router.currentRoute.value
  history.replace(fullPath)
  // A new entry drops those that could be gone forward to.
  history.push(fullPath)
}
/** How far back this very page began: an entry of another page, or of this one before it was loaded anew, would be loaded again. */
function stepsBack(): number {
  const entries = window.navigation.entries()
  const present = window.navigation.currentEntry?.index ?? 0
  let first = present
  while (first > 0 && entries[first - 1]?.sameDocument === true) first -= 1
  return present - first
}
