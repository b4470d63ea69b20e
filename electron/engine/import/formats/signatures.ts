/** What a file is by its first bytes, never by its name. */

/** zip: xlsx, xlsb, ods or something else inside. ole: xls or an encrypted workbook. markup: HTML or XML. text: to be looked at further. */
export type Container = 'zip' | 'ole' | 'biff' | 'markup' | 'text'
/** What a file is when it is no table; the page has words for each. */
export type ForeignFormat =
  | 'jpeg'
  | 'png'
  | 'gif'
  | 'bmp'
  | 'webp'
  | 'tiff'
  | 'heic'
  | 'pdf'
  | 'scan'
  | 'rar'
  | '7z'
  | 'gzip'
  | 'sqlite'
  | 'case-file'
  | 'program'
  | 'video'
  | 'audio'
  | 'word'
  | 'presentation'
  | 'zip'
  | 'ole'
  | 'rtf'
  | 'binary'
  | 'document'

const starts: readonly { readonly bytes: string; readonly is: ForeignFormat; readonly at?: number }[] = [
  { bytes: '\xff\xd8\xff', is: 'jpeg' },
  { bytes: '\x89PNG\r\n', is: 'png' },
  { bytes: 'GIF8', is: 'gif' },
  { bytes: 'BM', is: 'bmp' },
  { bytes: 'II*\0', is: 'tiff' },
  { bytes: 'MM\0*', is: 'tiff' },
  { bytes: 'WEBP', is: 'webp', at: 8 },
  { bytes: 'ftypheic', is: 'heic', at: 4 },
  { bytes: 'ftyp', is: 'video', at: 4 },
  { bytes: '%PDF', is: 'pdf' },
  { bytes: 'Rar!', is: 'rar' },
  { bytes: '7z\xbc\xaf\x27\x1c', is: '7z' },
  { bytes: '\x1f\x8b', is: 'gzip' },
  { bytes: 'SQLite format 3\0', is: 'sqlite' },
  { bytes: 'MZ', is: 'program' },
  { bytes: '\x7fELF', is: 'program' },
  { bytes: 'ID3', is: 'audio' },
  { bytes: '{\\rtf', is: 'rtf' },
]

/** The foreign format of the bytes, or null when they may be a table. */
export function foreignFormat(head: Buffer): ForeignFormat | null {
  const text = head.toString('latin1', 0, 32)
  for (const { bytes, is, at = 0 } of starts) {
    // Two letters alone could begin a text; binary formats have a zero soon after.
    if (
      text.startsWith(bytes, at) &&
      (bytes.length > 2 || bytes.charCodeAt(0) < 32 || head.subarray(0, 64).includes(0))
    )
      return is
  }
  return null
}

/** Whether the first entry of a zip is one that workbooks begin with; the directory at the end has the last word. */
export function startsLikeWorkbook(head: Buffer): boolean {
  if (head.length < 30) return true
  const name = head
    .toString('latin1', 30, Math.min(head.length, 30 + head.readUInt16LE(26)))
    .replaceAll('\\', '/')
    .replace(/^\//, '')
  return (
    name === '' ||
    /^(?:\[Content_Types\]\.xml$|_rels\/|xl\/|docProps\/|customXml\/|word\/|ppt\/|mimetype$|META-INF\/|Configurations2\/|Thumbnails\/|(?:content|styles|settings|meta|manifest)\.(?:xml|rdf)$|Index\/[\w-]+\.iwa$|preview(?:-\w+)?\.jpg$)/i.test(
      name,
    )
  )
}

/** The container of bytes that are not foreign. */
export function containerOf(head: Buffer): Container {
  if (head.length >= 4 && head.readUInt32LE(0) === 0x04034b50) return 'zip'
  if (head.length >= 4 && head.readUInt32LE(0) === 0x06054b50) return 'zip'
  if (head.length >= 8 && head.readUInt32BE(0) === 0xd0cf11e0) return 'ole'
  // A bare BIFF stream begins with a BOF record: 09 00/02/04/08, length 4…16.
  if (
    head.length >= 8 &&
    head[0] === 0x09 &&
    [0x00, 0x02, 0x04, 0x08].includes(head[1] ?? 0xff) &&
    (head[2] ?? 0) <= 16 &&
    (head[2] ?? 0) >= 4 &&
    head[3] === 0
  )
    return 'biff'
  const text = head
    .toString('latin1', 0, 1024)
    .replace(/^\xef\xbb\xbf/, '')
    .replaceAll('\0', '')
    .replace(/^\xff\xfe|^\xfe\xff/, '')
    .trimStart()
  if (
    /^<(?:\?xml|!doctype|html|head|body|table|meta|style|workbook|!--|div|\w+:workbook|office:document)/i.test(
      text,
    )
  )
    return 'markup'
  return 'text'
}
