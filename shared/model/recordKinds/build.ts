/** Short hand for definitions: spellings are written as they stand in files and cleaned here, once. */
import { cleanHeader } from '../headers.ts'
import type { Field, FieldType, NamedFormat, RecordKind } from '../define.ts'

type More = Omit<Field, 'id' | 'nameZh' | 'nameEn' | 'type' | 'headers' | 'says'> & { /** Sets of meanings parted by `|`. */ readonly says?: string }

/** A field; `spellings` are header spellings separated by `|`. */
export function field(id: string, nameZh: string, nameEn: string, type: FieldType, spellings: string, more: More = {}): Field {
  const headers = [...new Set([nameZh, ...spellings.split('|')].map(cleanHeader).filter((header) => header !== ''))]
  const { says, ...rest } = more
  return { id, nameZh, nameEn, type, headers: more.derived === true ? [] : headers, ...(says === undefined ? {} : { says: says.split('|') }), ...rest }
}
/** A published layout; `signature` spellings separated by `|`. */
export function format(id: string, nameZh: string, nameEn: string, confidence: NamedFormat['confidence'], signature: string, more: Pick<NamedFormat, 'loose' | 'fields'> = {}): NamedFormat {
  return { id, nameZh, nameEn, confidence, signature: signature.split('|').map(cleanHeader).filter((header) => header !== ''), ...more }
}
/** A kind of table. */
export function defineKind(kind: RecordKind): RecordKind {
  return kind
}
