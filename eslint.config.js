import tseslint from 'typescript-eslint'
import vue from 'eslint-plugin-vue'
import vueParser from 'vue-eslint-parser'

const ban = (group, message) => ({ group, message })
const imports = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] })
const network = ban(
  [
    'http',
    'https',
    'http2',
    'net',
    'tls',
    'dgram',
    'dns',
    'undici',
    'node:http',
    'node:https',
    'node:http2',
    'node:net',
    'node:tls',
    'node:dgram',
    'node:dns',
  ],
  'Nothing here talks to a network; only hosts/loopback.ts may listen on 127.0.0.1.',
)
// A later block replaces the rule of an earlier one, so every room of the page repeats it.
const page = ban(
  ['node:*', 'electron', '**/electron/**'],
  'The page reaches the engine through renderer/api only.',
)

export default tseslint.config(
  { ignores: ['out/', 'dist/', 'node_modules/', 'demo-output/', '**/*.d.ts'] },
  ...tseslint.configs.recommended,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.ts', '**/*.vue', '**/*.mjs', '**/*.js'],
    languageOptions: {
      parser: vueParser,
      parserOptions: { parser: tseslint.parser, extraFileExtensions: ['.vue'], sourceType: 'module' },
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only (configs and .vue apart).' },
      ],
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/multi-word-component-names': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/first-attribute-linebreak': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/require-default-prop': 'off',
      'vue/attributes-order': 'off',
      'vue/one-component-per-file': 'off',
      'vue/no-v-html': 'error',
      'no-restricted-properties': [
        'error',
        { property: 'innerHTML', message: 'Text only; imported cells are hostile.' },
        { property: 'outerHTML', message: 'Text only.' },
        { property: 'insertAdjacentHTML', message: 'Text only.' },
      ],
    },
  },
  {
    // What only types can tell. A promise nobody waits for loses its error; a switch that forgets a case answers nothing.
    files: ['{shared,electron,renderer,test}/**/*.{ts,vue}'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/no-base-to-string': 'error',
      '@typescript-eslint/restrict-plus-operands': 'error',
    },
  },
  {
    files: ['shared/**/*.ts'],
    rules: imports(
      ban(['node:*', 'vue', 'electron'], 'shared/ knows neither Node nor the DOM.'),
      ban(['**/electron/**', '**/renderer/**'], 'shared/ imports nobody.'),
    ),
  },
  {
    files: ['electron/engine/**/*.ts'],
    rules: imports(
      network,
      ban(['electron'], 'The engine is plain Node; Electron belongs to main/ and hosts/utility.ts.'),
      ban(['**/hosts/**', '**/main/**', '**/renderer/**'], 'The engine is called, it calls nobody above it.'),
    ),
  },
  {
    files: ['electron/main/**/*.ts', 'electron/preload/**/*.ts'],
    rules: imports(
      network,
      ban(['**/engine/**', 'better-sqlite3*', 'xlsx'], 'main only introduces page and engine to each other.'),
    ),
  },
  {
    files: ['electron/hosts/**/*.ts'],
    ignores: ['electron/hosts/loopback.ts', 'electron/hosts/loopback/**'],
    rules: imports(network),
  },
  { files: ['renderer/**/*.ts', 'renderer/**/*.vue'], rules: imports(page) },
  {
    files: ['renderer/components/**', 'renderer/chart/**'],
    rules: imports(page, ban(['**/stores/**', '**/api/**', '**/api'], 'Props in, events out.')),
  },
  {
    files: ['renderer/views/**'],
    rules: imports(page, ban(['**/api/**', '**/api'], 'Views speak to stores; stores speak to the api.')),
  },
  {
    files: ['scripts/**', 'electron/hosts/cli.ts', 'electron/hosts/cli/**', 'test/bench/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['eslint.config.js', '**/*.config.ts', '**/*.vue', '**/vitest.*.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
)
