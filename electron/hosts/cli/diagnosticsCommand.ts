/** The diagnostics log on the command line. */
import { entryText } from '../../../shared/diagnostics.ts'
import type { Command } from './command.ts'

export const diagnosticsCommand: Command = {
  name: 'diagnostics',
  words: '',
  least: 0,
  most: 0,
  summary: 'print the newest lines of the diagnostics log, the oldest of them first',
  more: [
    'The log holds times, methods, codes and places in the program; no messages, names, figures or paths.',
    'The reference of an internal error stands in its line in brackets.',
  ],
  options: { limit: { value: 'N', whole: true, help: 'at most so many entries (100)' } },
  async run({ engine, given, output }) {
    const limit = Math.min(5_000, Math.max(1, given.whole('limit', 100)))
    const newest = await engine.call('diagnostics.read', { limit })
    output.note(engine.diagnostics.path)
    output.result(newest, () => newest.entries.toReversed().map(entryText).join('\n'))
    return 0
  },
}
