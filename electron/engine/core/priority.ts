/** Who goes first when there is more to do than the machine has cores. */
import { readlinkSync } from 'node:fs'
import { setPriority } from 'node:os'

/**
 * Lets this thread give way to the others of the program: 0 to nobody, 19 to everybody (the nice value of Linux, where threads have one each). What
 * a person waits for then comes first, and nothing is slower on a machine with a free core. Elsewhere it does nothing.
 */
export function giveWay(nice: number): void {
  if (process.platform !== 'linux' || nice === 0) return
  try {
    // `pid/task/tid` of the thread that asks.
    const thread = Number(/\d+$/.exec(readlinkSync('/proc/thread-self'))?.[0])
    if (thread > 0) setPriority(thread, nice)
  } catch {
    // A system without it shares out the cores as it likes.
  }
}
