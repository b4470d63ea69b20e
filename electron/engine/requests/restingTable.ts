/** Accounts whose statement ends with money on them. */
import type { AnalysisTable } from '../../../shared/contract/analyses/result.ts'
import { holdersOf } from '../analysis/accounts.ts'
import { column, type EntityNames, pickedScopes, tableOf } from '../entities/answers.ts'
import type { Db } from '../store/db.ts'
import { type Institutions, institutionText } from './institutions.ts'
import { restingMoney } from './resting.ts'
import { compareTexts } from '../../../shared/model/textOrder.ts'

/** Balances above zero, and those that cannot be told, the largest first. */
export function restingTable(db: Db, institutions: Institutions, named: EntityNames): AnalysisTable {
  const lines = restingMoney(db)
    .filter(({ balance }) => balance === null || balance > 0)
    .toSorted(
      (one, other) =>
        (other.balance ?? -1) - (one.balance ?? -1) ||
        compareTexts(named.key(one.entityId), named.key(other.entityId)) ||
        compareTexts(one.currency, other.currency),
    )
  const holders = holdersOf(
    db,
    lines.map(({ entityId }) => entityId),
  )
  return tableOf(
    {
      id: 'resting',
      title: {
        zh: '流水末行仍有余额的账户（冻结参考，非当前余额）',
        en: 'Accounts whose statement ends with money on them',
      },
      columns: [
        column('account', 'entity', '账户', 'Account'),
        column('holder', 'text', '户名', 'Holder'),
        column('institution', 'text', '机构', 'Institution'),
        column('balance', 'money', '末行余额', 'Balance'),
        column('time', 'time', '末行时间', 'At'),
        column('basis', 'words', '机构识别依据', 'How it is known'),
      ],
    },
    lines,
    ({ entityId, currency, balance, time, recordIds }) => {
      const entity = named.get(entityId)
      const institution = entity === undefined ? null : institutions.ofAccount(entity)
      const holder = holders.get(entityId) ?? ''
      return {
        key: `${named.key(entityId)}|${currency}`,
        cells: [
          named.cell(entityId),
          holder === '' ? null : holder,
          institution === null ? null : institutionText(institution),
          balance === null ? null : { minor: balance, currency },
          time,
          institution?.basis ?? null,
        ],
        rows: pickedScopes('transfer', recordIds),
      }
    },
  )
}
