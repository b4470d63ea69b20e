/** One question at a time: while it is under way only the newest of those that come is kept, and asked next. */
export function newestOnly<A>(
  ask: (args: A) => Promise<void>,
  fail: (error: unknown) => void,
): (args: A) => void {
  let underWay = false
  let waiting: { readonly args: A } | null = null
  const run = async (args: A): Promise<void> => {
    underWay = true
    try {
      await ask(args)
    } catch (failure) {
      fail(failure)
    } finally {
      underWay = false
      const next = waiting
      waiting = null
      if (next !== null) void run(next.args)
    }
  }
  return (args) => {
    if (underWay) waiting = { args }
    else void run(args)
  }
}
