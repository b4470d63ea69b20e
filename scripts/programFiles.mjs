/**
 * The files of which a package is made. The engine lies as plain files, laid out as the project is: threads, addons and what is read beside a module
 * cannot be taken from inside an archive, and the same folder runs under Electron, under Node and from the browser edition.
 */
import { copyFileSync, globSync, mkdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { nativesFor } from './natives.mjs'
import { root } from './runtime.mjs'

/**
 * What the engine needs, as patterns below the project. Packages that are not named here are part of the bundle in out/main.
 * @param {string} platform as Node names it
 * @param {string} arch as Node names it
 */
export function engineFiles(platform, arch) {
  return [
    'package.json',
    'LICENSE',
    'out/main/*.js',
    'resources/samples/**',
    'resources/law/**',
    'node_modules/better-sqlite3-multiple-ciphers/{package.json,LICENSE}',
    'node_modules/better-sqlite3-multiple-ciphers/lib/**',
    'node_modules/@resvg/resvg-js/{package.json,LICENSE,*.js}',
    'node_modules/fflate/{package.json,LICENSE}',
    'node_modules/fflate/{esm,lib}/*.{mjs,cjs}',
    'node_modules/pdfjs-dist/{package.json,LICENSE}',
    'node_modules/pdfjs-dist/legacy/build/{pdf,pdf.worker}.mjs',
    'node_modules/pdfjs-dist/cmaps/**',
    'node_modules/7z-wasm/{package.json,License.txt,unRarLicense.txt,7zz.umd.js,7zz.es6.js,7zz.wasm}',
    ...nativesFor(platform, arch).flatMap(({ name, path }) => [`node_modules/${name}/package.json`, path]),
  ]
}

/**
 * Copies what the patterns name below the project to the same places below `folder`, in the order of the names. Gives back the places.
 * @param {readonly string[]} patterns
 * @param {string} folder
 */
export function copyProgram(patterns, folder) {
  const places = [...new Set(globSync([...patterns], { cwd: root }))]
    .map((place) => place.replaceAll('\\', '/'))
    .filter((place) => statSync(join(root, place)).isFile())
    .sort()
  for (const place of places) {
    const target = join(folder, place)
    mkdirSync(dirname(target), { recursive: true })
    copyFileSync(join(root, place), target)
  }
  return places
}
