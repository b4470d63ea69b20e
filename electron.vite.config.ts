import { resolve } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import { colourDeclarations } from './shared/model/chart/colours.ts'

const root = import.meta.dirname
const at = (...parts: string[]) => resolve(root, ...parts)
/** Nothing of a build tells where it was made, and nothing of it is found by a hashed folder: entries and chunks lie side by side. */
const flat = {
  format: 'es',
  entryFileNames: '[name].js',
  chunkFileNames: 'chunk-[name]-[hash].js',
  // Without comments of libraries; names stay, so that a stack can be read.
  minify: { mangle: false, compress: false, codegen: { removeWhitespace: true } },
} as const

/** Puts the colours that page and pictures share into tokens.css, where it says `@colours light;`. */
const sharedColours = {
  name: 'shared-colours',
  enforce: 'pre',
  transform: (code: string, id: string) =>
    id.endsWith('/styles/tokens.css')
      ? code.replaceAll(/@colours (light|dark);/g, (_, theme: 'light' | 'dark') => colourDeclarations(theme))
      : null,
} as const

export default defineConfig({
  main: {
    build: {
      outDir: at('out/main'),
      emptyOutDir: true,
      target: 'node24',
      // Two packages hold native addons, fflate's own `require` does not bear bundling, pdf.js and 7-Zip read files beside them, in the parser alone;
      // everything else is part of the bundle and scanned with it.
      externalizeDeps: {
        exclude: ['@noble/hashes', '@scure/base', 'docx', 'fontkit', 'pdfkit', 'qr', 'valibot', 'xlsx'],
      },
      minify: false,
      sourcemap: false,
      lib: {
        formats: ['es'],
        entry: {
          index: at('electron/main/index.ts'),
          utility: at('electron/hosts/utility.ts'),
          loopback: at('electron/hosts/loopback.ts'),
          pageServer: at('electron/hosts/pageServer.ts'),
          cli: at('electron/hosts/cli.ts'),
          parserWorker: at('electron/engine/import/process/parserWorker.ts'),
          threadEntry: at('electron/engine/threadEntry.ts'),
          utilityEngine: at('electron/hosts/utilityEngine.ts'),
          readerThread: at('electron/engine/readerThread.ts'),
          suggestWorker: at('electron/engine/identity/suggest/suggestWorker.ts'),
          verifyThread: at('electron/engine/verification/verifyThread.ts'),
        },
      },
      rollupOptions: { output: flat },
    },
  },
  preload: {
    build: {
      outDir: at('out/preload'),
      emptyOutDir: true,
      minify: false,
      sourcemap: false,
      externalizeDeps: false,
      lib: { formats: ['cjs'], entry: { index: at('electron/preload/index.ts') } },
      rollupOptions: { output: { format: 'cjs', entryFileNames: '[name].cjs' } },
    },
  },
  renderer: {
    root: at('renderer'),
    base: './',
    plugins: [vue(), sharedColours],
    define: {
      __VUE_OPTIONS_API__: 'false',
      __VUE_PROD_DEVTOOLS__: 'false',
      __INTLIFY_JIT_COMPILATION__: 'true',
      __INTLIFY_DROP_MESSAGE_COMPILER__: 'false',
      __VUE_I18N_LEGACY_API__: 'false',
    },
    build: {
      outDir: at('out/renderer'),
      emptyOutDir: true,
      target: 'chrome140',
      minify: true,
      sourcemap: false,
      // The policy allows no `data:` fonts and no inline script.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 2_000,
      rollupOptions: { input: at('renderer/index.html') },
    },
  },
})
