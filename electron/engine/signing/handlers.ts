import type { HeadSeal, ReportCheck, signingContract } from '../../../shared/contract/signing.ts'
import { AppError } from '../../../shared/errors.ts'
import { headCode } from '../../../shared/model/signedHead.ts'
import type { HandlersFor } from '../core/context.ts'
import { hashed } from '../report/outputFile.ts'
import { qrSymbol } from '../report/render/qrSymbol.ts'
import { piecesOf } from '../store/fileGrants.ts'
import { fingerprintOf } from '../workspace/signingKey.ts'
import { checkHead } from './checkHead.ts'
import { codeInFile } from './codeInFile.ts'

export const signingHandlers = {
  'signing.key': ({ workspace }) => Promise.resolve(workspace.signingKey.info()),
  'signing.unlock': ({ workspace }, { passphrase }) =>
    Promise.resolve(workspace.signingKey.unlock(passphrase)),
  'signing.protect': ({ workspace }, { current, next }) =>
    Promise.resolve(workspace.signingKey.protect(current ?? null, next)),
  'head.sign': ({ db, workspace, at }) => {
    const head = workspace.heads.keep(db(), 'asked', at)
    if (head === null) throw new AppError('signing-key-locked', 'no signing key is at hand')
    const code = headCode(head)
    return Promise.resolve<HeadSeal>({
      seq: head.seq,
      hash: head.hash,
      at: head.at,
      fingerprint: fingerprintOf(head.publicKey),
      code,
      qr: qrSymbol(code),
    })
  },
  'head.check': ({ db, workspace }, { text }) =>
    Promise.resolve(checkHead(db(), text, workspace.signingKey.info().publicKey)),
  'head.checkReport': async (context, { fileId }): Promise<ReportCheck> => {
    const file = context.files.get(fileId)
    const { fileName } = file
    const { sha256 } = await hashed(file).catch(() => {
      throw new AppError('file-unreadable', 'the report cannot be read', { file: fileName })
    })
    const code = await codeInFile(piecesOf(file), () => {
      context.checkCancelled()
    })
    context.files.release(fileId)
    const written = context
      .db()
      .prepare<[string], ReportCheck['written'] & object>(
        'SELECT at, operator, file_name AS fileName FROM reports WHERE sha256 = ? ORDER BY report_id LIMIT 1',
      )
      .get(sha256)
    return {
      fileName,
      sha256,
      written: written ?? null,
      head:
        code === null ? null : checkHead(context.db(), code, context.workspace.signingKey.info().publicKey),
    }
  },
} satisfies HandlersFor<typeof signingContract>
