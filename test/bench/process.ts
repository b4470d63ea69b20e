/** A script in a process of its own, with what it and all its children take: time, processor time, memory at its peak. */
import { fork } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

export interface Measured {
  readonly milliseconds: number
  /** Of the process and all its children; null where the system does not tell (not Linux). */
  readonly processorMilliseconds: number | null
  /** Resident memory of process and children together, at the worst moment seen. */
  readonly peakMegabytes: number | null
}
const lookMs = 40
/** Clock ticks a second in /proc; the same on every Linux that Node runs on. */
const ticks = 100

interface Held {
  readonly parent: number
  readonly resident: number
  readonly processor: number
}
function heldBy(pid: number): Held | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const at = (place: number): number => Number(fields[place])
    // Own time and that of children which have ended and were waited for.
    return {
      parent: at(1),
      resident: at(21) * 4_096,
      processor: (at(11) + at(12) + at(13) + at(14)) * (1000 / ticks),
    }
  } catch {
    return null
  }
}
function familyOf(root: number): readonly Held[] {
  const all = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => {
        const held = heldBy(Number(name))
        return held === null ? [] : [[Number(name), held] as const]
      }),
  )
  const family: Held[] = []
  const open = [root]
  for (let pid = open.pop(); pid !== undefined; pid = open.pop()) {
    const held = all.get(pid)
    if (held !== undefined) family.push(held)
    for (const [child, { parent }] of all) if (parent === pid) open.push(child)
  }
  return family
}

/** For the script that is measured: what it does between the two is what counts; a process that starts and loads is not. */
export const begin = (): void => {
  process.send?.('begin')
}
export const end = (): void => {
  process.send?.('end')
}

/** Runs a script of this folder to its end; it says itself where what is measured begins and ends. Rejects unless it ends with 0. */
export function measured(script: string, ...args: readonly string[]): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const child = fork(new URL(script, import.meta.url), args, {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    const seen = process.platform === 'linux'
    let [start, stop] = [performance.now(), Number.NaN]
    let [before, processor, peak] = [0, 0, 0]
    const look = (): void => {
      if (!seen || !Number.isNaN(stop)) return
      const family = familyOf(child.pid ?? -1)
      peak = Math.max(
        peak,
        family.reduce((sum, { resident }) => sum + resident, 0),
      )
      processor = Math.max(
        processor,
        family.reduce((sum, held) => sum + held.processor, 0),
      )
    }
    const timer = setInterval(look, lookMs)
    child.on('message', (message) => {
      look()
      if (message === 'begin') [start, before] = [performance.now(), processor]
      else stop = performance.now()
    })
    child.once('exit', (code) => {
      clearInterval(timer)
      if (code === 0 && !Number.isNaN(stop))
        resolve({
          milliseconds: stop - start,
          processorMilliseconds: seen ? processor - before : null,
          peakMegabytes: seen ? peak / 1024 ** 2 : null,
        })
      else reject(new Error(`${script} ended with ${code}`))
    })
  })
}
/** `1,234 ms, 2,345 ms of processor, 345 MB`. */
export function said({ milliseconds, processorMilliseconds, peakMegabytes }: Measured): string {
  const whole = (value: number): string => Math.round(value).toLocaleString('en')
  return `${whole(milliseconds)} ms${processorMilliseconds === null ? '' : `, ${whole(processorMilliseconds)} ms of processor`}${peakMegabytes === null ? '' : `, ${whole(peakMegabytes)} MB`}`
}
