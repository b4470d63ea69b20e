/** Analyses on the command line: flags out of definitions, values out of what is written, and what is printed. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerOptions } from '../../electron/hosts/cli/analysisCommands.ts'
import { flagOf, paramOptions, paramsGiven } from '../../electron/hosts/cli/analysisParams.ts'
import { commands } from '../../electron/hosts/cli.ts'
import {
  commonOptions,
  parseGiven,
  type Command,
  type CommandContext,
} from '../../electron/hosts/cli/command.ts'
import { analyses, commandWord } from '../../shared/contract/analyses/index.ts'
import type { AnalysisParam } from '../../shared/contract/analyses/params.ts'
import { json, jsonHere, lianzhengHere } from './commandLine.ts'

const title = { zh: '名', en: 'Name' }
const params: readonly AnalysisParam[] = [
  { id: 'from', sort: 'entity', title },
  { id: 'through', sort: 'entities', title },
  { id: 'mostSteps', sort: 'count', title, least: 1, most: 9, default: 3 },
  { id: 'share', sort: 'number', title, least: 0, most: 1, default: 0.5 },
  { id: 'least', sort: 'money', title, default: null },
  { id: 'byPerson', sort: 'flag', title, default: false },
  { id: 'cash', sort: 'flag', title, default: true },
  { id: 'word', sort: 'text', title, default: '' },
  {
    id: 'rule',
    sort: 'choice',
    title,
    choices: [
      { id: 'firstIn', title },
      { id: 'lastIn', title },
    ],
    default: 'firstIn',
  },
  { id: 'links', sort: 'linkKinds', title },
  { id: 'span', sort: 'span', title },
]
/** What a command line with these parameters asks; entities are known by their ids alone. */
function asked(...args: readonly string[]) {
  const command: Command = {
    name: 'probe',
    words: 'CASE',
    least: 1,
    most: 99,
    summary: '',
    options: { ...paramOptions(params), ...answerOptions },
    run: () => Promise.resolve(0),
  }
  const given = parseGiven(command, ['a.lzcase', ...args])
  const engine = {
    call: (_method: string, { entityId }: { entityId: number }) => Promise.resolve({ entity: { entityId } }),
  }
  return paramsGiven({ given, engine } as unknown as CommandContext, params, given.words.slice(1))
}

test('values are read as people write them, and what is not given is left to its default', async () => {
  expect(await asked()).toEqual({})
  expect(await asked('1', '2', '3', '--most-steps', '9', '--share', '12.5%', '--by-person')).toEqual({
    from: 1,
    through: [2, 3],
    mostSteps: 9,
    share: 0.125,
    byPerson: true,
  })
  expect(await asked('--through', '7', '--through', '8', '5')).toEqual({ from: 5, through: [7, 8] })
  expect(await asked('--least', '1,234.50', '--no-cash', '--rule', 'last-in', '--word', '货款')).toEqual({
    least: 123_450,
    cash: false,
    rule: 'lastIn',
    word: '货款',
  })
  expect(await asked('--least', '1.5万元', '--links', 'calls,transfer', '--links', 'calls')).toEqual({
    least: 1_500_000,
    links: ['calls', 'transfer'],
  })
  expect(await asked('--span', '2024-01-01..')).toEqual({ span: { from: '2024-01-01', to: null } })
  expect(await asked('--span', '2024-01-01 08:00..2024-01-01', '--least', 'none')).toEqual({
    span: { from: '2024-01-01 08:00', to: '2024-01-01' },
    least: null,
  })
})

test('a value that cannot be meant is refused, the choices are named', async () => {
  for (const [args, told] of [
    [['--most-steps', '10'], 'from 1 to 9'],
    [['--most-steps', '1.5'], 'whole number'],
    [['--share', 'half'], 'number'],
    [['--share', '101%'], 'from 0 to 1'],
    [['--least', '100美元'], 'amount'],
    [['--least', '-1'], 'amount'],
    [['--rule', 'random'], 'firstIn, lastIn'],
    [['--links', 'phones'], 'transfer'],
    [['--span', '2024'], 'FROM..TO'],
    [['--span', '2024-02-01..2024-01-31'], 'after the last'],
  ] as const)
    // Values that begin with a dash must stand behind the sign.
    await expect(
      Promise.resolve().then(() => asked(...(args[1].startsWith('-') ? [`${args[0]}=${args[1]}`] : args))),
      args.join(' '),
    ).rejects.toThrow(told)
})

test('every analysis has a command of its own, whose flags are no other flags', () => {
  const names = commands.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  for (const definition of analyses) {
    const flags = [
      ...definition.params.map(flagOf),
      ...Object.keys(answerOptions).filter((flag) => flag !== 'top'),
      ...Object.keys(commonOptions),
    ]
    expect(new Set(flags).size, definition.id).toBe(flags.length)
    expect(names.filter((name) => name === commandWord(definition))).toHaveLength(1)
  }
})

const made = { folder: '', path: '' }
beforeAll(async () => {
  made.folder = mkdtempSync(join(tmpdir(), 'lianzheng-analyses-'))
  made.path = join(made.folder, '案.lzcase')
  const rows = join(made.folder, '流水.csv')
  writeFileSync(
    rows,
    [
      '交易卡号,交易户名,交易时间,交易金额,收付标志,对手卡号,对手户名',
      '6217008375367000751,罗志华,2022-03-01 10:00:00,1234.50,出,6217003700161071325,崔雪',
      '6217008375367000751,罗志华,2022-03-02 11:30:00,80000.00,出,6217003700161071325,崔雪',
      '6216610240478867914,钱进,2022-03-03 09:15:00,99.99,出,6217003700161071325,崔雪',
    ].join('\r\n'),
  )
  await json(['new', made.path, '--name', '案', '--open'], { sources: true })
  await json(['import', made.path, rows], { sources: true })
})
afterAll(() => {
  rmSync(made.folder, { recursive: true, force: true })
})

test('an answer in JSON has stable names: keys, identifiers, the parameters complete', async () => {
  const ask = ['common', made.path, '6217008375367000751', '6216610240478867914', '--links', 'transfer']
  const answer = await jsonHere<Record<string, unknown>>([...ask, '--scopes'])
  expect(answer).toMatchObject({
    analysis: 'common',
    version: 1,
    state: expect.any(String) as string,
    params: { least: 2, links: ['transfer'] },
    notes: [],
    tables: [
      {
        id: 'common',
        total: 1,
        rows: [
          {
            key: 'bankAccount:account:6217003700161071325',
            rank: 1,
            entity: { kind: 'bankAccount', identifier: 'account:6217003700161071325' },
            linkedWith: 2,
            facts: 3,
          },
        ],
      },
    ],
  })
  expect((answer['params'] as { of: unknown[] }).of).toMatchObject([
    { kind: 'bankAccount', identifier: 'account:6217008375367000751' },
    { kind: 'bankAccount', identifier: 'account:6216610240478867914' },
  ])
  const cut = await jsonHere<{ tables: { total: number; rows: unknown[] }[] }>([...ask, '--top', '0'])
  expect(cut.tables.map(({ total, rows }) => [total, rows.length])).toEqual([[1, 0]])
})

test('for people there are question, parameters, tables and the rule; a withheld answer says why', async () => {
  const ran = await lianzhengHere([
    'common',
    made.path,
    '6217008375367000751',
    '6216610240478867914',
    '--lang',
    'en',
  ])
  expect(ran.code, ran.stderr).toBe(0)
  for (const told of ['Whom are these', 'Of = ', 'Rank', '1 / 1', 'rule (version 1)'])
    expect(ran.stdout).toContain(told)
  const withheld = await lianzhengHere(['common', made.path, '6217008375367000751'])
  expect(withheld).toMatchObject({ code: 0 })
  expect(withheld.stdout).toContain('未得出结果：请至少选择两个不同的对象。')
  expect(await lianzhengHere(['common', made.path])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--of is needed') as string,
  })
  expect((await lianzhengHere(['analyses'])).stdout).toContain('共同联系')
})

test('an answer is kept by name, opened, asked again, compared and taken out', async () => {
  const ask = ['common', made.path, '6217008375367000751', '6216610240478867914']
  await jsonHere([...ask, '--keep', '共同收款', '--note', '第一次'])
  await jsonHere([...ask, '--least', '2', '--keep', '又一次'])
  expect(await jsonHere(['results', made.path])).toMatchObject([
    { result: 2, name: '又一次', current: true },
    { result: 1, name: '共同收款', analysis: 'common', lines: 1, note: '第一次', current: true },
  ])
  expect(await jsonHere(['results', made.path, '共同收款'])).toMatchObject({
    name: '共同收款',
    tables: [{ id: 'common', rows: [{ rank: 1 }] }],
  })
  expect(await jsonHere(['results', made.path, '1', '--again'])).toMatchObject({ same: true, steps: [] })
  expect(await jsonHere(['results', made.path, '1', '--compare', '又一次'])).toMatchObject({ same: true })
  expect((await lianzhengHere(['results', made.path, '1', '--again'])).stdout).toContain('结果相同')
  await jsonHere(['results', made.path, '又一次', '--rename', '再次'])
  await jsonHere(['results', made.path, '再次', '--remove'])
  expect(await jsonHere(['results', made.path])).toHaveLength(1)
  for (const args of [['9'], ['1', '--again', '--remove'], ['1', '--compare', '没有']])
    expect((await lianzhengHere(['results', made.path, ...args])).code, args.join(' ')).toBe(2)
})
