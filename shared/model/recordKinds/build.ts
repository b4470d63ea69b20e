/** Short hand for definitions: spellings are written as they stand in files and cleaned here, once. */
import { cleanHeader } from '../headers.ts'
import type { Field, FieldType, NamedFormat, RecordKind } from '../define.ts'

type More = Omit<Field, 'id' | 'nameZh' | 'nameEn' | 'type' | 'headers'>

/** A field; `spellings` are header spellings separated by `|`. */
export function field(id: string, nameZh: string, nameEn: string, type: FieldType, spellings: string, more: More = {}): Field {
  const headers = [...new Set([nameZh, ...spellings.split('|')].map(cleanHeader).filter((header) => header !== ''))]
  return { id, nameZh, nameEn, type, headers: more.derived === true ? [] : headers, ...more }
}
/** A published layout; `signature` spellings separated by `|`. */
export function format(id: string, nameZh: string, nameEn: string, confidence: NamedFormat['confidence'], signature: string, more: Pick<NamedFormat, 'loose' | 'fields'> = {}): NamedFormat {
  return { id, nameZh, nameEn, confidence, signature: signature.split('|').map(cleanHeader).filter((header) => header !== ''), ...more }
}
/** The definition with its header keywords cleaned the way headers are. */
export function defineKind(kind: RecordKind): RecordKind {
  return {
    ...kind,
    fields: kind.fields.map((entry) => entry.keywords === undefined ? entry : {
      ...entry,
      keywords: entry.keywords.map(({ all, none }) => ({ all: all.map(cleanHeader), ...(none === undefined ? {} : { none: none.map(cleanHeader) }) })),
    }),
  }
}
