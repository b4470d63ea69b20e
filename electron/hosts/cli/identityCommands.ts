/** Commands of who is who: suggestions, decisions and claims. */
import type { BulkPreview, Claim, Input, NumberPreview, Suggestion } from '../../../shared/contract/index.ts'
import { suggestionReasons } from '../../../shared/contract/identity.ts'
import { numberSorts } from '../../../shared/model/numberClaims.ts'
import { numberClaimText, numberSayingText, numberSortText } from '../../../shared/words/numberClaims.ts'
import type { Language } from '../../../shared/language.ts'
import { identityReasonText, reasonInCaseText } from '../../../shared/words/identityReasons.ts'
import { UsageError } from './command.ts'
import type { Command, CommandContext, Given, Option } from './command.ts'
import { findEntity } from './findEntity.ts'
import { withCase } from './openCase.ts'
import { among, inWords, table } from './inWords.ts'

type Several = Input<'identity.foreseeAll'>['of']
const states = ['open', 'later', 'accepted', 'rejected'] as const
const decisions = ['accept', 'reject', 'later', 'open'] as const

const limit = { value: 'N', whole: true, help: 'at most so many rows (100)' } as const
const offset = { value: 'N', whole: true, help: 'begin after so many rows (0)' } as const
const note = { value: 'TEXT', help: 'the reason, kept with the claim' } as const
const which = {
  reason: { value: 'REASON', help: 'only those with this reason, e.g. same-phone' },
  kind: { value: 'KIND', help: 'only of this entity kind, e.g. person, siteAccount' },
  'min-score': { value: 'SCORE', help: 'only those of at least this score, 0 to 1' },
  text: { value: 'TEXT', help: 'only those whose names, numbers or reasons hold the text' },
} as const satisfies Readonly<Record<string, Option>>

function severalOf(given: Given): Several {
  const reason = given.text('reason')
  const kind = given.text('kind')
  const score = given.text('min-score')
  const text = given.text('text')
  const minScore = score === undefined ? undefined : Number(score)
  if (minScore !== undefined && !(minScore >= 0 && minScore <= 1))
    throw new UsageError('--min-score is a number from 0 to 1')
  return {
    ...(reason === undefined ? {} : { reason: among('--reason', suggestionReasons, reason) }),
    ...(kind === undefined ? {} : { kind }),
    ...(minScore === undefined ? {} : { minScore }),
    ...(text === undefined ? {} : { text }),
  }
}
const suggest: Command = {
  name: 'identity suggest',
  words: 'CASE',
  least: 1,
  most: 1,
  summary: 'look for entities that may be one, anew; earlier decisions stay',
  options: {},
  run(context) {
    const { given, engine, output, language } = context
    return withCase(context, given.words[0], 'write', async () => {
      const made = await engine.call('identity.suggest', {}, { signal: context.signal })
      const overview = await engine.call('identity.overview', {})
      output.result(
        { ...made, byReason: overview.byReason },
        () =>
          `${table(
            language,
            [
              ['理由', 'reason'],
              ['', ''],
              ['待处理', 'open', 'right'],
              ['搁置', 'postponed', 'right'],
              ['已处理', 'decided', 'right'],
            ],
            overview.byReason.map(({ reason, open, later, decided }) => [
              reason,
              identityReasonText(reason, language),
              open,
              later,
              decided,
            ]),
          )}\n${inWords(
            language,
            `比对 ${made.entities} 个实体，建议 ${made.suggestions} 条，待处理 ${made.open} 条；${made.tooCommon} 个值由太多实体共有，不作依据`,
            `${made.entities} entities compared, ${made.suggestions} suggestions, ${made.open} open; ${made.tooCommon} values are shared by too many to tell anything`,
          )}`,
      )
      return 0
    })
  },
}

const list: Command = {
  name: 'identity list',
  words: 'CASE [--claims]',
  least: 1,
  most: 1,
  summary: 'list suggestions of who may be one with their reasons, or the claims people made',
  options: {
    claims: {
      help: 'the claims instead: what was merged, split, told apart, postponed or said of numbers, newest first',
    },
    state: { value: 'STATE', help: `suggestions that are ${states.join(', ')} (open)` },
    ...which,
    limit,
    offset,
  },
  run(context) {
    const { given, engine, output, language } = context
    const window = { offset: given.whole('offset', 0), limit: given.whole('limit', 100) }
    const state = among('--state', states, given.text('state') ?? 'open')
    const of = severalOf(given)
    return withCase(context, given.words[0], 'read', async () => {
      if (given.on('claims')) {
        const { text } = of
        const claims = await engine.call('identity.claims', {
          ...(text === undefined ? {} : { text }),
          ...window,
        })
        output.result(
          claims,
          () => `${claimTable(claims.rows, language)}\n${claims.rows.length} / ${claims.total}`,
        )
        return 0
      }
      const { suggestedAt, outdated } = await engine.call('identity.overview', {})
      const found = await engine.call('identity.suggestions', { state, ...of, ...window })
      if (suggestedAt === null)
        output.note(
          inWords(language, '还没有计算过建议：identity suggest', 'nothing suggested yet: identity suggest'),
        )
      else if (outdated)
        output.note(
          inWords(
            language,
            `数据在 ${suggestedAt} 计算之后有变化：identity suggest`,
            `the facts changed after ${suggestedAt}: identity suggest`,
          ),
        )
      output.result(
        { suggestedAt, outdated, ...found },
        () => `${suggestionTable(found.rows, language)}\n${found.rows.length} / ${found.total}`,
      )
      return 0
    })
  },
}
function suggestionTable(rows: readonly Suggestion[], language: Language): string {
  return table(
    language,
    [
      ['建议', 'suggestion', 'right'],
      ['把握', 'score', 'right'],
      ['类型', 'kind'],
      ['实体', 'entities'],
      ['理由', 'reasons'],
    ],
    rows.map(({ suggestionId, score, kind, size, members, reasons }) => [
      suggestionId,
      score.toFixed(2),
      kind,
      [
        ...members.map(({ entityId, label }) => `${entityId} ${label}`),
        ...(size > members.length ? [inWords(language, `等 ${size} 个`, `${size} in all`)] : []),
      ].join(' = '),
      reasons
        .map(
          (reason) =>
            `${reason.against ? inWords(language, '相反：', 'against: ') : ''}${reasonInCaseText(reason, language)}`,
        )
        .join(inWords(language, '；', '; ')),
    ]),
  )
}
function claimTable(rows: readonly Claim[], language: Language): string {
  return table(
    language,
    [
      ['认定', 'claim', 'right'],
      ['类型', 'type'],
      ['状态', 'status'],
      ['时间', 'at'],
      ['操作人', 'by'],
      ['对象', 'entities'],
      ['依据', 'reasons'],
      ['说明', 'note'],
    ],
    rows.map((claim) => [
      claim.claimId,
      claim.type,
      claim.status,
      claim.at,
      claim.operator,
      claim.number === null
        ? [
            ...claim.members.map(({ entityId, label }) => `${entityId} ${label}`),
            ...(claim.size > claim.members.length ? ['…'] : []),
          ].join(claim.type === 'apart' ? ' ≠ ' : ' = ')
        : numberClaimText(claim.number, language),
      claim.reasons.map((reason) => identityReasonText(reason, language)).join('、'),
      claim.note,
    ]),
  )
}

const decide: Command = {
  name: 'identity decide',
  words: 'CASE accept|reject|later|open (SUGGESTION… | --all)',
  least: 2,
  most: 100_000,
  summary: 'accept, reject or postpone suggestions, single ones or many at once',
  more: [
    'With --all: every open suggestion of the reason, kind, least score and text given. Without --yes it only says what that would do.',
    'Accepting with --all needs --note, and leaves what something speaks against. One step: `undo` takes it back.',
  ],
  options: {
    all: { help: 'every open suggestion that meets the options below' },
    ...which,
    note,
    yes: { help: 'do it; without it --all only shows what it would do' },
  },
  run(context) {
    const { given, engine, output, language } = context
    const decision = among('the decision', decisions, given.words[1] ?? '')
    const suggestionIds = given.words.slice(2).map(Number)
    const text = given.text('note') ?? ''
    if (given.on('all') !== (suggestionIds.length === 0))
      throw new UsageError('give either suggestions by their numbers or --all')
    if (!suggestionIds.every((suggestionId) => Number.isSafeInteger(suggestionId) && suggestionId > 0))
      throw new UsageError('suggestions are named by the numbers that `identity list` shows')
    const of = severalOf(given)
    if (!given.on('all') && Object.keys(of).length > 0)
      throw new UsageError('--reason, --kind, --min-score and --text go with --all')
    const doing = !given.on('all') || given.on('yes')
    if (doing && given.on('all') && decision === 'accept' && text.trim() === '')
      throw new UsageError('accepting with --all needs --note TEXT, the reason')
    return withCase(context, given.words[0], doing ? 'write' : 'read', async () => {
      if (!given.on('all')) {
        const made = await engine.call('identity.decide', { suggestionIds, decision, note: text })
        output.result(made, () => decidedText(made.decided, 0, language))
        return made.decided < new Set(suggestionIds).size ? 1 : 0
      }
      if (decision === 'accept') return acceptAll(context, of, text, doing)
      if (!doing) {
        const { total } = await engine.call('identity.suggestions', {
          ...of,
          state: decision === 'open' ? 'later' : 'open',
          offset: 0,
          limit: 0,
        })
        output.result({ done: false, suggestions: total }, () =>
          inWords(language, `将处理 ${total} 条（加 --yes 执行）`, `would decide ${total} (--yes does it)`),
        )
        return 0
      }
      const made = await engine.call('identity.decideAll', { of, decision, note: text })
      output.result({ done: true, ...made }, () => decidedText(made.decided, made.left, language))
      return 0
    })
  },
}
async function acceptAll(
  { engine, output, language }: CommandContext,
  of: Several,
  text: string,
  doing: boolean,
): Promise<0> {
  const preview = await engine.call('identity.foreseeAll', { of })
  if (!doing) {
    output.result({ done: false, preview }, () => previewText(preview, language))
    return 0
  }
  const made = await engine.call('identity.decideAll', {
    of,
    decision: 'accept',
    note: text,
    expected: preview.suggestions,
  })
  output.result(
    { done: true, preview, ...made },
    () => `${previewText(preview, language)}\n${decidedText(made.decided, made.left, language)}`,
  )
  return 0
}
function previewText(preview: BulkPreview, language: Language): string {
  const { suggestions, nameOnly, entities, becomes, against, contested } = preview
  const head = inWords(
    language,
    `认定 ${suggestions} 条建议，其中 ${nameOnly} 条仅凭姓名；${entities} 个实体合为 ${becomes} 个。${against} 条另有相反的情况、${contested} 条合起来会把有相反情况的并为一个，均不认定。`,
    `${suggestions} suggestions accepted, ${nameOnly} of them by name only; ${entities} entities become ${becomes}. Left alone: ${against} with something against them, ${contested} that together would join what something speaks against.`,
  )
  return `${head}\n${table(
    language,
    [
      ['类型', 'kind'],
      ['个数', 'size', 'right'],
      ['不同名称', 'names', 'right'],
      ['仅凭姓名', 'by name'],
      ['合为一个的', 'made one'],
      ['材料所写姓名', 'names in the rows'],
    ],
    preview.groups.map(({ kind, size, labels, names, nameOnly: byName, members }) => [
      kind,
      size,
      labels,
      byName ? inWords(language, '是', 'yes') : '',
      [
        ...members.map(({ entityId, label }) => `${entityId} ${label}`),
        ...(size > members.length ? ['…'] : []),
      ].join(' = '),
      names.join('、'),
    ]),
  )}\n${preview.groups.length} / ${preview.groupsInAll}`
}
function decidedText(decided: number, left: number, language: Language): string {
  return inWords(
    language,
    `已处理 ${decided} 条，留待逐条查看 ${left} 条`,
    `${decided} decided, ${left} left to be looked at`,
  )
}

/** A claim over entities named on the command line. */
function claiming(what: 'merge' | 'apart', summary: string): Command {
  return {
    name: `identity ${what}`,
    words: 'CASE ENTITY ENTITY… [--note TEXT]',
    least: 3,
    most: 10_000,
    summary,
    more: [
      'ENTITY is an id, a number or a name that only one has. `identity withdraw` takes the claim back.',
    ],
    options: { note },
    run(context) {
      const { given, engine, output } = context
      return withCase(context, given.words[0], 'write', async () => {
        const entityIds: number[] = []
        for (const word of given.words.slice(1)) entityIds.push((await findEntity(context, word)).entityId)
        const made = await engine.call(`identity.${what}`, { entityIds, note: given.text('note') ?? '' })
        output.result(made, () => inWords(context.language, `认定 ${made.claimId}`, `claim ${made.claimId}`))
        return 0
      })
    },
  }
}
/** What a person says of a number against the rules. */
const number: Command = {
  name: 'identity number',
  words: 'CASE SORT NUMBER (--right | --nobody) [--note TEXT --yes]',
  least: 3,
  most: 3,
  summary: 'say that a number is one although the rules hold it for none, or that it is nobody’s',
  more: [
    `SORT is ${numberSorts.join(', ')}; NUMBER is written as the rows keep it (\`findings\` and \`entities\` show it).`,
    'Without --yes it only says what that would do. `identity withdraw` takes the claim back.',
  ],
  options: {
    right: { help: 'it is a number of somebody: rows with it join by the ordinary rules' },
    nobody: { help: 'it tells nobody (a hotline, a shop’s phone): rows with it are each their own' },
    note,
    yes: { help: 'do it; needs --note, the reason' },
  },
  run(context) {
    const { given, engine, output, language } = context
    const [, sort = '', value = ''] = given.words
    if (given.on('right') === given.on('nobody')) throw new UsageError('give either --right or --nobody')
    const says = given.on('right') ? 'number' : 'nobody'
    const of = { sort: among('the sort', numberSorts, sort), value, says } as const
    const text = given.text('note') ?? ''
    const doing = given.on('yes')
    if (doing && text.trim() === '')
      throw new UsageError('a claim about a number needs --note TEXT, the reason')
    return withCase(context, given.words[0], doing ? 'write' : 'read', async () => {
      const preview = await engine.call('identity.foreseeNumber', of)
      if (!doing) {
        output.result({ done: false, preview }, () => numberText(preview, language))
        return 0
      }
      const made = await engine.call('identity.number', { ...of, note: text, expected: preview.rows })
      output.result(
        { done: true, preview, ...made },
        () =>
          `${numberText(preview, language)}\n${inWords(language, `认定 ${made.claimId}`, `claim ${made.claimId}`)}`,
      )
      return 0
    })
  },
}
function numberText(preview: NumberPreview, language: Language): string {
  const { number: of, now, found, rows, groups, groupsInAll } = preview
  const joins = of.says === 'number'
  return `${inWords(
    language,
    `${numberSortText(of.sort, language)} ${of.value}：${found} 行含此号码，目前${numberSayingText(now.says, language)}；改为${numberSayingText(of.says, language)}后 ${rows} 行指向的对象改变。`,
    `${numberSortText(of.sort, language)} ${of.value}: ${found} rows hold it, now ${numberSayingText(now.says, language)}; once ${numberSayingText(of.says, language)}, ${rows} rows name others.`,
  )}\n${table(
    language,
    [
      ['类型', 'kind'],
      ['对象', joins ? 'becomes' : 'today'],
      ['行数', 'rows', 'right'],
      [joins ? '原为几个' : '分为几个', joins ? 'made of' : 'falls into', 'right'],
      [joins ? '原未指向任何对象的行' : '不再指向任何对象的行', 'rows of nobody', 'right'],
      ['材料所写姓名', 'names in the rows'],
    ],
    groups.map(({ kind, label, rows: own, size, nobody, names, named }) => [
      kind,
      label,
      own,
      size,
      nobody,
      [...names, ...(named > names.length ? ['…'] : [])].join('、'),
    ]),
  )}\n${groups.length} / ${groupsInAll}`
}
/** Ends claims, or makes them count again. */
function reclaiming(what: 'withdraw' | 'restore', summary: string): Command {
  return {
    name: `identity ${what}`,
    words: 'CASE CLAIM…',
    least: 2,
    most: 100_000,
    summary,
    options: {},
    run(context) {
      const { given, engine, output } = context
      const claimIds = given.words.slice(1).map(Number)
      if (!claimIds.every((claimId) => Number.isSafeInteger(claimId) && claimId > 0))
        throw new UsageError('claims are named by the numbers that `identity list --claims` shows')
      return withCase(context, given.words[0], 'write', async () => {
        const made: Readonly<Record<string, number>> = await engine.call(`identity.${what}`, { claimIds })
        output.result(made, () => Object.values(made).join(' '))
        return Object.values(made)[0] === new Set(claimIds).size ? 0 : 1
      })
    },
  }
}

export const identityCommands: readonly Command[] = [
  suggest,
  list,
  decide,
  claiming('merge', 'claim that entities are one'),
  claiming('apart', 'claim that entities are not one'),
  number,
  reclaiming('withdraw', 'withdraw claims; later work stays'),
  reclaiming('restore', 'make withdrawn claims count again'),
]
