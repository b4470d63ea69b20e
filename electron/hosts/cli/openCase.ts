/** A case file named on the command line, opened for one command and closed after it. */
import { resolve } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import type { CaseInfo, SnapshotOutcome } from '../../../shared/contract/index.ts'
import type { CommandContext } from './command.ts'
import { textIn, type Language } from '../../../shared/language.ts'
import { snapshotReasonWords, tellingReasons } from '../../../shared/words/caseSnapshots.ts'
import { inWords } from './inWords.ts'

/**
 * Opens the case for a command and closes it afterwards, whatever happens. Commands that only read leave the file byte for byte as it is;
 * `leave` is for those that write files elsewhere and note them in the case as far as it can be written.
 * Errors: those of `workspace.open`.
 */
export async function withCase<Code extends 0 | 1 | 4>(
  context: CommandContext,
  path: string | undefined,
  how: 'read' | 'write' | 'leave',
  work: (info: CaseInfo) => Promise<Code>,
): Promise<Code> {
  const info = await openAt(context, resolve(path ?? ''), how)
  if (info.incomplete !== null) context.output.note(incompleteText(info.incomplete, context.language))
  if (info.factRules.ofCase !== info.factRules.ofProgram)
    context.output.note(rulesText(info.factRules, context.language))
  try {
    return await work(info)
  } finally {
    noteSnapshot((await context.engine.call('workspace.close', {})).snapshot, context)
  }
}
/** Why a command that keeps its data left no snapshot of the case. */
function noteSnapshot(outcome: SnapshotOutcome | null, { output, language }: CommandContext): void {
  const reason = outcome?.reason ?? null
  if (reason === null || !tellingReasons.has(reason)) return
  const why = textIn(snapshotReasonWords[reason], language)
  output.note(inWords(language, `没有留下案件快照：${why}`, `no snapshot of the case was kept: ${why}`))
}
async function openAt(
  context: CommandContext,
  path: string,
  how: 'read' | 'write' | 'leave',
): Promise<CaseInfo> {
  const passphrase = await context.passphrase()
  const open = (readOnly: boolean): Promise<CaseInfo> =>
    context.engine.call('workspace.open', {
      place: context.engine.files.grant(path, { writable: true }),
      readOnly,
      ...(context.given.on('break-lock') ? { breakStaleLock: true } : {}),
      ...(context.given.on('accept-incomplete') ? { acceptIncomplete: true } : {}),
      ...(passphrase === null ? {} : { passphrase }),
    })
  if (how === 'leave') return noteUnkept(await open(false), context)
  if (how === 'write') return refuseReadOnly(await open(false), context)
  try {
    return await open(true)
  } catch (error) {
    // A case of an older format, or one that was not closed properly, must be written once before it can be read.
    // One that seems to be open here is asked of the system's lock, which knows.
    if (error instanceof AppError && (error.code === 'case-read-only' || error.code === 'case-locked'))
      return open(false)
    throw error
  }
}
/** Files leave a case that cannot be written too (a disc for the prosecutor); the case then has no entry of them. */
function noteUnkept(info: CaseInfo, context: CommandContext): CaseInfo {
  if (info.readOnly)
    context.output.note(
      context.language === 'zh-CN'
        ? '注意：案件只读，导出不会记入案件的导出清单和操作日志'
        : 'note: the case is read-only; it keeps no entry of what is exported',
    )
  return info
}
async function refuseReadOnly(info: CaseInfo, context: CommandContext): Promise<CaseInfo> {
  if (!info.readOnly) return info
  await context.engine.call('workspace.close', {})
  throw new AppError('case-read-only', 'the case cannot be written')
}
/** What is said of figures that other rules derived than those of this program. */
function rulesText({ ofCase, ofProgram }: CaseInfo['factRules'], language: Language): string {
  if (ofCase > ofProgram)
    return language === 'zh-CN'
      ? `注意：数字由新版程序按第 ${ofCase} 版规则整理，本程序为第 ${ofProgram} 版`
      : `note: a newer program derived the figures (rules ${ofCase}; this program has ${ofProgram})`
  return language === 'zh-CN'
    ? `注意：数字按旧的整理规则（第 ${ofCase} 版，现为第 ${ofProgram} 版）；用会写入案件的命令（如 import）或程序打开一次即按新规则重新整理`
    : `note: figures follow older rules (version ${ofCase}, now ${ofProgram}); a command that writes (import) or opening it in the program derives them anew`
}
/** What is said of a case that may lack steps, also when it was gone on with before. */
function incompleteText({ afterSeq }: NonNullable<CaseInfo['incomplete']>, language: Language): string {
  return language === 'zh-CN'
    ? `注意：案件是在打开期间复制的（没有 -wal 文件），操作日志第 ${afterSeq} 条之后的操作可能缺失`
    : `note: the case was copied while it was open (without its -wal file); steps after audit row ${afterSeq} may be missing`
}
