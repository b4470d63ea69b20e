/** Commands about a whole case: make, fill, check, take back, report. */
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import type { ImportBatch, ReportFile, Reconciliation } from '../../../shared/contract/index.ts'
import { textIn, type Language } from '../../../shared/language.ts'
import { findingText, verificationLimits } from '../../../shared/words/verification.ts'
import { keepFile, redactAsked, redactOption } from './keepFile.ts'
import { UsageError } from './command.ts'
import type { Command, CommandContext } from './command.ts'
import { errorText } from './errorText.ts'
import { listFiles } from './fileList.ts'
import type { NamedFile } from './fileList.ts'
import { withCase } from './openCase.ts'
import { findingLines, head, headFindings, headOptions } from './headCommands.ts'
import { signatureMeaning } from '../../../shared/words/headCheck.ts'
import { importLines } from './importLines.ts'
import { textTable } from './textTable.ts'

const newCase: Command = {
  name: 'new',
  words: 'CASE --name TEXT (--open | --passphrase-stdin)',
  least: 1,
  most: 1,
  summary: 'make a case file, encrypted with a passphrase or deliberately open',
  options: {
    name: { value: 'TEXT', help: 'name of the case (required)' },
    open: { help: 'without a passphrase: anyone who has the file can read it' },
  },
  async run(context) {
    const { given, engine, output } = context
    const name = given.text('name')
    if (name === undefined) throw new UsageError('--name TEXT is missing')
    if (given.on('open') === given.on('passphrase-stdin'))
      throw new UsageError('give either --open or --passphrase-stdin')
    const path = resolve(given.words[0] ?? '')
    if (!existsSync(dirname(path)))
      throw new AppError('io-error', 'there is no such folder', { folder: dirname(path) })
    const passphrase = await context.passphrase()
    const info = await engine.call('workspace.create', {
      name,
      passphrase,
      place: engine.files.grant(path, { writable: true }),
    })
    await engine.call('workspace.close', {})
    output.result(info, () => `${basename(path)}: ${info.name} (${info.cipher ?? 'open'})`)
    return 0
  },
}

export interface ImportedFile {
  readonly file: string
  readonly status: 'imported' | 'passed-over' | 'failed'
  readonly batch: ImportBatch | null
  readonly error: { readonly code: string; readonly message: string } | null
  /** Sheets in doubt, with the kinds that fit, best first. */
  readonly waiting: readonly { readonly sheet: string; readonly kinds: readonly string[] }[]
}
const importFiles: Command = {
  name: 'import',
  words: 'CASE FILE… [--accept]',
  least: 2,
  most: 100_000,
  summary: 'import spreadsheets (files and folders) by recognition alone',
  more: [
    'Folders are walked through, archives (zip, gzip, tar) are unfolded; what is no table there, or is in the case already, is passed over and told.',
    'read = accepted + duplicate + rejected + skipped. Exit code 1 when a file that was named itself was not imported.',
    'A sheet that several kinds fit, or one only nearly, is kept as it stands and told with the readings that fit: exit code 4. Undo its import and give --accept to take the first.',
  ],
  options: {
    accept: { help: 'take the first reading of a sheet in doubt' },
    passwords: {
      value: 'FILE',
      help: 'passwords of protected files and archives, one a line (UTF-8), tried one after the other',
    },
  },
  run(context) {
    const { given, output, language } = context
    const files = listFiles(given.words.slice(1))
    const passwords = readPasswords(given.text('passwords'))
    return withCase(context, given.words[0], 'write', async () => {
      const results: ImportedFile[] = []
      for (const file of files) {
        const imported = await importOne(context, file, passwords)
        results.push(...imported)
        for (const result of imported) for (const line of importLines(result, language)) output.note(line)
      }
      const total = results.reduce(
        (sum, { batch }) => (batch === null ? sum : add(sum, batch.reconciliation)),
        nothingRead,
      )
      output.result({ files: results, ...total }, () => importTable(results, total, language))
      if (results.some(({ status }) => status === 'failed')) return 1
      return results.some(({ waiting }) => waiting.length > 0) ? 4 : 0
    })
  },
}
const passedOver: ReadonlySet<string> = new Set([
  'file-empty',
  'file-not-table',
  'sheet-without-header',
  'original-already-imported',
])
/** Imports a file, or every file within an archive. */
async function importOne(
  context: CommandContext,
  file: NamedFile,
  passwords: readonly string[],
): Promise<readonly ImportedFile[]> {
  const fileId = context.engine.files.grant(file.path, { fileName: basename(file.path) })
  try {
    return await importGranted(context, { fileId, path: file.relativePath, named: file.named }, passwords)
  } finally {
    context.engine.files.revoke(fileId)
  }
}
async function importGranted(
  context: CommandContext,
  file: { readonly fileId: string; readonly path: string; readonly named: boolean },
  passwords: readonly string[],
): Promise<readonly ImportedFile[]> {
  const { engine, language, signal } = context
  const { fileId, path } = file
  const failure = (error: AppError, where = path): ImportedFile => ({
    file: where,
    status: !file.named && passedOver.has(error.code) ? 'passed-over' : 'failed',
    batch: null,
    waiting: [],
    error: { code: error.code, message: errorText(error, language) },
  })
  try {
    const batch = await withPasswords(passwords, (password) =>
      engine.call(
        'import.run',
        { fileId, path, accept: context.given.on('accept'), ...password },
        { signal },
      ),
    )
    const waiting = batch.sheets.some(({ skip }) => skip === 'undecided')
      ? await withPasswords(passwords, (password) => readingsOf(context, fileId, password))
      : []
    return [{ file: path, status: 'imported', batch, error: null, waiting }]
  } catch (thrown) {
    if (!isExpected(thrown)) throw thrown
    if (thrown.code !== 'file-is-archive') return [failure(thrown)]
  }
  try {
    const { members, refused } = await withPasswords(passwords, (password) =>
      engine.call('import.unpack', { fileId, path, ...password }, { signal }),
    )
    const results: ImportedFile[] = refused.map(({ path: inside, error }) =>
      failure(new AppError(error.code, error.message, error.details), inside),
    )
    for (const member of members) {
      results.push(...(await importGranted(context, { ...member, named: false }, passwords)))
      engine.files.revoke(member.fileId)
    }
    return results
  } catch (thrown) {
    if (!isExpected(thrown)) throw thrown
    return [failure(thrown)]
  }
}
/** The sheets of a file that wait for a decision, each with the kinds that fit, best first. */
async function readingsOf(
  { engine, signal }: CommandContext,
  fileId: string,
  password: { readonly password?: string },
): Promise<ImportedFile['waiting']> {
  const { sheets } = await engine.call('import.inspect', { fileId, ...password }, { signal })
  return sheets
    .filter(({ skip }) => skip === 'undecided')
    .map(({ name, readings }) => ({ sheet: name, kinds: readings.map(({ kind }) => kind) }))
}
function isExpected(thrown: unknown): thrown is AppError {
  return (
    thrown instanceof AppError &&
    thrown.code !== 'internal' &&
    thrown.code !== 'cancelled' &&
    thrown.code !== 'disk-full'
  )
}
/** Without a password first, then with each until one opens the file. */
async function withPasswords<T>(
  passwords: readonly string[],
  attempt: (password: { readonly password?: string }) => Promise<T>,
): Promise<T> {
  let last: unknown
  for (const password of [undefined, ...passwords]) {
    try {
      return await attempt(password === undefined ? {} : { password })
    } catch (thrown) {
      last = thrown
      if (
        !(thrown instanceof AppError) ||
        (thrown.code !== 'file-encrypted' && thrown.code !== 'file-password-wrong')
      )
        throw thrown
    }
  }
  throw last
}
function readPasswords(path: string | undefined): readonly string[] {
  if (path === undefined) return []
  try {
    return readFileSync(path, 'utf8')
      .replace(/^\ufeff/, '')
      .split(/\r?\n/)
      .filter((line) => line !== '')
  } catch {
    throw new AppError('file-unreadable', 'the file of passwords cannot be read', { file: path })
  }
}
const nothingRead: Reconciliation = { read: 0, accepted: 0, duplicate: 0, rejected: 0, skipped: 0 }
function add(a: Reconciliation, b: Reconciliation): Reconciliation {
  return {
    read: a.read + b.read,
    accepted: a.accepted + b.accepted,
    duplicate: a.duplicate + b.duplicate,
    rejected: a.rejected + b.rejected,
    skipped: a.skipped + b.skipped,
  }
}
function importTable(results: readonly ImportedFile[], total: Reconciliation, language: Language): string {
  const counts = (sum: Reconciliation): number[] => [
    sum.read,
    sum.accepted,
    sum.duplicate,
    sum.rejected,
    sum.skipped,
  ]
  const titles =
    language === 'zh-CN'
      ? ['文件', '读取', '接受', '重复', '拒绝', '跳过']
      : ['file', 'read', 'accepted', 'duplicate', 'rejected', 'skipped']
  return textTable(
    titles.map((title, index) => ({ title, right: index > 0 })),
    [
      ...results.map((result) => [
        result.file,
        ...(result.batch === null ? [result.error?.code ?? ''] : counts(result.batch.reconciliation)),
      ]),
      [language === 'zh-CN' ? '合计' : 'total', ...counts(total)],
    ],
  )
}

const reportFormats = ['docx', 'html', 'xlsx'] as const
/** The word as one of those an option takes. Throws `UsageError`. */
function oneOf<T extends string>(option: string, words: readonly T[]): (word: string) => T {
  return (word) => {
    const found = words.find((candidate) => candidate === word.trim())
    if (found === undefined) throw new UsageError(`--${option} takes ${words.join(', ')}`)
    return found
  }
}

const report: Command = {
  name: 'report',
  words: 'CASE --out FOLDER [--format LIST] [--redact WHAT]',
  least: 1,
  most: 1,
  summary: 'write the report and the Excel workbook of a case',
  options: {
    out: { value: 'FOLDER', help: 'where to write them (required); made when it is not there' },
    format: { value: 'LIST', help: 'docx, html, xlsx, parted by commas (docx,xlsx)' },
    redact: redactOption,
  },
  run(context) {
    const { given, engine, output, language } = context
    const out = given.text('out')
    if (out === undefined) throw new UsageError('--out FOLDER is missing')
    const formats = (given.text('format') ?? 'docx,xlsx').split(',').map(oneOf('format', reportFormats))
    const redact = redactAsked(given)
    return withCase(context, given.words[0], 'leave', async () => {
      const written: (Omit<ReportFile, 'fileId'> & { readonly path: string })[] = []
      const options = { signal: context.signal }
      try {
        for (const format of formats) {
          const { fileId, ...file } =
            format === 'xlsx'
              ? await engine.call('report.workbook', { language, redact }, options)
              : await engine.call('report.document', { language, format, redact }, options)
          written.push({ ...file, path: await keepFile(context, { fileId, ...file }, out) })
        }
      } catch (error) {
        // All that was asked for, or none of it.
        for (const { path } of written) rmSync(path, { force: true })
        throw error
      }
      output.result(written, () =>
        written.map(({ path, size, sha256 }) => `${path}  ${size}  sha256 ${sha256}`).join('\n'),
      )
      return 0
    })
  },
}

const verify: Command = {
  name: 'verify',
  words: 'CASE [--deep] [--head TEXT] [--report FILE]',
  least: 1,
  most: 1,
  summary: 'check whether a case is as the program left it, by its own log',
  more: [
    'Schema, pages, audit chain, originals, batches, rows by their digests, what people added, derived facts.',
    'Exit code 1 when a check fails.',
  ],
  options: { deep: { help: 'also read every original again and compare row by row' }, ...headOptions },
  run(context) {
    const { given, engine, output, language } = context
    return withCase(context, given.words[0], 'read', async () => {
      const verification = await engine.call(
        'case.verify',
        { deep: given.on('deep') },
        { signal: context.signal },
      )
      const heads = await headFindings(context)
      const shown = heads === null ? verification : { ...verification, signed: heads }
      output.result(shown, () =>
        [
          textTable(
            [{ title: 'check' }, { title: 'ok' }, { title: 'looked at', right: true }, { title: '' }],
            verification.checks.map(({ check, ok, looked, detail }) => [
              check,
              ok ? 'ok' : 'FAILED',
              looked,
              detail,
            ]),
          ),
          ...verification.checks.flatMap(({ check, findings, further, notes }) => [
            ...findings.map((finding) => `${check}: ${findingText(finding, language)}`),
            ...(further > 0 ? [`${check}: + ${further}`] : []),
            ...notes.map((note) => `(${check}) ${findingText(note, language)}`),
          ]),
          textIn(verificationLimits, language),
          ...(heads === null ? [] : [findingLines(heads.lines), signatureMeaning(context.language)]),
        ].join('\n'),
      )
      return verification.ok && heads?.ok !== false ? 0 : 1
    })
  },
}

const history: Command = {
  name: 'history',
  words: 'CASE',
  least: 1,
  most: 1,
  summary: 'list what was done in a case, newest first',
  options: { limit: { value: 'N', whole: true, help: 'at most so many steps (100)' } },
  run(context) {
    const { given, engine, output } = context
    return withCase(context, given.words[0], 'read', async () => {
      const list = await engine.call('history.list', { limit: given.whole('limit', 100) })
      output.result(list, () =>
        textTable(
          [
            { title: 'step', right: true },
            { title: 'at' },
            { title: 'by' },
            { title: 'what' },
            { title: 'status' },
          ],
          list.entries.map(({ historyId, at, operator, action, params, status }) => [
            historyId,
            at,
            operator,
            [action, ...Object.values(params)].join(' '),
            status,
          ]),
        ),
      )
      return 0
    })
  },
}
const imports: Command = {
  name: 'imports',
  words: 'CASE',
  least: 1,
  most: 1,
  summary: 'list the imports of a case, newest first, with their counts and whether each is in',
  options: {},
  run(context) {
    const { given, engine, output, language } = context
    return withCase(context, given.words[0], 'read', async () => {
      const batches = await engine.call('import.batches', {})
      const titles =
        language === 'zh-CN'
          ? ['批次', '状态', '时间', '操作人', '读取', '接受', '重复', '拒绝', '跳过', '文件']
          : ['import', 'status', 'at', 'by', 'read', 'accepted', 'duplicate', 'rejected', 'skipped', 'file']
      output.result(batches, () =>
        textTable(
          titles.map((title, index) => ({ title, right: index === 0 || (index > 3 && index < 9) })),
          batches.map(({ batchId, status, at, operator, fileName, reconciliation: sum }) => [
            batchId,
            status,
            at,
            operator,
            sum.read,
            sum.accepted,
            sum.duplicate,
            sum.rejected,
            sum.skipped,
            fileName,
          ]),
        ),
      )
      return 0
    })
  },
}
function move(name: 'undo' | 'redo', summary: string): Command {
  return {
    name,
    words: 'CASE [--to STEP | --import IMPORT]',
    least: 1,
    most: 1,
    summary,
    more: [
      '`history` lists the steps, `imports` the imports. An import is taken out whatever came after it.',
    ],
    options: {
      to: { value: 'STEP', whole: true, help: 'everything up to and including this step' },
      import: { value: 'IMPORT', whole: true, help: 'only this import' },
    },
    run(context) {
      const { given, engine, output } = context
      const options = { signal: context.signal }
      if (given.text('to') !== undefined && given.text('import') !== undefined)
        throw new UsageError('give either --to or --import')
      return withCase(context, given.words[0], 'write', async () => {
        if (given.text('import') !== undefined) {
          const batch = await engine.call(`import.${name}`, { batchId: given.whole('import', 0) }, options)
          output.result(batch, () => [batch.batchId, batch.fileName, batch.status].join(' '))
          return 0
        }
        const to = given.text('to') === undefined ? {} : { to: given.whole('to', 0) }
        const entry = await engine.call(`history.${name}`, to, options)
        output.result(entry, () =>
          [entry.historyId, entry.action, ...Object.values(entry.params), entry.status].join(' '),
        )
        return 0
      })
    },
  }
}

export const caseCommands: readonly Command[] = [
  newCase,
  importFiles,
  report,
  verify,
  head,
  history,
  imports,
  move('undo', 'take back the last step, back to a step, or one import; also after a restart'),
  move('redo', 'do again what was taken back last, up to a step, or one import'),
]
