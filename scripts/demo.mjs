/**
 * npm run demo: the main job without a window. Makes both sample cases from their spreadsheets, prints what was imported and the
 * measures beside the known right figures, writes case files and reports to demo-output/. Exit code 1 when a figure differs.
 *   npm run demo -- [--out FOLDER] [--lang zh|en]
 */
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureInstalled, Missing } from './ensure.mjs'
import { root, withProjectNode } from './runtime.mjs'

try {
  await ensureInstalled()
  await withProjectNode(import.meta.url, demo)
} catch (error) {
  if (!(error instanceof Missing)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}

async function demo() {
  const { values } = parseArgs({
    options: {
      out: { type: 'string', default: join(root, 'demo-output') },
      lang: { type: 'string', default: 'zh' },
    },
  })
  const { openEngine } = await import('../electron/engine/index.ts')
  const { hostFolders } = await import('../electron/hosts/folders.ts')
  const out = resolve(process.env.INIT_CWD ?? root, values.out)
  mkdirSync(out, { recursive: true })
  const passing = mkdtempSync(join(tmpdir(), 'lianzheng-demo-'))
  let wrong = 0
  try {
    for (const id of ['piracy', 'betting']) {
      const place = join(out, id)
      rmSync(place, { recursive: true, force: true })
      mkdirSync(place, { recursive: true })
      // The case file is to stand in the output folder, so that folder is the cases folder of this engine.
      const engine = openEngine({ ...hostFolders(passing), casesFolder: place, operator: 'demo' })
      try {
        wrong += await makeCase({ engine, id, place, language: values.lang === 'en' ? 'en' : 'zh' })
      } finally {
        await engine.shutdown()
      }
    }
  } finally {
    rmSync(passing, { recursive: true, force: true })
  }
  say(
    wrong === 0
      ? `All figures agree with the right answers. Everything is in ${shown(out)}`
      : `${wrong} figures differ from the right answers.`,
  )
  return wrong === 0 ? 0 : 1
}

/** Makes one case; gives back how many figures are wrong. */
async function makeCase({ engine, id, place, language }) {
  const { textTable } = await import('../electron/hosts/cli/textTable.ts')
  const { figureDecimal } = await import('../shared/model/numberText.ts')
  const sample = (await engine.call('workspace.read', {})).samples.find((candidate) => candidate.id === id)
  say(`\n■ ${sample.nameZh} · ${sample.nameEn}`)
  await engine.call('workspace.openSample', { sample: id })
  try {
    const imports = [...(await engine.call('import.batches', {}))].sort((a, b) => a.batchId - b.batchId)
    const right = (title) => ({ title, right: true })
    const counts = ({ read, accepted, duplicate, rejected, skipped }) => [
      read,
      accepted,
      duplicate,
      rejected,
      skipped,
    ]
    const total = imports.reduce(
      (sum, batch) => counts(batch.reconciliation).map((value, index) => value + sum[index]),
      [0, 0, 0, 0, 0],
    )
    say(
      textTable(
        [
          { title: 'file' },
          { title: 'kinds' },
          right('read'),
          right('accepted'),
          right('duplicate'),
          right('rejected'),
          right('skipped'),
        ],
        [
          ...imports.map((batch) => [
            batch.fileName,
            [...new Set(batch.sheets.map((sheet) => sheet.kind).filter((kind) => kind !== null))].join(', '),
            ...counts(batch.reconciliation),
          ]),
          ['total', '', ...total],
        ],
      ),
    )
    const unbalanced = imports
      .flatMap((batch) => batch.sheets)
      .filter(
        ({ reconciliation: { read, accepted, duplicate, rejected, skipped } }) =>
          read !== accepted + duplicate + rejected + skipped,
      )
    const measures = compare(
      id,
      (await engine.call('measures.list', {})).map((measure) => ({
        ...measure,
        value: measure.value === null ? null : figureDecimal(measure.value),
      })),
    )
    say('')
    say(
      textTable(
        [
          { title: 'measure' },
          right('value'),
          { title: 'unit' },
          right('rows'),
          right('right answer'),
          { title: '' },
        ],
        measures.map(({ id: name, value, unit, rows, answer, verdict }) => [
          name,
          value ?? '–',
          unit,
          rows,
          answer ?? '',
          verdict,
        ]),
      ),
    )
    say('')
    for (const method of ['report.document', 'report.workbook']) {
      const file = await engine.call(method, { language: language === 'zh' ? 'zh-CN' : 'en' })
      copyFileSync(engine.files.get(file.fileId).path, join(place, file.fileName))
      say(`${shown(join(place, file.fileName))}  ${file.size} bytes  sha256 ${file.sha256}`)
    }
    const verification = await engine.call('case.verify', {})
    const failed = verification.checks.filter((check) => !check.ok)
    say(
      `${shown(join(place, readdirSync(place).find((name) => name.endsWith('.lzcase')) ?? ''))}  ${failed.length === 0 ? `verified: ${verification.checks.map((check) => check.check).join(', ')}` : `VERIFICATION FAILED: ${failed.map((check) => `${check.check} ${check.detail ?? ''}`).join(', ')}`}`,
    )
    return unbalanced.length + failed.length + measures.filter(({ verdict }) => verdict === 'DIFFERS').length
  } finally {
    await engine.call('workspace.close', {})
  }
}

/** The figures beside the right answers of the made-up case; a measure without an answer in it stands alone, a missing one differs. */
function compare(id, measures) {
  const read = (name) => JSON.parse(readFileSync(join(root, 'test', 'fixtures', 'truth', name), 'utf8'))
  const truth = read(`${id}.json`)
  const paths = read('measures.json')[id]
  const answers = new Map(
    Object.entries(paths).map(([name, path]) => [name, path.reduce((value, key) => value?.[key], truth)]),
  )
  const missing = [...answers]
    .filter(([name]) => !measures.some((measure) => measure.id === name))
    .map(([name, answer]) => ({ id: name, value: null, unit: '', rows: 0, answer, verdict: 'DIFFERS' }))
  return [
    ...measures.map((measure) => {
      const answer = answers.get(measure.id)
      const equal = measure.value !== null && Number(measure.value) === answer
      const verdict = answer === undefined ? '' : equal ? 'equal' : 'DIFFERS'
      return { ...measure, answer, verdict }
    }),
    ...missing,
  ].filter(({ value, verdict }) => value !== null || verdict !== '')
}
function shown(path) {
  const short = relative(process.env.INIT_CWD ?? process.cwd(), path)
  return short.startsWith('..') ? path : short
}
function say(line) {
  process.stdout.write(`${line}\n`)
}
