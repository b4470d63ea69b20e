/** The command line over the same engine. JSON on stdout with --json and nothing else there; everything said to people goes to stderr. */
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { AppError, fromEnvelope } from '../../shared/errors.ts'
import { asKnownFailure, createPassingRoom, openEngine } from '../engine/index.ts'
import type { Engine } from '../engine/index.ts'
import { accountsCommand } from './cli/accountsCommand.ts'
import { analysisCommands } from './cli/analysisCommands.ts'
import { caseCommands } from './cli/caseCommands.ts'
import { collide } from './cli/collideCommand.ts'
import { parseGiven, UsageError } from './cli/command.ts'
import type { Command, CommandContext, Given } from './cli/command.ts'
import type { Language } from '../../shared/language.ts'
import { errorText } from './cli/errorText.ts'
import { shown } from './cli/textTable.ts'
import { commandHelp, generalHelp } from './cli/help.ts'
import { readFirstLine } from './cli/passphraseInput.ts'
import { detailsCommand } from './cli/detailsCommand.ts'
import { diagnosticsCommand } from './cli/diagnosticsCommand.ts'
import { identityCommands } from './cli/identityCommands.ts'
import { statementCommands } from './cli/statementCommands.ts'
import { findingCommands } from './cli/findingCommands.ts'
import { listsCommand } from './cli/listsCommand.ts'
import { resultsCommand } from './cli/resultsCommand.ts'
import { chartCommand } from './cli/chartCommand.ts'
import { personsCommand } from './cli/personsCommand.ts'
import { sheetCommands } from './cli/sheetCommands.ts'
import { lawCommands } from './cli/lawCommands.ts'
import { readCommands } from './cli/readCommands.ts'
import { series } from './cli/seriesCommand.ts'
import { serveCommand } from './cli/serveCommand.ts'
import { restoreCommand, snapshotsCommand } from './cli/snapshotCommands.ts'
import { hostFolders } from './folders.ts'
import type { HostFolders } from './folders.ts'

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  ...caseCommands.slice(0, 2),
  detailsCommand,
  ...readCommands,
  ...lawCommands,
  ...analysisCommands,
  resultsCommand,
  ...findingCommands,
  ...sheetCommands,
  accountsCommand,
  personsCommand,
  chartCommand,
  ...identityCommands,
  ...statementCommands,
  collide,
  series,
  listsCommand,
  ...caseCommands.slice(2),
  snapshotsCommand,
  restoreCommand,
  diagnosticsCommand,
  serveCommand,
]

export interface Terminal {
  readonly stdin: Readable
  readonly stdout: Writable
  readonly stderr: Writable
}
export type ExitCode = 0 | 1 | 2 | 3 | 4

/** Runs one command line and gives its exit code. `asked` resolves when the person wants to end. */
export async function runCommandLine(
  args: readonly string[],
  terminal: Terminal,
  asked: Promise<void>,
): Promise<ExitCode> {
  const { name, rest } = commandNamed(args)
  const { appVersion } = hostFolders()
  const wanted = name === undefined || name === 'help' || name === '--help' || name === '-h' ? 'help' : name
  if (wanted === 'help') return sayHelp(commandNamed(rest).name, name !== undefined, terminal, appVersion)
  if (wanted === '--version' || wanted === 'version') {
    terminal.stdout.write(`${appVersion}\n`)
    return 0
  }
  const command = commands.find((candidate) => candidate.name === wanted)
  if (command === undefined) return misused(terminal, unknownCommand(wanted), null)
  let given: Given
  try {
    given = parseGiven(command, rest)
    if (given.on('help')) {
      terminal.stdout.write(`${commandHelp(command)}\n`)
      return 0
    }
    return await runCommand(command, given, terminal, asked)
  } catch (error) {
    if (error instanceof UsageError) return misused(terminal, error.message, command)
    throw error
  }
}

/** The command's name, of one word or of two (`identity list`), and what stands after it. */
function commandNamed(args: readonly string[]): {
  readonly name: string | undefined
  readonly rest: readonly string[]
} {
  const two = args.slice(0, 2).join(' ')
  return commands.some((command) => command.name === two)
    ? { name: two, rest: args.slice(2) }
    : { name: args[0], rest: args.slice(1) }
}
function unknownCommand(name: string): string {
  const longer = commands.filter((command) => command.name.startsWith(`${name} `))
  return longer.length === 0
    ? `there is no command "${name}"`
    : `"${name}" takes one of ${longer.map((command) => command.name.slice(name.length + 1)).join(', ')}`
}

async function runCommand(
  command: Command,
  given: Given,
  terminal: Terminal,
  asked: Promise<void>,
): Promise<ExitCode> {
  const language = languageOf(given)
  const ended = new AbortController()
  const end = asked.then(() => {
    ended.abort()
  })
  const desk = openDesk(given, command.ownData === true)
  const json = given.on('json')
  const context: CommandContext = {
    given,
    language,
    ended: end,
    signal: ended.signal,
    get engine() {
      return desk.engine()
    },
    passphrase: () => (given.on('passphrase-stdin') ? readFirstLine(terminal.stdin) : Promise.resolve(null)),
    output: {
      result(value, text) {
        terminal.stdout.write(`${json ? JSON.stringify(value) : shown(text())}\n`)
      },
      note(line) {
        terminal.stderr.write(`${shown(line)}\n`)
      },
    },
  }
  try {
    return await command.run(context)
  } catch (error) {
    if (error instanceof UsageError) throw error
    const known = named(error, () => desk.engine().diagnostics)
    terminal.stderr.write(`${shown(errorText(known, language))}\n`)
    return known.code === 'internal' ? 3 : 1
  } finally {
    await desk.close()
  }
}
/** What is unknown goes into the diagnostics log, where that can be written. */
function named(error: unknown, diagnostics: () => Engine['diagnostics']): AppError {
  const known = asKnownFailure(error)
  if (known instanceof AppError) return known
  try {
    return fromEnvelope(diagnostics().failed('cli', error))
  } catch (second) {
    const other = asKnownFailure(second)
    return other instanceof AppError ? other : new AppError('internal', 'no engine could be started')
  }
}
function languageOf(given: Given): Language {
  const language = given.text('lang') ?? 'zh'
  if (language !== 'zh' && language !== 'en') throw new UsageError('--lang is zh or en')
  return language === 'zh' ? 'zh-CN' : 'en'
}

/**
 * Folders and engine of one command. Without --data they are thrown away afterwards: a command leaves nothing but its case file, and after an
 * internal error its lines in the person's own diagnostics log.
 */
function openDesk(given: Given, ownData: boolean): { engine(): Engine; close(): Promise<void> } {
  const kept = given.text('data')
  const own = hostFolders(kept)
  const room = createPassingRoom(join(own.settingsFolder, 'passing'))
  let engine: Engine | null = null
  const operator = given.text('operator')
  return {
    engine: () =>
      (engine ??= openEngine({
        ...(kept === undefined && !ownData ? passingFolders(own, room.newFolder()) : own),
        forgetful: kept === undefined,
        onlyTroubles: true,
        diagnosticsFolder: own.settingsFolder,
        passingFolder: join(own.settingsFolder, 'passing'),
        ...(operator === undefined ? {} : { operator }),
      })),
    async close() {
      await engine?.shutdown()
      room.dispose()
    },
  }
}
function passingFolders(own: HostFolders, folder: string): HostFolders {
  return { ...own, casesFolder: join(folder, 'cases'), settingsFolder: join(folder, 'settings') }
}

function sayHelp(about: string | undefined, asked: boolean, terminal: Terminal, version: string): ExitCode {
  const command = commands.find((candidate) => candidate.name === about)
  if (about !== undefined && command === undefined) return misused(terminal, unknownCommand(about), null)
  const text = `${command === undefined ? generalHelp(commands, version) : commandHelp(command)}\n`
  if (asked) terminal.stdout.write(text)
  else terminal.stderr.write(text)
  return asked ? 0 : 2
}
function misused(terminal: Terminal, reason: string, command: Command | null): ExitCode {
  terminal.stderr.write(
    `${shown(reason)}\n${command === null ? 'lianzheng help lists the commands' : `lianzheng help ${command.name} says how it is used`}\n`,
  )
  return 2
}

if (import.meta.main) {
  const asked = new Promise<void>((done) => {
    // `on`, not `once`: Ctrl+C can arrive twice (from the terminal and passed on by npm), and the second must not cut the ending short.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => {
        done()
      })
  })
  // A reader that closes the pipe early (head) is no error.
  process.stdout.on('error', (error: Error & { readonly code?: string }) => {
    process.exit(error.code === 'EPIPE' ? 0 : 3)
  })
  process.exitCode = await runCommandLine(process.argv.slice(2), process, asked)
  // The stdin of a terminal would keep the process; nothing else may be left.
  process.stdin.destroy()
}
