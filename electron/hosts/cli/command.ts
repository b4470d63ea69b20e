/** What a command of the command line is: its words, options and work. Help and parsing both come from this. */
import { parseArgs } from 'node:util'
import type { Engine } from '../../engine/index.ts'
import type { Language } from '../../../shared/language.ts'

export interface Option {
  /** Name of the value in the help; left out for a switch. */
  readonly value?: string
  readonly help: string
  /** May be given several times. */
  readonly several?: boolean
  /** The value is a whole number. */
  readonly whole?: boolean
}
export interface Given {
  readonly words: readonly string[]
  /** The option's value; undefined when it was not given. */
  text(name: string): string | undefined
  texts(name: string): readonly string[]
  /** The value of an option that is a whole number. */
  whole(name: string, otherwise: number): number
  on(name: string): boolean
}
export interface Output {
  /** What the command found: JSON on stdout with --json, otherwise the text for people. */
  result(value: unknown, text: () => string): void
  /** Something said along the way; never on stdout. */
  note(line: string): void
}
export interface CommandContext {
  readonly given: Given
  readonly output: Output
  readonly language: Language
  readonly engine: Engine
  /** First line of stdin when --passphrase-stdin was given, otherwise null. */
  passphrase(): Promise<string | null>
  /** Resolves when the person asks to end (Ctrl+C, SIGTERM). */
  readonly ended: Promise<void>
  /** Aborts together with `ended`, for jobs. */
  readonly signal: AbortSignal
}
export interface Command {
  readonly name: string
  /** Words after the name, e.g. `CASE FILE…`. */
  readonly words: string
  /** How many words may stand there. */
  readonly least: number
  readonly most: number
  readonly summary: string
  /** Further lines of the help. */
  readonly more?: readonly string[]
  readonly options: Readonly<Record<string, Option>>
  /** Asks what the person's own program keeps when --data is not given, instead of nothing. */
  readonly ownData?: boolean
  /** Gives the exit code: 0, or 1 when part of it failed in an expected way, which has been printed. */
  /** Exit code: 4 when sheets wait for a decision. */
  run(context: CommandContext): Promise<0 | 1 | 4>
}

/** A command line that cannot be understood; exit code 2. */
export class UsageError extends Error {}

/** Options every command knows. */
export const commonOptions = {
  json: { help: 'print JSON on stdout and nothing else' },
  lang: { value: 'zh|en', help: 'language of rules, labels and messages (zh)' },
  'passphrase-stdin': { help: 'read the passphrase of the case from the first line of stdin' },
  operator: { value: 'NAME', help: 'who works, for history and audit log (the system account)' },
  data: { value: 'FOLDER', help: 'keep settings, recent list and own cases in this folder' },
  'break-lock': {
    help: 'open a case that a note says is open on another machine; only when it surely is not',
  },
  'accept-incomplete': {
    help: 'go on with a case that was copied while it was open; written into its audit log',
  },
  help: { help: 'say how the command is used' },
} as const satisfies Readonly<Record<string, Option>>

/** Reads the words and options of a command. Throws UsageError in plain words. */
export function parseGiven(command: Command, args: readonly string[]): Given {
  const options: Readonly<Record<string, Option>> = { ...commonOptions, ...command.options }
  const config = Object.fromEntries(
    Object.entries(options).map(([name, option]) => [
      name,
      {
        type: option.value === undefined ? ('boolean' as const) : ('string' as const),
        multiple: option.several === true,
      },
    ]),
  )
  let parsed: { readonly values: Readonly<Record<string, unknown>>; readonly positionals: readonly string[] }
  try {
    parsed = parseArgs({ args: [...args], options: config, allowPositionals: true, strict: true })
  } catch (error) {
    throw new UsageError(error instanceof Error ? (error.message.split(/\. /, 1)[0] ?? '') : 'unknown option')
  }
  const { values, positionals } = parsed
  if (values['help'] !== true && (positionals.length < command.least || positionals.length > command.most))
    throw new UsageError(`expected: ${command.name} ${command.words}`)
  const text = (name: string): string | undefined => {
    const value = values[name]
    return typeof value === 'string' ? value : undefined
  }
  for (const [name, option] of Object.entries(options)) {
    const value = text(name)
    if (option.whole === true && value !== undefined && !/^\d{1,9}$/.test(value))
      throw new UsageError(`--${name} is a whole number`)
  }
  return {
    words: positionals,
    text,
    texts(name) {
      const value = values[name]
      return Array.isArray(value) ? value.filter((part): part is string => typeof part === 'string') : []
    },
    whole(name, otherwise) {
      const value = text(name)
      return value === undefined ? otherwise : Number(value)
    },
    on: (name) => values[name] === true,
  }
}
