/**
 * What the diagnostics log may hold, and nothing else: times, names of methods and of functions of the program, codes, exit codes. Messages of
 * errors, arguments and paths never come in, since each of them could hold what stands in a case.
 */
import * as v from 'valibot'

const shortText = (most: number) => v.pipe(v.string(), v.maxLength(most))
const wholeNumber = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
/** One line of the log. */
export const diagnosticEntry = v.object({
  /** Local time `YYYY-MM-DD HH:MM:SS`. */
  at: shortText(19),
  /** start, end: the engine. error: a call or a part of the program failed. slow: a call took long. process: one ended. lost: lines that could not be written. */
  event: v.picklist(['start', 'end', 'error', 'slow', 'process', 'lost']),
  /** The method, or the part of the program. */
  where: v.optional(shortText(80)),
  code: v.optional(shortText(40)),
  /** Class of the error, e.g. TypeError. */
  name: v.optional(shortText(40)),
  /** Code of SQLite or of the system, e.g. SQLITE_FULL. */
  cause: v.optional(shortText(60)),
  /** What a person is told beside an internal error. */
  ref: v.optional(shortText(12)),
  /** Milliseconds. */
  ms: v.optional(wholeNumber),
  /** Exit code or signal of a process. */
  ended: v.optional(shortText(40)),
  /** How often it happened, when one line stands for several. */
  count: v.optional(wholeNumber),
  version: v.optional(shortText(40)),
  platform: v.optional(shortText(80)),
  frames: v.optional(v.pipe(v.array(shortText(240)), v.maxLength(40))),
})
export type DiagnosticEntry = Readonly<v.InferOutput<typeof diagnosticEntry>>
/** An error as far as it may be written down. */
export type SafeError = Pick<DiagnosticEntry, 'name' | 'cause' | 'frames'>

/** The entry of one line of the log; null for a line that is none. */
export function entryOfLine(line: string): DiagnosticEntry | null {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return null
  }
  const parsed = v.safeParse(diagnosticEntry, value)
  return parsed.success ? parsed.output : null
}

/** An entry as people read and copy it; the frames of an error on lines of their own. */
export function entryText(entry: DiagnosticEntry): string {
  const parts = [
    entry.at,
    entry.event,
    entry.where,
    entry.code,
    entry.name,
    entry.cause,
    entry.ref === undefined ? undefined : `[${entry.ref}]`,
    entry.ended === undefined ? undefined : `exit ${entry.ended}`,
    entry.ms === undefined ? undefined : `${entry.ms} ms`,
    entry.count === undefined ? undefined : `×${entry.count}`,
    entry.version,
    entry.platform,
  ]
  const head = parts.filter((part) => part !== undefined && part !== '').join(' ')
  return [head, ...(entry.frames ?? []).map((frame) => `    at ${frame}`)].join('\n')
}

const mostFrames = 12
const mostCauses = 3
/** Classes of errors of the language, of Node, of the browser and of the program; of any other only that it is an error. */
const knownNames: ReadonlySet<string> = new Set([
  'AggregateError',
  'AppError',
  'AssertionError',
  'DataCloneError',
  'DOMException',
  'Error',
  'EvalError',
  'RangeError',
  'ReferenceError',
  'SqliteError',
  'SyntaxError',
  'SystemError',
  'TypeError',
  'URIError',
  'UsageError',
  'ValiError',
])
const systemCode = /^(?:SQLITE_[A-Z_]{2,40}|ERR_[A-Z_]{2,40}|E[A-Z]{2,15})$/u

/** Class, system code and program places of anything thrown. Never throws, and never keeps a letter of a message. */
export function safeError(thrown: unknown): SafeError {
  try {
    return described(thrown)
  } catch {
    // Something that answers a look at it by throwing.
    return { name: 'Error' }
  }
}
function described(thrown: unknown): SafeError {
  if (!(thrown instanceof Error)) return { name: typeof thrown }
  const chain: Error[] = []
  for (
    let error: unknown = thrown;
    error instanceof Error && chain.length < mostCauses;
    error = error.cause
  ) {
    chain.push(error)
  }
  const codes = chain.flatMap((error) =>
    'code' in error && typeof error.code === 'string' && systemCode.test(error.code) ? [error.code] : [],
  )
  // What the failure came from says more than the words that were found for it.
  const frames = (chain.at(-1) === undefined ? [] : framesOf(chain.at(-1) as Error)).slice(0, mostFrames)
  const last = chain.at(-1) ?? thrown
  return {
    name: nameOf(last),
    ...(codes[0] === undefined ? {} : { cause: codes[0] }),
    ...(frames.length === 0 ? {} : { frames }),
  }
}
function nameOf(error: Error): string {
  const name = knownNames.has(error.name) ? error.name : error.constructor.name
  return knownNames.has(name) ? name : 'Error'
}

/** A message may look like frames itself, so it is cut off whole; where that is not sure, there are no frames. */
function framesOf({ message, stack }: Error): readonly string[] {
  if (typeof stack !== 'string' || typeof message !== 'string') return []
  let rest: string
  if (message === '') {
    const end = stack.indexOf('\n')
    if (end === -1 || !/^[\w$.]*(?: \[\w+\])?$/u.test(stack.slice(0, end))) return []
    rest = stack.slice(end)
  } else {
    const head = /^[\w$.]+(?: \[\w+\])?: /u.exec(stack)?.[0]
    if (head === undefined || !stack.startsWith(message, head.length)) return []
    rest = stack.slice(head.length + message.length)
    if (!rest.startsWith('\n')) return []
  }
  return framesIn(rest.split('\n'))
}
function framesIn(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => {
    const match = /^ {4}at (?:(.{1,200}) \()?(\S{1,1000}):(\d{1,7}):(\d{1,7})\)?$/u.exec(line)
    if (match === null) return []
    const [, called, file = '', row = '', column = ''] = match
    return [`${functionName(called)} (${programFile(file)}:${row}:${column})`]
  })
}
const frameForm = /^[\w$.<>#?[\] ]{1,120} \([\w./@+:-]{1,110}:\d{1,7}:\d{1,7}\)$/u
/** Frames that come from another process, held to the form of our own. */
export function safeFrames(given: readonly string[]): readonly string[] {
  return given.filter((frame) => frameForm.test(frame) && !/\d{8}/u.test(frame)).slice(0, mostFrames)
}
/** An error of another process, as the cause of the one it became here: its class and its frames, held to the form of our own. */
export function errorElsewhere(given: SafeError): Error {
  const error = new Error('')
  error.name = safeName(given.name ?? '')
  error.stack = ['Error', ...safeFrames(given.frames ?? []).map((frame) => `    at ${frame}`)].join('\n')
  return error
}
/**
 * The last error in what a process of Node wrote before it ended: its class, its code and the program's places; no letter of its message. Empty where
 * there is none. Lines of a message can look like places, so names of functions are not taken.
 */
export function errorInWords(text: string): SafeError {
  const lines = text.split(/\r?\n/u)
  const at = lines.findLastIndex((line) =>
    /^(?:Uncaught )?[A-Z][A-Za-z]{0,60}(?: \[\w{1,60}\])?(?::|$)/u.test(line),
  )
  if (at < 0) return {}
  const [, name = '', inHead] = /^(?:Uncaught )?([A-Za-z]+)(?: \[(\w+)\])?/u.exec(lines[at] ?? '') ?? []
  if (!knownNames.has(name)) return {}
  const rest = lines.slice(at + 1)
  const code = inHead ?? rest.flatMap((line) => /^ {2}code: '(\w{1,60})'/u.exec(line)?.[1] ?? [])[0]
  // The last place is followed by a brace where the error has fields.
  const frames = framesIn(rest.map((line) => line.replace(/ \{$/u, '')))
    .map((frame) => `? ${frame.slice(frame.lastIndexOf('('))}`)
    .slice(0, mostFrames)
  return {
    name,
    ...(code !== undefined && (systemCode.test(code) || code === 'MODULE_NOT_FOUND') ? { cause: code } : {}),
    ...(frames.length === 0 ? {} : { frames }),
  }
}
function functionName(called: string | undefined): string {
  if (called === undefined) return '<anonymous>'
  return /^(?:async |new )*[A-Za-z_$][\w$.<>#]{0,90}(?: \[as [\w$.<>]{1,60}\])?$/u.test(called) &&
    !/\d{4}/u.test(called)
    ? called.slice(0, 120)
    : '?'
}
/** A file of the program from its own folder on, or a module of Node; of any other nothing but that it is one. */
function programFile(file: string): string {
  if (/^node:[\w/]{1,60}$/u.test(file)) return file
  const place =
    /^.*(?:^|[/\\])((?:electron|shared|renderer|node_modules|out|assets|test|scripts)[/\\].+)$/u.exec(
      file,
    )?.[1]
  const plain = place?.replaceAll('\\', '/').replace(/\?.*$/u, '') ?? ''
  return /^[\w./@+-]{1,100}\.(?:ts|js|cjs|mjs|vue)$/u.test(plain) && !/\d{8}/u.test(plain) ? plain : '?'
}
/** The name of a class of errors, when it is one the log may hold. */
export function safeName(given: string): string {
  return knownNames.has(given) ? given : 'Error'
}
