/** What a person does with entities and what a screen asks about one: each a single question or command of the contract. */
import type { Input, NumberPreview, Result, SplitChoice } from '../../../shared/contract/index.ts'
import type { NumberClaim } from '../../../shared/model/numberClaims.ts'
import { caseApi } from '../caseBound.ts'

type RowCondition = Input<'identity.split'>['conditions'][number]

export const merge = (entityIds: readonly number[], note = '') =>
  caseApi.call('identity.merge', { entityIds: [...entityIds], note })
export const apart = (entityIds: readonly number[], note = '') =>
  caseApi.call('identity.apart', { entityIds: [...entityIds], note })
/** What saying something of a number would do. */
export const foreseeNumber = (number: NumberClaim) => caseApi.call('identity.foreseeNumber', number)
/** Says it, if it does what was shown. */
export const sayOfNumber = ({ number, rows }: NumberPreview, note: string) =>
  caseApi.call('identity.number', { ...number, note, expected: rows })
export const takeOut = (entityId: number, memberIds: readonly number[], note = '') =>
  caseApi.call('identity.takeOut', { entityId, memberIds: [...memberIds], note })
/** Open suggestions about one entity, strongest first. */
export const about = (entityId: number, limit: number) =>
  caseApi.call('identity.suggestions', { entityId, offset: 0, limit })
export const members = (entityId: number) => caseApi.call('identity.members', { entityId })
export const splitChoices = (entityId: number): Promise<readonly SplitChoice[]> =>
  caseApi.call('identity.splitChoices', { entityId })
export const split = (entityId: number, label: string, conditions: readonly RowCondition[], note = '') =>
  caseApi.call('identity.split', { entityId, label, conditions: [...conditions], note })
export const withdraw = (claimIds: readonly number[]) =>
  caseApi.call('identity.withdraw', { claimIds: [...claimIds] })
export const restore = (claimIds: readonly number[]) =>
  caseApi.call('identity.restore', { claimIds: [...claimIds] })
export async function findEntities(
  kind: string | null,
  words: string,
): Promise<Result<'entities.list'>['rows']> {
  return (
    await caseApi.call('entities.list', {
      ...(kind === null ? {} : { kind }),
      text: words,
      sort: 'records',
      offset: 0,
      limit: 12,
    })
  ).rows
}
