/** The state of the case the report was made of, signed by this installation: to be compared with the case later, on any machine. */
import { groupedCode, headCode } from '../../../../shared/model/signedHead.ts'
import { fingerprintOf } from '../../workspace/signingKey.ts'
import { fixed, hash } from '../model/documentModel.ts'
import type { Row } from '../model/documentModel.ts'
import type { SectionDefinition } from './section.ts'

const words = {
  'zh-CN': {
    sheet: '案件状态签名',
    content: '本报告所据案件状态的签名，可用于核对',
    headers: ['项目', '内容'],
    caseId: '案件编号',
    log: '操作日志末条',
    originals: '原始文件数',
    digest: '原始文件摘要',
    at: '签名时间（本机时钟）',
    key: '签名密钥指纹',
    code: '签名文本',
    locked: '本报告未签名：签名密钥未解锁，或命令行没有以 --data 指定存放密钥的文件夹。',
    how: '核对方法：在“历史 → 核验”中粘贴签名文本或选择本报告文件，或运行 verify --head、verify --report。',
    proves:
      '签名说明：持有该密钥的程序安装在所述时刻见过案件的这一状态；此后案件的操作日志或原始文件被改动，核对时会指出。签名不说明材料内容真实，不说明由何人操作，时间以该机器时钟为准；密钥的归属须以指纹另行确认。',
  },
  en: {
    sheet: 'Signed state',
    content: 'The signed state of the case this was made of, for later comparison',
    headers: ['What', 'Value'],
    caseId: 'Case id',
    log: 'Last audit entry',
    originals: 'Original files',
    digest: 'Digest of the originals',
    at: 'Signed at (clock of the machine)',
    key: 'Fingerprint of the key',
    code: 'Signed state as text',
    locked:
      'This report is not signed: the signing key is locked, or the command line was not given the folder of a key (--data).',
    how: 'To compare: paste the text or choose this file under History → Verify, or run verify --head or verify --report.',
    proves:
      'What it says: the installation that holds the key saw this state of the case at that time; whatever of the log or of the originals is changed later is found by comparing. It does not say that the material is true, nor who sat before the machine; the time is that of its clock; whose key it is must be confirmed by its fingerprint.',
  },
} as const

export const seal: SectionDefinition = {
  id: 'seal',
  nameZh: '案件状态签名',
  nameEn: 'Signed state of the case',
  build({ language, head }) {
    const say = words[language]
    if (head === null) return [{ kind: 'paragraph', text: say.locked }]
    const code = headCode(head)
    const rows: readonly Row[] = [
      [say.caseId, hash(head.caseId)],
      [say.log, hash(`#${head.seq} ${head.hash}`)],
      [say.originals, fixed(head.originals)],
      [say.digest, hash(head.digest)],
      [say.at, fixed(head.at)],
      [say.key, hash(fingerprintOf(head.publicKey))],
      [say.code, hash(groupedCode(code))],
    ]
    const [name, value] = say.headers
    return [
      {
        kind: 'table',
        columns: [
          { id: 'name', header: name, sort: 'fixed', paper: { share: 22 }, sheet: { width: 26 } },
          {
            id: 'value',
            header: value,
            sort: 'hash',
            paper: { share: 78 },
            sheet: { width: 80, wrap: true },
          },
        ],
        rows,
        sheet: { name: say.sheet, content: say.content, note: say.proves },
      },
      { kind: 'code', code, alternative: say.code },
      { kind: 'paragraph', text: say.how, look: 'faint' },
      { kind: 'paragraph', text: say.proves, look: 'faint' },
    ]
  },
}
