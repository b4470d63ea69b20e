/**
 * Parsers for many small files one after the other. Starting a process and meeting its code for the first time costs twenty times what reading
 * ten rows does, so a parser may read the next file of the same run, under the rules of docs/decisions.md: it has read nothing but small
 * texts and xlsx workbooks so far, each without an error, and after each it gives the same answer about files of our own that it gave before
 * the first. Whatever else it was asked ends it.
 */
import type { LentParser, ParserPool, ParserProcess, StartParser } from '../../workspace/parserStart.ts'
import type { ParserRequest, ToParser } from './parserProtocol.ts'

/** Files up to this size are small. */
export const smallBytes = 4 * 1024 ** 2
export interface PoolRules {
  readonly heapMegabytes: number
  /** Requests after which a parser goes, whatever it says. */
  readonly mostRequests: number
  /** One that holds more after a file goes. */
  readonly keepMegabytes: number
  /** A request so soon after the one before belongs to the same run. */
  readonly runMs: number
  /** One that nobody wanted for so long goes. */
  readonly idleMs: number
  /** An answer about our own files that takes longer is none. */
  readonly proofMs: number
  /** The same for the first answer, with the start of the process and everything that is made once. */
  readonly startMs: number
  /** After a start that came to nothing each file has a parser of its own for so long. */
  readonly restMs: number
  readonly mostKept: number
}
export const poolRules: PoolRules = {
  heapMegabytes: 352,
  mostRequests: 50,
  keepMegabytes: 240,
  runMs: 5_000,
  idleMs: 10_000,
  proofMs: 5_000,
  startMs: 20_000,
  restMs: 60_000,
  mostKept: 3,
}
/** How long a parser that was let go of may take to leave by itself. */
const leaveMs = 1_000

/** Lets go of a parser that has answered: it exits by itself, and is only ended when something keeps it running. */
export function letLeave(parser: ParserProcess): void {
  const force = setTimeout(() => {
    parser.kill()
  }, leaveMs)
  parser.onMessage(() => undefined)
  parser.onEnd(() => {
    clearTimeout(force)
  })
  parser.release()
}
/** A parser for one request, which ends after it. */
export function lentOnce(parser: ParserProcess): LentParser {
  return {
    ...parser,
    giveBack: () => {
      letLeave(parser)
    },
    spend: () => undefined,
  }
}
/** Whether a request may be answered by a parser that answers others too: it holds no secret, and reads by our own readers unless the parser says otherwise. */
export function mayShare({ what, file }: ParserRequest): boolean {
  return what !== 'unpack' && file.size <= smallBytes && file.password === null && file.fileKey === null
}

interface Member {
  readonly parser: ParserProcess
  /** What it said of our own files before it read any other. */
  own: string | null
  requests: number
  spent: boolean
  lent: boolean
  /** Whether it may be lent; waits for the proof under way. */
  ready: Promise<boolean>
}

/** Asks a parser about our own files. `told` hears what it says, null for nothing in time; and null again when it ends or says anything unasked. */
function askProof(parser: ParserProcess, withinMs: number, told: (said: string | null) => void): void {
  const decide = (said: string | null): void => {
    clearTimeout(late)
    // From here on it has nothing to say until it is asked.
    parser.onMessage(fail)
    told(said)
  }
  const fail = (): void => {
    decide(null)
  }
  const late = setTimeout(fail, withinMs)
  late.unref()
  parser.onEnd(fail)
  parser.onMessage((message) => {
    decide(proofOf(message))
  })
  parser.post({ type: 'prove' } satisfies ToParser)
}
/** When a run of small files is under way: a request comes soon after the one before, and parsers can be started. */
function createRun(rules: PoolRules, idle: () => void) {
  let lastRequest = Number.NEGATIVE_INFINITY
  let restsUntil = Number.NEGATIVE_INFINITY
  let timer: NodeJS.Timeout | undefined
  return {
    goesOn(): boolean {
      const now = performance.now()
      return now - lastRequest < rules.runMs && now > restsUntil
    },
    /** A request has come, or was answered. */
    touch(): void {
      lastRequest = performance.now()
      clearTimeout(timer)
      timer = setTimeout(idle, rules.idleMs)
      timer.unref()
    },
    /** A parser could not be started. */
    rest(): void {
      restsUntil = performance.now() + rules.restMs
    },
    end(): void {
      clearTimeout(timer)
      lastRequest = Number.NEGATIVE_INFINITY
    },
  }
}

export function createParserPool(
  start: StartParser,
  entry: URL,
  given: Partial<PoolRules> = {},
): ParserPool & { readonly kept: () => number } {
  const rules = { ...poolRules, ...given }
  const members = new Set<Member>()
  const run = createRun(rules, () => {
    endAll(({ lent }) => !lent)
  })

  const startOne = (): ParserProcess => start({ entry, heapMegabytes: rules.heapMegabytes })
  const remove = (member: Member): void => {
    members.delete(member)
    if (!member.lent) letLeave(member.parser)
  }
  const endAll = (which: (member: Member) => boolean): void => {
    for (const member of [...members].filter(which)) remove(member)
  }
  /** Asks about our own files; the parser is the next one's when its answer is what it always was. */
  const prove = (member: Member): void => {
    const { parser } = member
    member.ready = new Promise((resolve) => {
      askProof(parser, member.own === null ? rules.startMs : rules.proofMs, (said) => {
        member.own ??= said
        const good = said !== null && said === member.own
        if (!good) {
          members.delete(member)
          parser.kill()
          if (member.own === null) run.rest()
        }
        resolve(good)
      })
    })
  }
  const add = (): Member => {
    const member: Member = {
      parser: startOne(),
      own: null,
      requests: 0,
      spent: false,
      lent: false,
      ready: Promise.resolve(false),
    }
    members.add(member)
    prove(member)
    return member
  }
  /** What becomes of one that has answered. */
  const takeBack = (member: Member): void => {
    member.lent = false
    run.touch()
    const resident = member.parser.residentBytes()
    if (
      !members.has(member) ||
      member.spent ||
      member.requests >= rules.mostRequests ||
      (resident !== null && resident > rules.keepMegabytes * 1024 ** 2)
    ) {
      remove(member)
      startAhead()
    } else prove(member)
  }
  /** In a run the next file finds a parser that has started while this one is read or written. */
  const startAhead = (): void => {
    if (
      run.goesOn() &&
      members.size < rules.mostKept &&
      ![...members].some(({ lent, spent }) => !lent && !spent)
    )
      add()
  }
  const lend = (member: Member): LentParser => {
    const { parser } = member
    member.lent = true
    member.requests += 1
    return {
      ...parser,
      onEnd: (listener) => {
        parser.onEnd((end) => {
          members.delete(member)
          listener(end)
        })
      },
      giveBack: () => {
        takeBack(member)
      },
      spend: () => {
        if (member.spent) return
        member.spent = true
        startAhead()
      },
      kill: () => {
        members.delete(member)
        parser.kill()
        run.touch()
        startAhead()
      },
    }
  }
  const once = (): LentParser => {
    const lent = lentOnce(startOne())
    return {
      ...lent,
      giveBack: () => {
        run.touch()
        lent.giveBack()
      },
    }
  }
  /** Reserved before the wait, so that two requests at once never get one parser. Null: it is none to be lent. */
  const proven = async (member: Member): Promise<LentParser | null> => {
    member.lent = true
    const good = await member.ready
    if (good && members.has(member)) return lend(member)
    // The case was closed meanwhile.
    if (good) letLeave(member.parser)
    return null
  }
  return {
    async lend() {
      const goesOn = run.goesOn()
      run.touch()
      for (;;) {
        const free = [...members].find(({ lent }) => !lent)
        if (free === undefined) break
        const lent = await proven(free)
        if (lent !== null) return lent
        members.delete(free)
      }
      // A file that comes alone has a parser of its own and leaves none behind.
      if (!goesOn || members.size >= rules.mostKept) return once()
      return (await proven(add())) ?? once()
    },
    clear() {
      run.end()
      endAll(() => true)
    },
    kept: () => members.size,
  }
}
function proofOf(message: unknown): string | null {
  return typeof message === 'object' &&
    message !== null &&
    'type' in message &&
    message.type === 'proved' &&
    'answer' in message &&
    typeof message.answer === 'string'
    ? message.answer
    : null
}
