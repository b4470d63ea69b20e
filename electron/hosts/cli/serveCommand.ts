import { openPageServer } from '../pageServer.ts'
import { UsageError } from './command.ts'
import type { Command } from './command.ts'

export const serveCommand: Command = {
  name: 'serve',
  words: '',
  least: 0,
  most: 0,
  summary: 'serve the app on 127.0.0.1 for a browser on this machine, until Ctrl+C',
  more: ['Prints the address with its token; nobody without it is answered.'],
  options: { port: { value: 'N', whole: true, help: 'port to listen on (any free one)' } },
  async run(context) {
    const { given, output } = context
    const port = given.whole('port', 0)
    if (port > 65_535) throw new UsageError('--port is at most 65535')
    const data = given.text('data')
    const operator = given.text('operator')
    // Settings and cases are the person's own here, unlike in the other commands.
    const server = await openPageServer({
      port,
      ...(data === undefined ? {} : { dataFolder: data }),
      ...(operator === undefined ? {} : { operator }),
    }).catch((error: unknown) => {
      if (
        error instanceof Error &&
        'code' in error &&
        (error.code === 'EADDRINUSE' || error.code === 'EACCES')
      )
        throw new UsageError(`port ${port} cannot be listened on (${error.code})`)
      throw error
    })
    output.result(
      { address: server.address, origin: server.origin, port: server.port, token: server.token },
      () => server.address,
    )
    await context.ended
    await server.close()
    return 0
  },
}
