/** The list of electronic data: the files of the case with format and hash. Columns: the blank form of 电子数据提取固定清单, with the class of 法发〔2016〕22号 §1. */
import { extname } from 'node:path'
import { readCaseDetails } from '../../store/caseDetails.ts'
import type { Db } from '../../store/db.ts'
import { property } from '../../store/properties.ts'
import { fixed, hash, text } from '../model/documentModel.ts'
import { officialTime, wholeGap, type FormContent, type FormDefinition } from './formList.ts'

interface Original {
  readonly name: string
  readonly sha256: string
  readonly size: number
  readonly addedAt: string
  /** Whether an import of it stands. */
  readonly stands: number
}
function read(db: Db): FormContent {
  const files = db
    .prepare<[], Original>(
      `SELECT o.file_name AS name, o.sha256, o.size, o.added_at AS addedAt,
        EXISTS (SELECT 1 FROM batches b WHERE b.original_id = o.original_id AND b.status = 'active') AS stands
      FROM originals o WHERE EXISTS (SELECT 1 FROM batches b WHERE b.original_id = o.original_id) ORDER BY o.original_id`,
    )
    .all()
  const standing = files.filter(({ stands }) => stands === 1)
  return {
    parts:
      standing.length === 0
        ? []
        : [
            {
              place: '',
              head: [
                ['案件名称', text(property(db, 'name'))],
                ['案号', fixed(readCaseDetails(db).number)],
                ['案由', text(readCaseDetails(db).cause)],
                ['提取固定起止时间', fixed('')],
              ],
              rows: standing.map(({ name, sha256, size, addedAt }, index) => [
                String(index + 1),
                text(name),
                fixed('电子文件'),
                fixed(''),
                text(extname(name).slice(1).toLowerCase()),
                hash(`SHA-256 ${sha256}`),
                fixed(`${size.toLocaleString('en')} 字节；${officialTime(addedAt)} 导入`),
              ]),
              gaps: [],
            },
          ],
    gaps: [
      wholeGap('source-by-hand'),
      wholeGap('format-by-name'),
      wholeGap('signatures-by-hand'),
      wholeGap('witness-by-hand'),
    ],
    leftOut: files.length - standing.length,
  }
}
const column = (id: string, header: string, share: number) => ({
  id,
  header,
  sort: 'text' as const,
  paper: { share },
})

export const electronicForm: FormDefinition = {
  id: 'electronic',
  columns: [
    column('number', '序号', 7),
    column('name', '电子数据', 24),
    column('class', '类别', 10),
    column('source', '来源', 11),
    column('format', '文件格式', 9),
    column('hash', '完整性校验值', 24),
    column('remark', '备注', 15),
  ],
  signers: ['侦查人员', '持有人（提供人）', '见证人'],
  copies:
    '本清单附笔录之后；持有人（提供人）无法签名或拒绝签名的，在笔录中注明，由见证人签名。（法发〔2016〕22号第14、15条）',
  read,
}
