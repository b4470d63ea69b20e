/** A case that is to be opened: from the recent list or a granted file. `encrypted: null` is not known before it is tried. */
export interface CaseTarget {
  readonly caseRef?: string
  readonly place?: string
  readonly fileName: string
  readonly encrypted: boolean | null
}
