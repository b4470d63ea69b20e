/** Which suggestions stand without a shared identifier: a person is told how many before accepting many at once. */
import { expect, test } from 'vitest'
import { isByNames, reasonsAgainst, suggestionReasons } from '../../shared/contract/identity.ts'

test('only an identifier that both state makes a suggestion more than names', () => {
  const supporting = suggestionReasons.filter((reason) => !reasonsAgainst.includes(reason))
  expect(supporting.filter((reason) => isByNames([reason]))).toEqual([
    'name-only',
    'same-name',
    'name-script',
    'name-sound',
    'name-shape',
    'name-order',
    'name-one-off',
    'name-alike',
    'name-part',
    'id-alike',
    'number-alike',
    'same-unsure',
    'phone-prefix',
    'same-address',
    'address-alike',
    'same-birth',
    'birth-alike',
    'same-neighbour',
  ])
  expect(isByNames(['name-alike', 'address-alike', 'birth-alike'])).toBe(true)
  expect(isByNames(['name-alike', 'same-phone'])).toBe(false)
})
