/** Commands that read a case and leave it byte for byte as it is. */
import { recordLineText } from '../../../shared/words/recordLine.ts'
import type { EntitySummary, LinkSummary, Measure, SearchHit } from '../../../shared/contract/index.ts'
import { hitTypes } from '../../../shared/contract/search.ts'
import { nameIn, textIn, type Language } from '../../../shared/language.ts'
import { countText, figureDecimal, figureText, moneyText } from '../../../shared/model/numberText.ts'
import { doubtsText, sumsOfLink } from '../../../shared/words/doubts.ts'
import { measureRemarkText, measureWhyText } from '../../../shared/words/measureReasons.ts'
import { unitText } from '../../../shared/words/units.ts'
import { quantityScale, recordKind } from '../../../shared/model/recordKinds/index.ts'
import { scaledText } from '../../../shared/model/exactDecimal.ts'
import { UsageError } from './command.ts'
import type { Command } from './command.ts'
import { writtenDoubts } from './doubts.ts'
import { findEntity } from './findEntity.ts'
import { dayOf } from './lawCommands.ts'
import { withCase } from './openCase.ts'
import { textTable } from './textTable.ts'
import { conditionOf, fieldNamed, kindNamed, writtenValue } from './values.ts'

const limitOption = { value: 'N', whole: true, help: 'at most so many rows (100)' }
const offsetOption = { value: 'N', whole: true, help: 'begin after so many rows (0)' }

const tables: Command = {
  name: 'tables',
  words: 'CASE',
  least: 1,
  most: 1,
  summary: 'list the evidence tables and how many records each holds',
  options: {},
  run(context) {
    return withCase(context, context.given.words[0], 'read', async () => {
      const list = await context.engine.call('tables.list', {})
      context.output.result(list, () =>
        textTable(
          [
            { title: 'kind' },
            { title: '' },
            { title: 'records', right: true },
            { title: 'duplicates', right: true },
            { title: 'mirrored', right: true },
            { title: 'from' },
            { title: 'to' },
          ],
          list.map((table) => [
            table.kind,
            kindName(table.kind, context.language),
            table.count,
            table.duplicates,
            table.mirrored,
            table.firstTime,
            table.lastTime,
          ]),
        ),
      )
      return 0
    })
  },
}
function kindName(id: string, language: Language): string {
  const kind = recordKind(id)
  return kind === undefined ? id : nameIn(kind, language)
}

const records: Command = {
  name: 'records',
  words: 'CASE KIND',
  least: 2,
  most: 2,
  summary: 'list the records of one table with file, sheet and row',
  more: ['Amounts and decimals are written with their point. KIND is one that `tables` lists.'],
  options: {
    where: {
      value: 'CONDITION',
      help: 'field=value, field~part, field>=value, field<=value; all must hold',
      several: true,
    },
    measure: { value: 'ID', help: 'only the rows behind this measure' },
    sort: { value: 'FIELD', help: 'order by a field' },
    descending: { help: 'the largest or latest first' },
    limit: limitOption,
    offset: offsetOption,
  },
  run(context) {
    const { given, engine, output } = context
    const kind = kindNamed(given.words[1] ?? '')
    const measure = given.text('measure')
    const order = given.text('sort')
    const filter = given.texts('where').map((text) => conditionOf(kind, text))
    const sort =
      order === undefined ? [] : [{ field: fieldNamed(kind, order).id, descending: given.on('descending') }]
    return withCase(context, given.words[0], 'read', async () => {
      const window = await engine.call('records.window', {
        scope: { kind: kind.id, filter, ...(measure === undefined ? {} : { measure }) },
        sort,
        offset: given.whole('offset', 0),
        limit: given.whole('limit', 100),
      })
      const rows = window.rows.map((row) => ({
        recordId: row.recordId,
        file: row.source.file,
        sheet: row.source.sheet,
        row: row.source.row,
        duplicateOf: row.duplicateOf,
        mirrorOf: row.mirrorOf,
        reversalOf: row.reversalOf,
        takenBack: row.takenBack === null ? null : moneyText(row.takenBack).replaceAll(',', ''),
        flags: row.flags,
        values: Object.fromEntries(
          kind.fields.map((field, index) => [field.id, writtenValue(field, row.values[index] ?? null)]),
        ),
      }))
      const shown = kind.fields.filter((field) => field.shown === true)
      output.result(
        { kind: kind.id, total: window.total, rows },
        () =>
          `${textTable(
            [
              { title: 'record', right: true },
              ...shown.map((field) => ({ title: nameIn(field, context.language) })),
              { title: context.language === 'zh-CN' ? '出处' : 'source' },
            ],
            rows.map((row) => [
              row.recordId,
              ...shown.map((field) => row.values[field.id] ?? null),
              `${row.file} · ${row.sheet} · ${row.row}`,
            ]),
          )}\n${rows.length} / ${window.total}`,
      )
      return 0
    })
  },
}

const entities: Command = {
  name: 'entities',
  words: 'CASE',
  least: 1,
  most: 1,
  summary: 'list people, accounts, phones, places … with how much is known of them',
  options: {
    kind: { value: 'KIND', help: 'only one kind, e.g. person, bankAccount, phone' },
    text: { value: 'TEXT', help: 'only those whose name or identifier holds the text' },
    limit: limitOption,
    offset: offsetOption,
  },
  run(context) {
    const { given, engine, output } = context
    const kind = given.text('kind')
    const text = given.text('text')
    return withCase(context, given.words[0], 'read', async () => {
      const list = await engine.call('entities.list', {
        ...(kind === undefined ? {} : { kind }),
        ...(text === undefined ? {} : { text }),
        sort: 'links',
        offset: given.whole('offset', 0),
        limit: given.whole('limit', 100),
      })
      output.result(
        list,
        () =>
          `${textTable(
            [
              { title: 'entity', right: true },
              { title: 'kind' },
              { title: 'label' },
              { title: 'key' },
              { title: 'records', right: true },
              { title: 'links', right: true },
            ],
            list.rows.map((entity) => [
              entity.entityId,
              entity.kind,
              entity.label,
              entity.key,
              entity.records,
              entity.links,
            ]),
          )}\n${list.rows.length} / ${list.total}`,
      )
      return 0
    })
  },
}

const links: Command = {
  name: 'links',
  words: 'CASE',
  least: 1,
  most: 1,
  summary: 'list links with count, sum, first and last time, the largest sums first',
  options: {
    kind: { value: 'KIND', help: 'only one kind of link, e.g. transfer, calls' },
    entity: { value: 'ENTITY', help: 'only links of this entity (id, number or name)' },
    sort: { value: 'amount|count', help: 'by sum or by number of facts (amount)' },
    limit: limitOption,
    offset: offsetOption,
  },
  run(context) {
    const { given, engine, output, language } = context
    const linkKind = given.text('kind')
    const sort = given.text('sort') ?? 'amount'
    if (sort !== 'amount' && sort !== 'count') throw new UsageError('--sort is amount or count')
    return withCase(context, given.words[0], 'read', async () => {
      const entity = given.text('entity')
      const entityId = entity === undefined ? undefined : (await findEntity(context, entity)).entityId
      const list = await engine.call('links.list', {
        ...(linkKind === undefined ? {} : { linkKind }),
        ...(entityId === undefined ? {} : { entityId }),
        sort,
        offset: given.whole('offset', 0),
        limit: given.whole('limit', 100),
      })
      const rows = list.rows.map(({ from, to, others: _others, doubts, ...link }) => ({
        ...link,
        ...writtenDoubts(
          'doubts',
          sumsOfLink(_others === undefined ? link : { ...link, others: _others }),
          doubts,
        ),
        undecided: doubtsText(
          sumsOfLink(_others === undefined ? link : { ...link, others: _others }),
          doubts,
          language,
        ),
        from: from.label,
        to: to.label,
        ...writtenLink(_others === undefined ? link : { ...link, others: _others }),
      }))
      output.result(
        { total: list.total, rows },
        () =>
          `${textTable(
            [
              { title: 'link', right: true },
              { title: 'kind' },
              { title: 'from' },
              { title: 'to' },
              { title: 'count', right: true },
              { title: 'amount', right: true },
              { title: 'first' },
              { title: 'last' },
              { title: 'undecided' },
            ],
            rows.map((link) => [
              link.linkId,
              link.linkKind,
              link.from,
              link.directed ? link.to : `↔ ${link.to}`,
              link.count,
              writtenSums(link),
              link.firstTime,
              link.lastTime,
              link.undecided,
            ]),
          )}\n${rows.length} / ${list.total}`,
      )
      return 0
    })
  },
}
/** What a link adds up to in a line: yuan, then the other currencies by their codes. */
function writtenSums({ amount, others }: Pick<ReturnType<typeof writtenLink>, 'amount' | 'others'>): string {
  return [
    ...(amount === null ? [] : [amount]),
    ...Object.entries(others ?? {}).map(([currency, sum]) => `${currency} ${sum}`),
  ].join(' + ')
}
/** Sum and quantity of a link with their points. */
function writtenLink(link: LinkSummary): {
  readonly amount: string | null
  readonly others?: Readonly<Record<string, string>>
  readonly quantity: string | null
} {
  return {
    amount: link.amount === null ? null : scaledText(link.amount, 2),
    ...(link.others === undefined
      ? {}
      : {
          others: Object.fromEntries(link.others.map(({ currency, sum }) => [currency, scaledText(sum, 2)])),
        }),
    quantity: link.quantity === null ? null : scaledText(link.quantity, quantityScale(link.linkKind)),
  }
}

const measures: Command = {
  name: 'measures',
  words: 'CASE',
  least: 1,
  most: 1,
  summary: 'count and sum what the case shows, each figure with its rule and the rows behind it',
  more: [
    'With --json: [{"id","value","unit","rule","rows","why"}]; value is the exact decimal as text, money in yuan with both decimals ("1478620.00"), null where the material does not tell it; why lists the reasons and remarks: [{"reason","count","figures":[{"value","unit"}],"names","kinds","text"}].',
    'With --from or --to only what lies between these days; measures that are not told of a period say so.',
  ],
  options: {
    from: { value: 'DAY', help: 'from this day on' },
    to: { value: 'DAY', help: 'to this day, which belongs to it' },
  },
  run(context) {
    const { given, engine, output, language } = context
    const [from, to] = [dayOf('from', given.text('from')), dayOf('to', given.text('to'))]
    return withCase(context, given.words[0], 'read', async () => {
      const list =
        from === null && to === null
          ? await engine.call('measures.list', {})
          : await engine.call('measures.during', { from, to })
      output.result(
        list.map(({ id, value, unit, rule, rows, why }) => ({
          id,
          value: value === null ? null : figureDecimal(value),
          unit,
          rule: textIn(rule, language),
          rows,
          why: why.map((remark) => ({
            reason: remark.reason,
            count: remark.count,
            figures: remark.figures.map((figure) => ({
              value: figureDecimal(figure.value),
              unit: figure.unit,
            })),
            names: remark.names,
            kinds: remark.kinds,
            text: measureRemarkText(remark, language),
          })),
        })),
        () => measureTable(list, language),
      )
      return 0
    })
  },
}
/** The figures as a table for people. */
function measureTable(list: readonly Measure[], language: Language): string {
  const titles =
    language === 'zh-CN'
      ? ['编号', '指标', '数值', '单位', '记录', '说明', '规则']
      : ['id', 'measure', 'value', 'unit', 'rows', 'note', 'rule']
  return textTable(
    titles.map((title, index) => ({ title, right: index === 2 || index === 4 })),
    list.map((measure) => [
      measure.id,
      nameIn(measure, language),
      figureText(measure.value),
      unitText(measure.unit, language),
      countText(measure.rows),
      measureWhyText(measure.why, language),
      textIn(measure.rule, language),
    ]),
  )
}

const search: Command = {
  name: 'search',
  words: 'CASE TEXT',
  least: 2,
  most: 2,
  summary:
    'find entities, charts, sheets, notes and rows by words, names (also by pinyin), numbers or parts of them',
  more: [
    'The same hits as in the app: every word must stand in the row, in any of its cells; width, case, traditional or simplified and separators in numbers do not matter.',
  ],
  options: {
    limit: limitOption,
    offset: offsetOption,
    type: { value: 'TYPE', help: `only hits of this type: ${hitTypes.join(', ')}` },
    kind: { value: 'KIND', help: 'only of this record kind or entity kind' },
  },
  run(context) {
    const { given, engine, output } = context
    const type = hitTypes.find((candidate) => candidate === given.text('type'))
    const kind = given.text('kind')
    if (given.text('type') !== undefined && type === undefined)
      throw new UsageError(`--type takes one of ${hitTypes.join(', ')}`)
    return withCase(context, given.words[0], 'read', async () => {
      const within = { ...(type === undefined ? {} : { type }), ...(kind === undefined ? {} : { kind }) }
      const found = await engine.call('search.find', {
        text: given.words[1] ?? '',
        limit: given.whole('limit', 100),
        offset: given.whole('offset', 0),
        within,
      })
      output.result(
        found,
        () =>
          `${textTable([{ title: 'what' }, { title: 'id', right: true }, { title: 'text' }, { title: 'where' }], found.hits.map(hitLine))}\n${found.hits.length} / ${found.total}`,
      )
      return 0
    })
  },
}
function hitLine(hit: SearchHit): readonly (string | number)[] {
  switch (hit.type) {
    case 'entity':
      return [hit.kind, hit.entityId, hit.label, hit.matched]
    case 'chart':
      return ['chart', hit.chartId, hit.label, hit.excerpt ?? '']
    case 'sheet':
      return ['sheet', hit.sheetId, hit.label, `${hit.file} · ${hit.sheet}`]
    case 'note':
      return ['note', hit.entityId, hit.excerpt, hit.label]
    case 'record':
      return [
        hit.kind,
        hit.recordId,
        [hit.excerpt, recordLineText(hit.kind, hit.line, 'en')].filter((text) => text !== '').join(' · '),
        `${hit.file} · ${hit.sheet} · ${hit.row}`,
      ]
    case 'original':
      return [hit.outcome, '', hit.excerpt, `${hit.file} · ${hit.sheet} · ${hit.row}`]
  }
}

const path: Command = {
  name: 'path',
  words: 'CASE FROM TO',
  least: 3,
  most: 3,
  summary: 'find the shortest path between two entities (id, number or name)',
  options: {
    kind: { value: 'KIND', help: 'only over links of this kind', several: true },
    hops: { value: 'N', whole: true, help: 'at most so many links' },
  },
  run(context) {
    const { given, engine, output } = context
    const linkKinds = given.texts('kind')
    const hops = given.text('hops') === undefined ? {} : { maxHops: given.whole('hops', 0) }
    return withCase(context, given.words[0], 'read', async () => {
      const from = await findEntity(context, given.words[1] ?? '')
      const to = await findEntity(context, given.words[2] ?? '')
      const found = await engine.call('paths.find', {
        from: from.entityId,
        to: to.entityId,
        within: { ...(linkKinds.length === 0 ? {} : { linkKinds: [...linkKinds] }), ...hops },
      })
      output.result(found, () => pathText(found.entities, found.links, context.language))
      return 0
    })
  },
}
function pathText(
  steps: readonly EntitySummary[],
  between: readonly LinkSummary[],
  language: Language,
): string {
  if (steps.length === 0)
    return language === 'zh-CN' ? '两者之间没有路径' : 'there is no path between the two'
  return steps
    .map((entity, index) => {
      const link = between[index]
      const line = `${entity.label} [${entity.kind}] ${entity.key}`
      return link === undefined
        ? line
        : `${line}\n  │ ${[link.linkKind, `× ${link.count}`, writtenSums(writtenLink(link))].join(' ').trimEnd()}`
    })
    .join('\n')
}

export const readCommands: readonly Command[] = [tables, records, entities, links, measures, search, path]
