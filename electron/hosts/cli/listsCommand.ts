/** Lists of official forms on the command line: what they lack, and the papers. */
import type { FormListCheck, Input } from '../../../shared/contract/index.ts'
import { textIn, type Language } from '../../../shared/language.ts'
import { formLists, hasRows } from '../../../shared/model/formLists.ts'
import { formGapText, formListNames } from '../../../shared/words/formLists.ts'
import { UsageError, type Command } from './command.ts'
import { among, inWords } from './inWords.ts'
import { keepFile, redactAsked, redactOption } from './keepFile.ts'
import { withCase } from './openCase.ts'

export const listsCommand: Command = {
  name: 'lists',
  words: 'CASE LIST',
  least: 2,
  most: 2,
  summary: 'tell what a list of an official form holds and lacks; --out writes it, one paper for each place',
  more: [
    `LIST is one of ${formLists.map((list) => `${list} (${formListNames[list].zh})`).join(', ')}.`,
    'Signatures, seals and their dates stay empty.',
  ],
  options: {
    place: { value: 'NAME', help: 'only what was seized there, as the material writes the place' },
    out: { value: 'FOLDER', help: 'write the list there; made when it is not there' },
    format: { value: 'FORMAT', help: 'docx or html, with --out (docx)' },
    redact: redactOption,
  },
  run(context) {
    const { given, engine, output, language } = context
    const list = among('LIST', formLists, given.words[1] ?? '')
    const place = given.text('place')
    if (place !== undefined && !hasRows(list)) throw new UsageError(`${list} has no places`)
    const asked: Input<'lists.check'> = {
      list,
      ...(place === undefined
        ? {}
        : { scope: { kind: 'seizure', filter: [{ field: 'site', op: 'oneOf', values: [place] }] } }),
    }
    const out = given.text('out')
    return withCase(context, given.words[0], out === undefined ? 'read' : 'leave', async () => {
      const check = await engine.call('lists.check', asked)
      if (out === undefined) {
        output.result(check, () => checkText(check, language))
        return 0
      }
      const format = among('--format', ['docx', 'html'], given.text('format') ?? 'docx')
      const { fileId, ...file } = await engine.call(
        'lists.write',
        { ...asked, format, redact: redactAsked(given) },
        { signal: context.signal },
      )
      const path = await keepFile(context, { fileId, ...file }, out)
      output.result({ ...check, file: { ...file, path } }, () =>
        [`${path}  ${file.size}  sha256 ${file.sha256}`, checkText(check, language)].join('\n'),
      )
      return 0
    })
  },
}

function checkText({ list, parts, gaps, leftOut }: FormListCheck, language: Language): string {
  const line = (text: string): string => `  ${text}`
  return [
    textIn(formListNames[list], language),
    ...gaps.map(({ gap, count }) => line(formGapText(gap, count, language))),
    ...(leftOut === 0
      ? []
      : [
          line(
            hasRows(list)
              ? inWords(
                  language,
                  `${leftOut} 行是其他行的重复，不列入`,
                  `${leftOut} rows are repeats and not on it`,
                )
              : inWords(
                  language,
                  `${leftOut} 个文件的导入已撤销，不列入`,
                  `${leftOut} files are not on it: their import was undone`,
                ),
          ),
        ]),
    ...parts.flatMap(({ place, rows, gaps: own }) => [
      `${place === '' ? inWords(language, '（未注明场所）', '(no place told)') : place}${inWords(language, '：', ': ')}${rows}`,
      ...own.map(({ gap, count }) => line(formGapText(gap, count, language))),
    ]),
  ].join('\n')
}
