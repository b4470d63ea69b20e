/** Sheets and how they are read: which there are, what was decided on what evidence, and the hand of a person. */
import type { SettingPreview, SheetFigures, SheetReadingNow } from '../../../shared/contract/index.ts'
import { nameIn, type Language } from '../../../shared/language.ts'
import { moneyText } from '../../../shared/model/numberText.ts'
import { scaledText } from '../../../shared/model/exactDecimal.ts'
import { fieldOf, recordKind, scaleOf } from '../../../shared/model/recordKinds/index.ts'
import type { SettingAbout } from '../../../shared/model/sheetSettings.ts'
import { meaningText, orderText, settingText, weChatText } from '../../../shared/words/settings.ts'
import { type Command, type CommandContext, type Given, UsageError } from './command.ts'
import { inWords, table } from './inWords.ts'
import { withCase } from './openCase.ts'

interface GivenSetting {
  readonly about: SettingAbout
  readonly field: string
  readonly code: string
  readonly value: string | null
}

/** The number of a sheet as it was given. */
function sheetNumber(word: string | undefined): number {
  if (!/^[1-9]\d{0,9}$/.test(word ?? ''))
    throw new UsageError('SHEET is the number of a sheet, as `sheet list` shows it')
  return Number(word)
}

const list: Command = {
  name: 'sheet list',
  words: 'CASE',
  least: 1,
  most: 1,
  summary: 'list the sheets of the case with their numbers, and what people settled about how they are read',
  options: { import: { value: 'IMPORT', whole: true, help: 'only sheets of this import' } },
  run(context) {
    const { given, engine, output, language } = context
    return withCase(context, given.words[0], 'read', async () => {
      const only = given.text('import') === undefined ? null : given.whole('import', 0)
      const settled = await engine.call('sheets.settled', {})
      const batches = (await engine.call('import.batches', {})).filter(
        ({ batchId, status }) => status === 'active' && (only === null || batchId === only),
      )
      const sheets = batches
        .flatMap(({ batchId, fileName, sheets: own }) =>
          own.map(({ sheetId, name, kind, reconciliation }) => ({
            sheetId,
            batchId,
            file: fileName,
            sheet: name,
            kind,
            ...reconciliation,
            settings: settled.find((one) => one.sheetId === sheetId)?.settings ?? [],
          })),
        )
        .toSorted((one, other) => one.sheetId - other.sheetId)
      output.result(sheets, () =>
        table(
          language,
          [
            ['表号', 'sheet', 'right'],
            ['批次', 'import', 'right'],
            ['文件', 'file'],
            ['工作表', 'name'],
            ['类别', 'kind'],
            ['行', 'rows', 'right'],
            ['退回', 'rejected', 'right'],
            ['人工设定', 'settled by hand'],
          ],
          sheets.map(({ sheetId, batchId, file, sheet, kind, read, rejected, settings }) => [
            sheetId,
            batchId,
            file,
            sheet,
            kindName(kind, language),
            read,
            rejected,
            settings.map((setting) => settingText(kind ?? '', setting, language)).join('; '),
          ]),
        ),
      )
      return 0
    })
  },
}

const show: Command = {
  name: 'sheet show',
  words: 'CASE SHEET',
  least: 2,
  most: 2,
  summary:
    'say how a sheet is read: order of dates, what result codes mean and on what evidence, currency, whose sheet it is',
  options: {},
  run(context) {
    const { given, engine, output, language, signal } = context
    const sheetId = sheetNumber(given.words[1])
    return withCase(context, given.words[0], 'read', async () => {
      const reading = await engine.call('sheets.reading', { sheetId }, { signal })
      output.result(reading, () => readingText(reading, language))
      return 0
    })
  },
}

const set: Command = {
  name: 'sheet set',
  words: 'CASE SHEET',
  least: 2,
  most: 2,
  summary: 'settle how a sheet is read; without --yes it only says what that would change',
  more: [
    'FIELD may be left out where the sheet has one column of that sort. An empty value (--currency=, --dates time=) takes a setting back; so does `undo`.',
    'Settings go together as one step. With --also the same is settled of other sheets, such as copies in another format.',
  ],
  options: {
    dates: { value: '[FIELD=]ORDER', several: true, help: 'the order of a column of dates: dmy, mdy or ymd' },
    year: {
      value: '[FIELD=]YEAR',
      several: true,
      help: 'the year of the first date of a column whose dates have none; further ones follow over new years',
    },
    wechat: { value: '[FIELD=]WHAT', several: true, help: 'what a column of WeChat holds: ids or nicknames' },
    result: {
      value: '[FIELD:]CODE=MEANING',
      several: true,
      help: 'what a code of a result means: success, failed, revoked, unknown (of a state: one of its own)',
    },
    currency: { value: 'CURRENCY', help: 'of amounts that carry none: USD, 港币 …' },
    own: {
      value: 'FIELD=TEXT',
      several: true,
      help: 'whose sheet it is, for rows that do not say: ownCard=6222…',
    },
    'read-again': { help: 'read the sheet again by the rules of today' },
    also: { value: 'SHEET', several: true, help: 'settle this sheet alike' },
    reason: { value: 'TEXT', help: 'why; it is kept with the settings' },
    yes: { help: 'do it; without it only what would change is shown' },
  },
  run(context) {
    const { given, output, language, engine } = context
    const sheetId = sheetNumber(given.words[1])
    const also = given.texts('also').map(sheetNumber)
    const reason = (given.text('reason') ?? '').trim()
    const doing = given.on('yes')
    if (doing && reason === '') throw new UsageError('settling needs --reason TEXT, why')
    if (settingsWanted(given) === 0)
      throw new UsageError(
        'give what is to be settled: --dates, --year, --wechat, --result, --currency, --own or --read-again',
      )
    return withCase(context, given.words[0], doing ? 'write' : 'read', async () => {
      const settings = await settingsOf(context, sheetId)
      const preview = await engine.call(
        'sheets.preview',
        { sheetId, settings: [...settings] },
        { signal: context.signal },
      )
      if (doing)
        await engine.call('sheets.settle', { sheetIds: [sheetId, ...also], settings: [...settings], reason })
      output.result({ done: doing, settings, ...preview }, () => previewText(preview, doing, also, language))
      return 0
    })
  },
}

export const sheetCommands: readonly Command[] = [list, show, set]

function settingsWanted(given: Given): number {
  return (
    ['dates', 'year', 'wechat', 'result', 'own'].reduce((sum, name) => sum + given.texts(name).length, 0) +
    (given.text('currency') === undefined ? 0 : 1) +
    (given.on('read-again') ? 1 : 0)
  )
}
/** The settings of the options; a field that is left out is the only one of its sort that the sheet has. */
async function settingsOf(
  { given, engine, signal }: CommandContext,
  sheetId: number,
): Promise<readonly GivenSetting[]> {
  const [dates, results] = [given.texts('dates'), given.texts('result')]
  const [years, weChat] = [given.texts('year'), given.texts('wechat')]
  const reading =
    [...dates, ...years, ...weChat].every((text) => text.includes('=')) &&
    results.every((text) => /^[A-Za-z]\w*:/.test(text))
      ? null
      : await engine.call('sheets.reading', { sheetId }, { signal })
  const only = (what: string, columns: readonly { readonly field: string }[] | undefined): string => {
    const [first, second] = columns ?? []
    if (first === undefined || second !== undefined)
      throw new UsageError(
        first === undefined
          ? `the sheet has no column of ${what}`
          : `the sheet has several columns of ${what}: name one of ${(columns ?? []).map(({ field }) => field).join(', ')}`,
      )
    return first.field
  }
  const empty = (value: string): string | null => (value.trim() === '' ? null : value)
  const [currency, own] = [given.text('currency'), given.texts('own')]
  const ofColumn = (
    about: SettingAbout,
    text: string,
    what: string,
    columns: readonly { readonly field: string }[] | undefined,
  ): GivenSetting => {
    const at = text.indexOf('=')
    const field = at < 0 ? only(what, columns) : text.slice(0, at)
    return { about, field, code: '', value: empty(text.slice(at + 1)) }
  }
  return [
    ...(given.on('read-again') ? [{ about: 'rules', field: '', code: '', value: 'now' } as const] : []),
    ...dates.map((text) => ofColumn('dates', text, 'dates', reading?.dates)),
    ...years.map((text) => ofColumn('year', text, 'dates without a year', reading?.years)),
    ...weChat.map((text) => ofColumn('wechat', text, 'WeChat', reading?.weChat)),
    ...results.map((text): GivenSetting => {
      const at = text.lastIndexOf('=')
      if (at < 1) throw new UsageError('--result is CODE=MEANING, such as 2=failed')
      const [, field, code] = /^(?:([A-Za-z]\w*):)?(.*)$/s.exec(text.slice(0, at)) ?? []
      return {
        about: 'result',
        field: field ?? only('results', reading?.results),
        code: code ?? '',
        value: empty(text.slice(at + 1)),
      }
    }),
    ...(currency === undefined
      ? []
      : [{ about: 'currency', field: '', code: '', value: empty(currency) } as const]),
    ...own.map((text): GivenSetting => {
      const at = text.indexOf('=')
      if (at < 1) throw new UsageError('--own is FIELD=TEXT, such as ownCard=6222021234567890123')
      return { about: 'own', field: text.slice(0, at), code: '', value: empty(text.slice(at + 1)) }
    }),
  ]
}

const fieldText = (kind: string, field: string, language: Language): string => {
  const found = fieldOf(kind, field)
  return found === undefined ? field : `${nameIn(found, language)} (${field})`
}
function storedText(kind: string, field: string, value: string | number | null): string {
  const found = fieldOf(kind, field)
  if (value === null || value === '') return '—'
  return typeof value === 'number' && found !== undefined ? scaledText(value, scaleOf(found)) : String(value)
}
function kindName(kind: string | null, language: Language): string {
  const found = kind === null ? undefined : recordKind(kind)
  return found === undefined ? '' : nameIn(found, language)
}
function readingText(reading: SheetReadingNow, language: Language): string {
  const { kind, dates, years, weChat, results, currency, own, settings, older } = reading
  const say = (zh: string, en: string): string => inWords(language, zh, en)
  const lines = [`${reading.file} · ${reading.sheet} · ${kindName(kind, language)} · ${reading.rows}`]
  if (older > 0)
    lines.push(
      say(
        `此后有 ${older} 处读取规则变动：先用 sheet set … --read-again 重新读取`,
        `${older} rules of reading changed since: first \`sheet set … --read-again\``,
      ),
    )
  for (const { field, header, dayFirst, monthFirst, either, plain, decided, samples, settled } of dates)
    lines.push(
      `${fieldText(kind, field, language)} “${header}”: ${say(
        `只能日在前 ${dayFirst}，只能月在前 ${monthFirst}，两可 ${either}，不需认定 ${plain}`,
        `day first only ${dayFirst}, month first only ${monthFirst}, either ${either}, plain ${plain}`,
      )} (${samples.join(', ')}) → ${settled !== null ? orderText(settled.value, language) : decided !== null ? orderText(decided, language) : say('未定', 'not decided')}`,
    )
  for (const { field, header, cells, open, from, years: span, samples, settled } of years) {
    const [first = '', last = ''] = span ?? []
    const by =
      settled !== null
        ? say('人工设定', 'by hand')
        : from === null
          ? ''
          : `${from.where}${from.text === '' ? '' : `: ${from.text}`}`
    lines.push(
      `${fieldText(kind, field, language)} “${header}”: ${say(
        `${cells} 格没有年份，其中 ${open} 格看不出`,
        `${cells} cells without a year, ${open} of them open`,
      )} (${samples.join(', ')})${span === null ? '' : ` → ${first === last ? first : `${first}–${last}`} (${by})`}`,
    )
  }
  for (const { field, header, ids, nicknames, taken, settled } of weChat)
    lines.push(
      `${fieldText(kind, field, language)} “${header}”: ${say(
        `昵称 ${nicknames} 个，微信号 ${ids} 个`,
        `${nicknames} nicknames, ${ids} ids`,
      )} → ${
        settled !== null
          ? weChatText(settled.value, language)
          : taken === 'cells'
            ? say('逐格认定', 'cell by cell')
            : weChatText(taken, language)
      }`,
    )
  for (const { field, header, words, further, meanings } of results) {
    lines.push(`${fieldText(kind, field, language)} “${header}” (${meanings.join(', ')})`)
    for (const { text, code, rows, moved, stood, means, settled } of words)
      lines.push(
        `  ${text}${text === code ? '' : ` [${code}]`}: ${say(
          `${rows} 行，余额变动 ${moved}，未动 ${stood}`,
          `${rows} rows, balance moved ${moved}, stood ${stood}`,
        )} → ${meaningText(kind, field, settled?.value ?? means ?? 'unknown', language)}`,
      )
    if (further > 0) lines.push(say(`  另有 ${further} 种`, `  ${further} more`))
  }
  if (currency !== null)
    lines.push(
      say(
        `未注明币种的金额 ${currency.rows} 行，注明的 ${currency.named} 行`,
        `amounts without a currency in ${currency.rows} rows, with one in ${currency.named}`,
      ),
    )
  for (const { field, empty, sample } of own)
    if (empty > 0)
      lines.push(
        `${fieldText(kind, field, language)}: ${say(`${empty} 行未写`, `not said in ${empty} rows`)}${sample === '' ? '' : ` (${sample} …)`}`,
      )
  for (const setting of settings)
    lines.push(
      `${say('人工设定', 'settled by hand')}: ${settingText(kind, setting, language)} · ${setting.at} · ${setting.operator} · ${setting.reason}`,
    )
  return lines.join('\n')
}
function figuresLine(kind: string, { outcomes, sums, from, to }: SheetFigures, language: Language): string {
  const say = (zh: string, en: string): string => inWords(language, zh, en)
  const told = sums.map(({ field, side, currency, sum }) => {
    const found = fieldOf(kind, field)
    const value =
      found?.type === 'money'
        ? `${moneyText(sum)} ${currency}`
        : scaledText(String(sum), found === undefined ? 0 : scaleOf(found))
    return `${found === undefined ? field : nameIn(found, language)}${side === '' ? '' : ` ${side}`} ${value}`
  })
  return [
    say(
      `接收 ${outcomes.accepted}，重复 ${outcomes.duplicate}，退回 ${outcomes.rejected}，跳过 ${outcomes.skipped}`,
      `accepted ${outcomes.accepted}, duplicate ${outcomes.duplicate}, rejected ${outcomes.rejected}, skipped ${outcomes.skipped}`,
    ),
    ...told,
    ...(from === null ? [] : [`${from} – ${to ?? ''}`]),
  ].join('; ')
}
function previewText(
  { kind, changed, open, before, after, examples, copies }: SettingPreview,
  done: boolean,
  also: readonly number[],
  language: Language,
): string {
  const say = (zh: string, en: string): string => inWords(language, zh, en)
  const lines = [
    say(`${changed} 行${done ? '已变' : '会变'}`, `${changed} rows ${done ? 'changed' : 'would change'}`),
    `${say('之前', 'before')}: ${figuresLine(kind, before, language)}`,
    `${say('之后', 'after')}: ${figuresLine(kind, after, language)}`,
  ]
  for (const { row, fields, outcome, becomes } of examples)
    lines.push(
      `  ${say(`第 ${row} 行`, `row ${row}`)}: ${outcome === becomes ? '' : `${outcome} → ${becomes} `}${fields
        .map(
          ({ field, before: was, after: is }) =>
            `${fieldOf(kind, field) === undefined ? field : fieldText(kind, field, language)} ${storedText(kind, field, was)} → ${storedText(kind, field, is)}`,
        )
        .join('; ')}`,
    )
  if (open > 0 && !done)
    lines.push(
      say(
        `其中 ${open} 行是否与别的表重复，设定后才知道`,
        `whether ${open} of them repeat rows of other sheets is known when it is done`,
      ),
    )
  for (const { sheetId, file, sheet, rows } of copies)
    if (!also.includes(sheetId))
      lines.push(
        say(
          `注意：${file} · ${sheet}（表 ${sheetId}）有 ${rows} 行同样的内容，读法会不同；加 --also ${sheetId} 一并设定`,
          `note: ${file} · ${sheet} (sheet ${sheetId}) holds ${rows} of the same rows and would be read differently; --also ${sheetId} settles it too`,
        ),
      )
  if (!done)
    lines.push(say('尚未设定；加 --yes 与 --reason 即设定', 'nothing done yet; --yes with --reason does it'))
  return lines.join('\n')
}
