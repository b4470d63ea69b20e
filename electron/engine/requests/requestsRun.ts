/** What to ask for next, as the lists that go to banks, operators and platforms. */
import type {
  AnalysisCell,
  AnalysisNote,
  AnalysisRow,
  AnalysisTable,
  MoneyCell,
} from '../../../shared/contract/analyses/result.ts'
import type { Words } from '../../../shared/language.ts'
import { yuan } from '../../../shared/model/currency.ts'
import { isNameKey } from '../../../shared/model/entityId.ts'
import { addMinor, type Minor } from '../../../shared/model/minor.ts'
import { moneyText } from '../../../shared/model/numberText.ts'
import { holdersOf } from '../analysis/accounts.ts'
import type { AnalysisRunner } from '../core/analysis.ts'
import { column, countNote, EntityNames, namesOnce, tableOf } from '../entities/answers.ts'
import {
  accountsWithoutStatement,
  hasForeignSums,
  statedAccounts,
  turnoverOf,
  type WantedAccount,
  type Way,
} from './accountsWanted.ts'
import { evidenceLines, evidenceTable } from './evidenceList.ts'
import { type Institution, Institutions, institutionText } from './institutions.ts'
import { lastDayOf, type MissingPeriod, missingPeriods } from './periodsWanted.ts'
import { restingTable } from './restingTable.ts'
import { compareTexts } from '../../../shared/model/textOrder.ts'

/** One line of the list for banks and payers. */
interface AssetLine {
  readonly entityId: number
  readonly institution: Institution
  readonly holder: string
  readonly account: WantedAccount | null
  readonly from: string | null
  readonly to: string | null
  readonly reason: Words
  readonly turnover: number
  readonly kinds: readonly string[]
}
/** What is still to be asked for. */
export const runRequests: AnalysisRunner<'requests'> = (
  { db, progress, checkCancelled },
  { least, connects, contacts },
) => {
  progress('accounts', 0, null)
  const stated = statedAccounts(db)
  const all = accountsWithoutStatement(db, stated)
  checkCancelled()
  const isNamed = ({ key }: WantedAccount): boolean => !isNameKey(key)
  const people = all.filter((account) => !account.isChannel)
  const isEnough = (account: WantedAccount): boolean =>
    account.registered.length > 0 ||
    account.stated.size >= connects ||
    turnoverOf(account) >= (least ?? 0) ||
    hasForeignSums(account)
  const wanted = people.filter((account) => isNamed(account) && isEnough(account))
  const institutions = new Institutions(db)
  progress('periods', 0, null)
  const periods = missingPeriods(db)
  checkCancelled()
  const named = new EntityNames(db, [
    ...wanted.flatMap(({ entityId, registered }) => [entityId, ...registered]),
    ...all.filter(({ isChannel }) => isChannel).map(({ entityId }) => entityId),
    ...periods.map(({ entityId }) => entityId),
    ...stated,
  ])
  const holders = holdersOf(
    db,
    periods.map(({ entityId }) => entityId),
  )
  const assets = inOrder([
    ...wanted.map((account) => assetOf(account, institutions, named)),
    ...periods
      .filter(({ kind }) => kind === 'transfer')
      .flatMap((period) => periodOf(period, institutions, named, holders)),
  ])
  const evidence = evidenceLines(db, {
    connects,
    contacts,
    periods: periods.filter(({ kind }) => kind === 'call'),
    channels: all.filter(({ isChannel }) => isChannel),
  })
  const tooSmall = people.filter((account) => isNamed(account) && !isEnough(account))
  return {
    figures: [
      {
        id: 'accounts',
        title: { zh: '待调取账户', en: 'Accounts to ask for' },
        sort: 'count',
        value: wanted.length,
      },
      {
        id: 'periods',
        title: { zh: '缺少的时段', en: 'Missing periods' },
        sort: 'count',
        value: periods.length,
      },
      {
        id: 'evidence',
        title: { zh: '待调取证据', en: 'Evidence to ask for' },
        sort: 'count',
        value: evidence.length,
      },
      {
        id: 'unknown',
        title: { zh: '机构不明', en: 'Institution unknown' },
        sort: 'count',
        value: assets.filter(({ institution }) => institution.names.length === 0).length,
      },
    ],
    tables: [
      institutionTable(assets),
      assetTable(assets, named),
      foreignTable(wanted, named),
      evidenceTable(db, evidence),
      restingTable(db, institutions, named),
    ].filter(({ total }) => total > 0),
    notes: notesOf({ tooSmall, people, wanted, assets, least }),
    entities: wanted
      .toSorted((one, other) => turnoverOf(other) - turnoverOf(one))
      .slice(0, 200)
      .map(({ entityId }) => entityId),
    links: [],
  }
}
function assetOf(account: WantedAccount, institutions: Institutions, named: EntityNames): AssetLine {
  const holders = account.registered.flatMap((person) => named.get(person)?.label ?? [])
  const [zh, en]: [string[], string[]] = [[], []]
  if (account.stated.size > 0) {
    zh.push(`与 ${account.stated.size} 个已调取账户有资金往来`)
    en.push(`deals with ${account.stated.size} accounts that have a statement`)
  }
  if (account.otherIn.count + account.otherOut.count > 0) {
    zh.push('见于充值、订单记录')
    en.push('named by deposits or orders')
  }
  if (holders.length > 0) {
    const names = namesOnce(holders)
    zh.push(`登记在${names.zh}名下`)
    en.push(`registered of ${names.en}`)
  }
  if (account.sideless.count > 0) {
    const sum = account.sideless.sums.get(yuan)
    zh.push(
      `另有 ${account.sideless.count} 笔收付方向不明${sum === undefined ? '' : `，合计 ${moneyText(sum)} 元`}`,
    )
    en.push(
      `${account.sideless.count} rows of no known direction${sum === undefined ? '' : `, ${moneyText(sum)} yuan`}`,
    )
  }
  const moved = [account.in, account.out, account.otherIn, account.otherOut, account.sideless]
  if (moved.every(({ count }) => count === 0)) {
    zh.push('材料中没有其收付')
    en.push('no row shows what it did')
  }
  return {
    entityId: account.entityId,
    institution: institutions.ofAccount(account),
    holder: account.holder,
    account,
    from: account.first?.slice(0, 10) ?? null,
    to: account.last?.slice(0, 10) ?? null,
    reason: {
      zh: [...zh, '自身流水未调取'].join('；'),
      en: [...en, 'its own statement is missing'].join('; '),
    },
    turnover: turnoverOf(account),
    kinds: [...account.kinds].toSorted(),
  }
}
function periodOf(
  { entityId, from, to, months }: MissingPeriod,
  institutions: Institutions,
  named: EntityNames,
  holders: ReadonlyMap<number, string>,
): readonly AssetLine[] {
  const entity = named.get(entityId)
  if (entity === undefined) return []
  return [
    {
      entityId,
      institution: institutions.ofAccount(entity),
      holder: holders.get(entityId) ?? '',
      account: null,
      from: `${from}-01`,
      to: lastDayOf(to),
      reason: {
        zh: `已调取的流水在首末月之间有 ${months} 个月没有行：补调，或请对方说明该期间无交易`,
        en: `the statement at hand has ${months} months without a row between its first and last: ask again, or for word that nothing happened`,
      },
      turnover: 0,
      kinds: ['transfer'],
    },
  ]
}
/** Institutions by what goes through their accounts, the unknown last; within one the larger accounts first. */
function inOrder(lines: readonly AssetLine[]): readonly AssetLine[] {
  const sums = new Map<string, number>()
  for (const { institution, turnover } of lines) {
    const name = institutionText(institution)
    sums.set(name, (sums.get(name) ?? 0) + turnover)
  }
  const isUnknown = ({ institution }: AssetLine): number => (institution.names.length === 0 ? 1 : 0)
  return lines.toSorted((one, other) => {
    const [left, right] = [institutionText(one.institution), institutionText(other.institution)]
    return (
      isUnknown(one) - isUnknown(other) ||
      (sums.get(right) ?? 0) - (sums.get(left) ?? 0) ||
      compareTexts(left, right) ||
      other.turnover - one.turnover ||
      one.entityId - other.entityId ||
      compareTexts(one.from ?? '', other.from ?? '')
    )
  })
}
/** A sum of yuan; null where nothing was told, so that nothing passes for nought. */
function money(way: Way | undefined, currency = yuan): MoneyCell | null {
  const sum = way?.sums.get(currency)
  return sum === undefined ? null : { minor: sum, currency }
}
function accountType(kind: string, label: string): Words {
  if (kind === 'paymentAccount')
    return /^(?:T|0x|bc1|[13])[0-9A-Za-z]{25,}$/.test(label)
      ? { zh: '虚拟币地址', en: 'Wallet' }
      : { zh: '支付账号', en: 'Payment account' }
  return /^\d{13,19}$/.test(label) ? { zh: '银行卡', en: 'Card' } : { zh: '银行账号', en: 'Bank account' }
}
function assetTable(lines: readonly AssetLine[], named: EntityNames): AnalysisTable {
  return tableOf(
    {
      id: 'assets',
      title: { zh: '协助查询财产通知书附表', en: 'List for banks and payers' },
      columns: [
        column('number', 'count', '序号', 'No.'),
        column('institution', 'text', '选择银行（机构）', 'Institution'),
        column('accountType', 'words', '账卡号类型', 'Sort of account'),
        column('account', 'entity', '被查账/卡号', 'Account'),
        column('holder', 'text', '户名', 'Holder'),
        column('query', 'words', '查询种类', 'What is asked'),
        column('timeMark', 'words', '时间标识', 'Period'),
        column('from', 'time', '开始时间', 'From'),
        column('to', 'time', '结束时间', 'To'),
        column('reason', 'words', '与犯罪活动有何关联（材料所见）', 'Why'),
        column('in', 'money', '转入', 'In'),
        column('inCount', 'count', '转入笔数', 'In, rows'),
        column('out', 'money', '转出', 'Out'),
        column('outCount', 'count', '转出笔数', 'Out, rows'),
        column('otherIn', 'money', '充值、订单收', 'Deposits and orders, in'),
        column('otherOut', 'money', '充值、订单付', 'Deposits and orders, out'),
        column('connects', 'count', '往来的已调取账户', 'Accounts with a statement'),
        column('basis', 'words', '机构识别依据', 'How the institution is known'),
        column('doubtful', 'flag', '金额待认定', 'Sums in doubt'),
      ],
    },
    lines,
    (line, place): AnalysisRow => {
      const entity = named.get(line.entityId)
      const { account } = line
      const cells: AnalysisCell[] = [
        place + 1,
        institutionText(line.institution),
        accountType(entity?.kind ?? '', entity?.label ?? ''),
        named.cell(line.entityId),
        line.holder === '' ? null : line.holder,
        { zh: '账户及交易明细', en: 'Account and transactions' },
        line.from === null
          ? { zh: '开户至今', en: 'Since it was opened' }
          : { zh: '自定义时间段', en: 'A period' },
        line.from,
        line.to,
        line.reason,
        money(account?.in),
        account?.in.count ?? null,
        money(account?.out),
        account?.out.count ?? null,
        money(account?.otherIn),
        money(account?.otherOut),
        account?.stated.size ?? null,
        line.institution.basis,
        account?.isDoubtful ?? null,
      ]
      return {
        key: account === null ? `${named.key(line.entityId)}|${line.from ?? ''}` : named.key(line.entityId),
        cells,
        rows: line.kinds.map((kind) => ({ kind, entity: line.entityId })),
      }
    },
  )
}
function foreignTable(wanted: readonly WantedAccount[], named: EntityNames): AnalysisTable {
  const lines = wanted.flatMap((account) => {
    const ways = [account.in, account.out, account.otherIn, account.otherOut, account.sideless]
    const currencies = new Set(ways.flatMap(({ sums }) => [...sums.keys()]))
    return [...currencies]
      .filter((currency) => currency !== yuan)
      .toSorted()
      .map((currency) => ({ account, currency }))
  })
  return tableOf(
    {
      id: 'foreign',
      title: { zh: '其他币种', en: 'Other currencies' },
      columns: [
        column('account', 'entity', '被查账/卡号', 'Account'),
        column('currency', 'text', '币种', 'Currency'),
        column('in', 'money', '转入', 'In'),
        column('out', 'money', '转出', 'Out'),
        column('otherIn', 'money', '充值、订单收', 'Deposits and orders, in'),
        column('otherOut', 'money', '充值、订单付', 'Deposits and orders, out'),
      ],
    },
    lines,
    ({ account, currency }) => ({
      key: `${named.key(account.entityId)}|${currency}`,
      cells: [
        named.cell(account.entityId),
        currency,
        money(account.in, currency),
        money(account.out, currency),
        money(account.otherIn, currency),
        money(account.otherOut, currency),
      ],
      rows: [...account.kinds].toSorted().map((kind) => ({ kind, entity: account.entityId })),
    }),
  )
}
function institutionTable(lines: readonly AssetLine[]): AnalysisTable {
  interface Sum {
    accounts: number
    periods: number
    in: Minor | null
    out: Minor | null
  }
  const add = (sum: Minor | null, more: Minor | undefined): Minor | null =>
    more === undefined ? sum : addMinor(sum ?? 0, more)
  const cell = (minor: Minor | null): MoneyCell | null => (minor === null ? null : { minor, currency: yuan })
  const sums = new Map<string, Sum>()
  for (const { institution, account } of lines) {
    const name = institutionText(institution)
    const sum = sums.get(name) ?? { accounts: 0, periods: 0, in: null, out: null }
    sums.set(name, sum)
    if (account === null) sum.periods += 1
    else {
      sum.accounts += 1
      sum.in = add(sum.in, account.in.sums.get(yuan))
      sum.out = add(sum.out, account.out.sums.get(yuan))
    }
  }
  return tableOf(
    {
      id: 'institutions',
      title: { zh: '按机构汇总', en: 'By institution' },
      columns: [
        column('institution', 'text', '机构', 'Institution'),
        column('accounts', 'count', '账户', 'Accounts'),
        column('periods', 'count', '缺少的时段', 'Missing periods'),
        column('in', 'money', '转入合计', 'In'),
        column('out', 'money', '转出合计', 'Out'),
      ],
    },
    [...sums],
    ([name, sum]) => ({ key: name, cells: [name, sum.accounts, sum.periods, cell(sum.in), cell(sum.out)] }),
  )
}
interface Told {
  readonly tooSmall: readonly WantedAccount[]
  readonly people: readonly WantedAccount[]
  readonly wanted: readonly WantedAccount[]
  readonly assets: readonly AssetLine[]
  readonly least: number | null
}
function notesOf({ tooSmall, people, wanted, assets }: Told): readonly AnalysisNote[] {
  const nameOnly = people.filter(({ key }) => isNameKey(key))
  // Exact, and of transfers alone: deposits and orders may tell the same money again.
  const sumOf = (accounts: readonly WantedAccount[], way: 'in' | 'out'): Minor =>
    accounts.reduce<Minor>((total, account) => addMinor(total, account[way].sums.get(yuan) ?? 0), 0)
  const sums = (accounts: readonly WantedAccount[]): Words => {
    const [into, out] = [moneyText(sumOf(accounts, 'in')), moneyText(sumOf(accounts, 'out'))]
    return { zh: `转入合计 ${into} 元、转出合计 ${out} 元`, en: `in ${into}, out ${out} yuan` }
  }
  const several = assets.filter(({ institution }) => institution.names.length > 1)
  return [
    {
      tone: 'note',
      id: 'no-statement',
      words: {
        zh: '转入、转出只是他人流水所见，是该账户收付的一部分；机构、起止为草拟，发出前须审核。',
        en: 'Sums are what others’ statements show, a part of what the account did; institutions and periods are a draft to be checked.',
      },
    },
    ...countNote(
      tooSmall.length,
      'below-least',
      `另有 {count} 个没有流水的账户低于下限，未列（${sums(tooSmall).zh}）。`,
      `{count} accounts without a statement are below the least and not listed (${sums(tooSmall).en}).`,
    ),
    ...countNote(
      nameOnly.length,
      'name-only',
      `{count} 个对手只有户名没有账号，无法列入查询（${sums(nameOnly).zh}）；可向对方开户行补调对手账号。`,
      `{count} parties have a name and no number and cannot be asked for (${sums(nameOnly).en}).`,
      'warn',
    ),
    ...countNote(
      assets.filter(({ institution }) => institution.names.length === 0).length,
      'unknown-institution',
      '{count} 行的机构不明，须先查明。',
      'Of {count} lines the institution is unknown.',
      'warn',
    ),
    ...countNote(
      several.length,
      'several-institutions',
      '{count} 行的机构有几个候选，都已列出，须核实其一。',
      'Of {count} lines several institutions are possible.',
      'warn',
    ),
    ...countNote(
      wanted.filter(({ isDoubtful }) => isDoubtful).length,
      'doubtful',
      '{count} 个账户的金额含待认定的行（可能重复、结果不明等），认定后会变。',
      'The sums of {count} accounts hold rows nobody has decided on.',
      'warn',
    ),
  ]
}
