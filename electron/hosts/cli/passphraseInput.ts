import type { Readable } from 'node:stream'
import { AppError } from '../../../shared/errors.ts'

/** The first line of a stream, without its line end. Throws `passphrase-needed` when nothing comes. */
export async function readFirstLine(input: Readable): Promise<string> {
  const decoder = new TextDecoder('utf-8')
  let text = ''
  for await (const chunk of input as AsyncIterable<Uint8Array | string>) {
    text += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })
    if (text.includes('\n')) break
  }
  const line = (text.split('\n', 1)[0] ?? '').replace(/\r$/, '').replace(/^\ufeff/, '')
  if (line === '') throw new AppError('passphrase-needed', 'stdin holds no passphrase')
  return line
}
