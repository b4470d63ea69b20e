/** What a file is by its first bytes; its name is not asked, since a name says what somebody wants it to be. */
const signs: readonly (readonly [sign: string, type: string])[] = [
  ['89504e470d0a1a0a', 'image/png'],
  ['ffd8ff', 'image/jpeg'],
  ['474946383', 'image/gif'],
  ['25504446', 'application/pdf'],
  ['504b0304', 'application/zip'],
  ['d0cf11e0a1b11ae1', 'application/x-ole-storage'],
  ['526172211a07', 'application/vnd.rar'],
  ['377abcaf271c', 'application/x-7z-compressed'],
  ['49492a00', 'image/tiff'],
  ['4d4d002a', 'image/tiff'],
  ['424d', 'image/bmp'],
  ['494433', 'audio/mpeg'],
  ['4d5a', 'application/x-msdownload'],
  ['7f454c46', 'application/x-executable'],
]
/** The media type; `application/octet-stream` where the bytes say nothing. */
export function mediaType(head: Uint8Array): string {
  const hex = Buffer.from(head.subarray(0, 16)).toString('hex')
  const known = signs.find(([sign]) => hex.startsWith(sign))
  if (known !== undefined) return known[1]
  const text = Buffer.from(head.subarray(0, 16)).toString('latin1')
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'image/webp'
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WAVE') return 'audio/wav'
  if (text.slice(4, 8) === 'ftyp') return 'video/mp4'
  return 'application/octet-stream'
}
