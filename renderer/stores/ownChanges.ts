/**
 * Separates changes of others from those of the page's own commands, whose answers are known already. An event may come before or after the
 * answer of its command; the audit row that both name decides. What is foreign is read again once no own command is on its way.
 */
export interface OwnChanges {
  /** Runs a command. Its answer may name the audit row it was written at. */
  run<T>(work: () => Promise<T>): Promise<T>
  /** A `changed` event; without a number it is foreign. */
  onChange(seq: number | null): void
  /** Another case, or none: its numbers say nothing about the next. */
  forget(): void
}

/** `readAgain` reads; what it returns then takes over what was read, unless an own command has begun meanwhile: then it is read once more. */
export function createOwnChanges(
  readAgain: () => Promise<() => void>,
  onFailure: (failure: unknown) => void,
): OwnChanges {
  let running = 0
  let begun = 0
  let reading = false
  let stale = false
  const waiting = new Set<number>()
  const own = new Set<number>()

  function decide(): void {
    if (running > 0 || reading) return
    for (const seq of waiting) if (!own.delete(seq)) stale = true
    waiting.clear()
    if (!stale) return
    stale = false
    reading = true
    const since = begun
    readAgain()
      .then((takeOver) => {
        if (begun === since) takeOver()
        else stale = true
      })
      .catch(onFailure)
      .finally(() => {
        reading = false
        decide()
      })
  }
  return {
    async run(work) {
      running++
      begun++
      try {
        const answer = await work()
        const seq = seqOf(answer)
        if (seq !== null) own.add(seq)
        return answer
      } finally {
        running--
        decide()
      }
    },
    onChange(seq) {
      if (seq === null) stale = true
      else waiting.add(seq)
      decide()
    },
    forget() {
      waiting.clear()
      own.clear()
      stale = false
    },
  }
}

function seqOf(answer: unknown): number | null {
  return typeof answer === 'object' && answer !== null && 'seq' in answer && typeof answer.seq === 'number'
    ? answer.seq
    : null
}
