/** Signed states of a case on the command line: one is signed and printed, one that somebody brings is compared. */
import { existsSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import type { HeadCheck, ReportCheck } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/errors.ts'
import { groupedCode } from '../../../shared/model/signedHead.ts'
import {
  type FoundLine,
  headCheckLines,
  reportCheckLines,
  signatureMeaning,
} from '../../../shared/words/headCheck.ts'
import type { Command, CommandContext } from './command.ts'
import { inWords } from './inWords.ts'
import { withCase } from './openCase.ts'

const signs = { good: '✓', bad: '✗', open: '–' } as const

export const head: Command = {
  name: 'head',
  words: 'CASE',
  least: 1,
  most: 1,
  summary: 'sign the present state of a case with the key of this installation and print it',
  more: [
    'The text can be compared with the case later, on any machine: verify --head TEXT.',
    'The key lies in the folder that --data names; without it nothing is signed.',
  ],
  options: {},
  run(context) {
    const { given, engine, output, language } = context
    return withCase(context, given.words[0], 'read', async () => {
      const { qr: _qr, ...seal } = await engine.call('head.sign', {})
      output.result(seal, () =>
        [
          `${inWords(language, '操作日志末条', 'last audit entry')}  #${seal.seq} ${seal.hash}`,
          `${inWords(language, '签名时间', 'signed at')}  ${seal.at}`,
          `${inWords(language, '密钥指纹', 'fingerprint')}  ${seal.fingerprint}`,
          groupedCode(seal.code),
          signatureMeaning(language),
        ].join('\n'),
      )
      return 0
    })
  },
}

export const headOptions = {
  head: {
    value: 'TEXT',
    help: 'also compare with a signed state (LZ1…), or with “number hash” of a log entry',
  },
  report: {
    value: 'FILE',
    help: 'also compare with a report that left the case, and the state printed in it',
  },
} as const
export interface HeadFindings {
  readonly head?: HeadCheck
  readonly report?: ReportCheck
  readonly lines: readonly FoundLine[]
  readonly ok: boolean
}
/** What `--head` and `--report` ask for, compared with the open case; null when neither was given. */
export async function headFindings(context: CommandContext): Promise<HeadFindings | null> {
  const { given, engine, language } = context
  const [text, file] = [given.text('head'), given.text('report')]
  if (text === undefined && file === undefined) return null
  const found = text === undefined ? undefined : await engine.call('head.check', { text })
  const report = file === undefined ? undefined : await checkReport(context, file)
  return {
    ...(found === undefined ? {} : { head: found }),
    ...(report === undefined ? {} : { report }),
    lines: [
      ...(found === undefined ? [] : headCheckLines(found, language)),
      ...(report === undefined ? [] : reportCheckLines(report, language)),
    ],
    ok:
      (found?.ok ?? true) && (report === undefined || (report.written !== null && report.head?.ok !== false)),
  }
}
export const findingLines = (lines: readonly FoundLine[]): string =>
  lines.map(({ tone, text }) => `${signs[tone]} ${text}`).join('\n')

async function checkReport({ engine, signal }: CommandContext, file: string): Promise<ReportCheck> {
  const path = resolve(file)
  if (!existsSync(path))
    throw new AppError('file-unreadable', 'there is no such file', { file: basename(path) })
  const fileId = engine.files.grant(path, { fileName: basename(path) })
  try {
    return await engine.call('head.checkReport', { fileId }, { signal })
  } finally {
    engine.files.revoke(fileId)
  }
}
