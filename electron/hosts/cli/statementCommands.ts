/** Commands of what people enter by hand. */
import type { Input, Statement } from '../../../shared/contract/index.ts'
import { contentGrades, documentKinds, sourceGrades, strengths } from '../../../shared/contract/statements.ts'
import { entityKinds } from '../../../shared/model/define.ts'
import { statedNumbers } from '../../../shared/model/statedNumbers.ts'
import { statedWord } from '../../../shared/words/strengths.ts'
import type { Language } from '../../../shared/language.ts'
import { UsageError } from './command.ts'
import type { Command, CommandContext, Given } from './command.ts'
import { findEntity } from './findEntity.ts'
import { among, inWords, table } from './inWords.ts'
import { withCase } from './openCase.ts'

type Draft = Input<'statements.save'>
const side = (of: string) => ({
  [of]: {
    value: 'WHOM',
    help: `${of === 'from' ? 'one' : 'the other'} side: an entity of the case, by number, name or id`,
  },
  [`new-${of}`]: {
    value: 'KIND:WHAT',
    help: 'the same side, not in the case: person:老王, phone:13800000000, person/idNumber:…',
  },
})
const texts = {
  says: { value: 'TEXT', help: 'what is between them, or what happened' },
  time: { value: 'TIME', help: 'when it was, e.g. 2024-03-05 14:30' },
  until: { value: 'TIME', help: 'until when' },
  place: { value: 'TEXT', help: 'where' },
  amount: { value: 'YUAN', help: 'an amount that is told; it is summed nowhere' },
  text: { value: 'TEXT', help: 'in their words' },
  document: { value: 'TEXT', help: 'the document it stands in' },
  page: { value: 'TEXT', help: 'on which page' },
  by: { value: 'NAME', help: 'who said it' },
  said: { value: 'TIME', help: 'when it was said' },
} as const
const options = {
  ...side('from'),
  ...side('to'),
  directed: { help: 'from the one side to the other; otherwise between them' },
  ...texts,
  strength: { value: 'HOW', help: 'confirmed, probable (the default) or disputed' },
  'document-kind': { value: 'SORT', help: documentKinds.join(', ') },
  'source-grade': { value: 'A-F', help: 'how reliable the source is' },
  'content-grade': { value: '1-6', help: 'how credible the content is' },
}

async function endOf(context: CommandContext, of: 'from' | 'to'): Promise<Draft['from'] | null> {
  const { given } = context
  const known = given.text(of)
  if (known !== undefined) return { entityId: (await findEntity(context, known)).entityId }
  const fresh = given.text(`new-${of}`)
  if (fresh === undefined) return null
  const [, kindText = '', sort, what = ''] = /^([a-zA-Z]+)(?:\/([a-zA-Z]+))?:(.+)$/.exec(fresh) ?? []
  const kind = among(
    `--new-${of}`,
    entityKinds.map(({ id }) => id),
    kindText,
  )
  const number =
    sort ?? (kind === 'person' ? undefined : statedNumbers.find((each) => each.kind === kind)?.sort)
  return number === undefined ? { kind, name: what } : { kind, sort: number, number: what }
}
function draftOf(given: Given, from: Draft['from'], to: Draft['from'] | null): Draft {
  const chosen = <T extends string>(name: string, values: readonly T[]): T | undefined => {
    const value = given.text(name)
    return value === undefined ? undefined : among(`--${name}`, values, value)
  }
  const [strength, documentKind, sourceGrade, contentGrade] = [
    chosen('strength', strengths),
    chosen('document-kind', documentKinds),
    chosen('source-grade', sourceGrades),
    chosen('content-grade', contentGrades),
  ]
  const text = (name: keyof typeof texts): string => given.text(name) ?? ''
  return {
    from,
    ...(to === null ? {} : { to }),
    way: given.on('directed') ? 'out' : 'neutral',
    says: text('says'),
    time: text('time'),
    until: text('until'),
    place: text('place'),
    amount: text('amount'),
    text: text('text'),
    document: text('document'),
    page: text('page'),
    saidBy: text('by'),
    saidAt: text('said'),
    ...(strength === undefined ? {} : { strength }),
    ...(documentKind === undefined ? {} : { documentKind }),
    ...(sourceGrade === undefined ? {} : { sourceGrade }),
    ...(contentGrade === undefined ? {} : { contentGrade }),
  }
}
const add: Command = {
  name: 'statement add',
  words: 'CASE',
  least: 1,
  most: 1,
  summary: 'enter what a document or a person says and no spreadsheet holds; no figure counts it',
  options,
  run(context) {
    const { given, engine, output, language } = context
    return withCase(context, given.words[0], 'write', async () => {
      const from = await endOf(context, 'from')
      if (from === null) throw new UsageError('statement add needs --from or --new-from')
      const saved = await engine.call('statements.save', draftOf(given, from, await endOf(context, 'to')))
      output.result(saved, () =>
        inWords(language, `已录入陈述 ${saved.statementId}`, `statement ${saved.statementId} entered`),
      )
      return 0
    })
  },
}
function lineOf(one: Statement, language: Language): readonly (string | number)[] {
  return [
    one.statementId,
    one.to === null ? one.from.label : `${one.from.label} ${one.way === 'out' ? '→' : '—'} ${one.to.label}`,
    one.says,
    statedWord(one.strength, language),
    [one.document, one.page, one.saidBy, one.saidAt].filter((part) => part !== '').join(' · '),
  ]
}
const listAll: Command = {
  name: 'statement list',
  words: 'CASE',
  least: 1,
  most: 1,
  summary: 'what was entered by hand, with its source',
  options: {},
  run(context) {
    const { given, engine, output, language } = context
    return withCase(context, given.words[0], 'read', async () => {
      const found: Statement[] = []
      for (let offset = 0; ; offset += 200) {
        const { rows, total } = await engine.call('records.window', {
          scope: { kind: 'statement' },
          offset,
          limit: 200,
        })
        const statementIds = rows.flatMap((row) => ('recordId' in row ? [row.recordId] : []))
        if (statementIds.length > 0) found.push(...(await engine.call('statements.about', { statementIds })))
        if (offset + 200 >= total) break
      }
      found.sort((one, other) => one.statementId - other.statementId)
      output.result(found, () =>
        table(
          language,
          [
            ['编号', 'no.', 'right'],
            ['谁', 'who'],
            ['何事', 'what'],
            ['确信程度', 'strength'],
            ['来源', 'source'],
          ],
          found.map((one) => lineOf(one, language)),
        ),
      )
      return 0
    })
  },
}
const remove: Command = {
  name: 'statement remove',
  words: 'CASE NUMBER…',
  least: 2,
  most: 100,
  summary: 'take statements away; undo brings them back',
  options: {},
  run(context) {
    const { given, engine, output, language } = context
    return withCase(context, given.words[0], 'write', async () => {
      const statementIds = given.words.slice(1).map(Number)
      if (statementIds.some((id) => !Number.isSafeInteger(id) || id < 1))
        throw new UsageError('a statement is named by its number')
      await engine.call('statements.remove', { statementIds })
      output.result({ statementIds }, () =>
        inWords(language, `已删除 ${statementIds.length} 条陈述`, `${statementIds.length} removed`),
      )
      return 0
    })
  },
}
export const statementCommands: readonly Command[] = [add, listAll, remove]
