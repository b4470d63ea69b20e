/** What comparing a signed state with a case found, line by line: for the page and the command line. */
import type { HeadCheck, ReportCheck } from '../contract/signing.ts'
import type { Language } from '../language.ts'
import { countText } from '../model/numberText.ts'

export interface FoundLine {
  /** good: speaks for the case. bad: does not agree. open: says nothing about it. */
  readonly tone: 'good' | 'bad' | 'open'
  readonly text: string
}
const of =
  (language: Language) =>
  (tone: FoundLine['tone'], zh: string, en: string): FoundLine => ({
    tone,
    text: language === 'zh-CN' ? zh : en,
  })

/** The lines of a head: its signature, the case, the log, the originals. */
export function headCheckLines(check: HeadCheck, language: Language): readonly FoundLine[] {
  const line = of(language)
  const { seq, at, fingerprint, own } = check
  const since = countText(check.since)
  const lines: FoundLine[] = []
  if (check.signature === 'none')
    lines.push(
      line(
        'open',
        '只给出了日志序号和校验值，没有签名：不能说明是谁在何时见过这一状态',
        'Only number and hash of a log entry were given, no signature: it does not say who saw this state, or when',
      ),
    )
  else if (check.signature === 'bad')
    lines.push(
      line(
        'bad',
        '签名与内容不符：签名文本被改动，或不是由所称的密钥签出',
        'The signature does not fit: the text was changed, or another key than the one it names signed it',
      ),
    )
  else
    lines.push(
      line(
        'good',
        `签名有效：指纹 ${fingerprint ?? ''}（${own ? '本机安装的密钥' : '其他安装的密钥，归属请以指纹另行确认'}），签于 ${at ?? ''}（该机时钟）`,
        `The signature is good: fingerprint ${fingerprint ?? ''} (${own ? 'the key of this installation' : 'the key of another installation; confirm by its fingerprint whose it is'}), signed ${at ?? ''} by that machine’s clock`,
      ),
    )
  if (!check.sameCase && check.signature !== 'none')
    return [
      ...lines,
      line(
        'bad',
        '这是另一个案件的状态，不能与本案比较',
        'It is of another case and cannot be compared with this one',
      ),
    ]
  lines.push(
    check.log === 'contains'
      ? line(
          'good',
          `本案操作日志第 ${seq} 条即为所述的一条；其后又有 ${since} 条`,
          `Entry ${seq} of the log is the one it names; ${since} have come since`,
        )
      : check.log === 'shorter'
        ? line(
            'bad',
            `本案操作日志不到第 ${seq} 条：文件是较早的副本，或末尾的操作被删去`,
            `The log ends before entry ${seq}: the file is an older copy, or its last entries were cut off`,
          )
        : line(
            'bad',
            `本案操作日志第 ${seq} 条与所述不同：日志被改写，或文件是在此之前分出去另行续做的副本`,
            `Entry ${seq} of the log is another one: the log was rewritten, or the file is a copy that went its own way before it`,
          ),
  )
  if (check.originals !== 'unknown')
    lines.push(
      check.originals === 'same'
        ? line(
            'good',
            '当时的原始文件都在，校验值相同',
            'The original files of then are all there with their hashes',
          )
        : line(
            'bad',
            '当时的原始文件与现在的不同：有文件被去掉、替换或改了校验值',
            'The original files of then are not those of now: one was taken out, replaced, or had its hash changed',
          ),
    )
  return lines
}
/** The lines of a report: its bytes against the log, then its head. */
export function reportCheckLines(check: ReportCheck, language: Language): readonly FoundLine[] {
  const line = of(language)
  const { written, head } = check
  return [
    written === null
      ? line(
          'bad',
          '本案没有导出过内容与此逐字节相同的文件：文件导出后被改动，或不是本案导出的（以只读方式打开的案件导出时不留记录）',
          'No file of these very bytes left this case: it was changed since, or is not from this case (a case that is open read-only keeps no record of what leaves)',
        )
      : line(
          'good',
          `与 ${written.at} 由 ${written.operator} 从本案导出的“${written.fileName}”逐字节相同`,
          `Byte for byte the “${written.fileName}” that left this case at ${written.at} by ${written.operator}`,
        ),
    ...(head === null
      ? [line('open', '文件中没有找到签名文本', 'No signed state was found in the file')]
      : headCheckLines(head, language)),
  ]
}
/** What a good signature says and does not say. */
export function signatureMeaning(language: Language): string {
  return language === 'zh-CN'
    ? '签名说明某个程序安装在所述时刻见过案件的这一状态；不说明材料内容真实，不说明由何人操作，时间以该机器时钟为准，密钥的归属须以指纹另行确认。'
    : 'A signature says that an installation of the program saw this state of the case at that time. It does not say that the material is true, nor who sat before the machine; the time is that of its clock, and whose key it is must be confirmed by its fingerprint.'
}
