/** The parser's end of the pipe to the engine. A pipe is all that a socket is used for here; nothing is asked or served over a network. */
// eslint-disable-next-line no-restricted-imports -- a pipe that is open already is a socket in Node's words; test/architecture.test.ts holds that it stays one
import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'

/** Where the pipe is among the parser's open files. */
export const lineDescriptor = 3

/** The pipe this process was started with. */
export function openPipe(): Duplex {
  return new Socket({ fd: lineDescriptor, readable: true, writable: true })
}
