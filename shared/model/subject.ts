/** Whom or what a figure is asked of. */
export type Subject =
  | { readonly kind: 'case' }
  | { readonly kind: 'person' | 'unit' | 'site'; readonly entityId: number }
  | { readonly kind: 'title'; readonly title: string }
  /** Both days belong to it; null is open. */
  | { readonly kind: 'period'; readonly from: string | null; readonly to: string | null }
export type SubjectKind = Subject['kind']

/** The case as a whole; what every measure is told of. */
export const wholeCase: Subject = { kind: 'case' }
