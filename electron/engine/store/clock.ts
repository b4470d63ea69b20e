/** A clock that went back: said in the log by a row of its own, so that its times read in order or say why they do not. */
import { appendAudit } from './audit.ts'
import type { Db, WriteDb } from './db.ts'

export const clockBackAction = 'clock.back'
/** Less is set right by the system now and then. */
export const clockToleranceSeconds = 120
/** Work that ends late is written with the time of its beginning, so the last row alone does not say how late it was. */
const looked = 20

/**
 * Inside the caller's transaction, before its own row: writes a row with both times where `now` is earlier than the log by more than the tolerance. One
 * row a jump: what follows it is compared with the new clock.
 */
export function noteClock(
  db: WriteDb,
  caseId: string,
  { now, operator }: { readonly now: string; readonly operator: string },
): void {
  const was = latestTime(db)
  if (was === null || secondsBetween(now, was) <= clockToleranceSeconds) return
  appendAudit(db, caseId, { at: now, operator, action: clockBackAction, params: { was, now } })
}
/** The latest time the log has reached since the clock last went back; null for a log without one. */
function latestTime(db: Db): string | null {
  let latest: string | null = null
  for (const { at, action } of db
    .prepare<[number], { at: string; action: string }>(
      'SELECT at, action FROM audit ORDER BY seq DESC LIMIT ?',
    )
    .iterate(looked)) {
    if (latest === null || at > latest) latest = at
    if (action === clockBackAction) break
  }
  return latest
}
/** NaN for what is no time: that is no jump. */
function secondsBetween(earlier: string, later: string): number {
  const time = (text: string): number => Date.parse(`${text.replace(' ', 'T')}Z`)
  return (time(later) - time(earlier)) / 1000
}

export interface ClockJump {
  readonly seq: number
  readonly was: string
  readonly now: string
  /** The log says so itself; otherwise an opening stands in it with an earlier time than a row before, as older programs left it. */
  readonly told: boolean
}
/** Where the times of a log go back, in order. Rows of work carry the time of its beginning, so only openings are compared. */
export function clockJumps(db: Db): readonly ClockJump[] {
  const jumps: ClockJump[] = []
  let latest = ''
  for (const { seq, at, action } of db
    .prepare<[], { seq: number; at: string; action: string }>(
      'SELECT seq, at, action FROM audit ORDER BY seq',
    )
    .iterate()) {
    const told = action === clockBackAction
    if ((told || action.startsWith('workspace.open')) && secondsBetween(at, latest) > clockToleranceSeconds) {
      jumps.push({ seq, was: latest, now: at, told })
      latest = at
    }
    if (told || at > latest) latest = at
  }
  return jumps
}
