/** npm run build: main, preload and page into out/. */
import { build, ensureInstalled } from './ensure.mjs'

await ensureInstalled()
await build()
