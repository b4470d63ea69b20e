import { encodeQR } from 'qr'

// Medium: 15 of 100 modules may be lost, as on a page that was copied and stamped.
const options = { ecc: 'medium', encoding: 'alphanumeric', border: 4 } as const

/** A code as a QR symbol (ISO/IEC 18004) with its margin: modules a side, and the path of the dark ones, one unit a module. */
export function qrSymbol(code: string): { readonly size: number; readonly path: string } {
  const rows = encodeQR(code, 'raw', options)
  const path = rows.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
  return { size: rows.length, path: path.join('') }
}
/** The same as a picture (GIF), four pixels a module. */
export function qrPicture(code: string): { readonly bytes: Uint8Array; readonly side: number } {
  const scale = 4
  return {
    bytes: encodeQR(code, 'gif', { ...options, scale }),
    side: encodeQR(code, 'raw', options).length * scale,
  }
}
