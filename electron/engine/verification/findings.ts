/** What a check finds. */
import type {
  Verification,
  VerificationCheck,
  VerificationFinding,
} from '../../../shared/contract/verification.ts'

type Values = VerificationFinding['values']
/** So many findings of a check are listed; the rest is counted. */
const mostListed = 20

export class Findings {
  looked = 0
  private readonly listed: VerificationFinding[] = []
  private further = 0
  private readonly noted: VerificationFinding[] = []
  private detail: string | null = null

  /** Something is not as it should be. `detail`: the same in short, of the first. */
  add(code: string, values: Values, detail?: string): void {
    this.detail ??=
      detail ??
      Object.values(values)
        .filter((value) => value !== null)
        .join(' / ')
    if (this.listed.length < mostListed) this.listed.push({ code, values })
    else this.further += 1
  }
  /** Something could not be looked at. */
  note(code: string, values: Values = {}): void {
    this.noted.push({ code, values })
  }
  end(check: VerificationCheck): Verification['checks'][number] {
    return {
      check,
      ok: this.listed.length === 0,
      looked: this.looked,
      detail: this.detail,
      findings: this.listed,
      further: this.further,
      notes: this.noted,
    }
  }
}
/** Two halves of one check as one. */
export function together(
  one: Verification['checks'][number],
  other: Verification['checks'][number],
): Verification['checks'][number] {
  const findings = [...one.findings, ...other.findings]
  return {
    check: one.check,
    ok: one.ok && other.ok,
    looked: one.looked + other.looked,
    detail: one.detail ?? other.detail,
    findings: findings.slice(0, mostListed),
    further: one.further + other.further + Math.max(0, findings.length - mostListed),
    notes: [...one.notes, ...other.notes],
  }
}
