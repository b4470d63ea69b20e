/** Long work cut into pieces, without saying who runs them. */
/** Work that may be held at every `yield`, where it can tell something of itself; its value comes at the end. */
export type Steps<T, Told = void> = Generator<Told, T>

/** Work that is one step. */
export function* oneStep<T>(work: () => T): Steps<T> {
  return work()
}
/** All of the work at once. */
export function atOnce<T, Told>(steps: Steps<T, Told>): T {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}
