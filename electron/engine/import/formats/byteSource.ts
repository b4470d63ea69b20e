/** Where a parser's bytes come from: asked for in pieces, in order, once. */

export interface ByteSource {
  /** Bytes in all. */
  readonly size: number
  /** The next piece, or null at the end. */
  next(): Promise<Buffer | null>
}

/** Everything that is left, in one buffer. */
export async function readAll(source: ByteSource, first: readonly Buffer[] = []): Promise<Buffer> {
  const parts = [...first]
  for (let piece = await source.next(); piece !== null; piece = await source.next()) parts.push(piece)
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts)
}
