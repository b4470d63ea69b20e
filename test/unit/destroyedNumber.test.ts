/** What a spreadsheet leaves of a long number: which numbers it may have been, and that it is none itself. */
import { expect, test } from 'vitest'
import { destroyedFits, destroyedSpellings, isDestroyed } from '../../shared/model/destroyedNumber.ts'

test.each([
  ['2.03031E+18', '2030312345678901234', true],
  ['2.03031E+18', '2030306000000000000', true],
  ['2.03031E+18', '2030316000000000001', false],
  ['2.03031E+18', '203031234567890123', false],
  ['2.03E+18', '2034999999999999999', true],
  ['2.03E+18', '2035000000000000001', false],
  ['6.466443013711894e+16', '64664430137118948', true],
  ['6.466443013711894e+16', '64664430137128948', false],
  ['1E+23', '100000123456789012345678', true],
  ['2.03031E+18', '2.030E+18', true],
  ['2.03031E+18', '2.04E+18', false],
  ['2.03031E+18', 'CZ20230301', false],
])('%s may be %s: %s', (destroyed, other, fits) => {
  expect([destroyedFits(destroyed, other), destroyedFits(other, destroyed)]).toEqual([fits, fits])
})
test.each([
  ['1.2E+18', true],
  ['1.23457e+27', true],
  ['12E+18', false],
  ['1E18', false],
  ['5E12', false],
  ['1.2E+1x', false],
  ['64664430137118948', false],
])('%s is destroyed: %s', (text, destroyed) => {
  expect(isDestroyed(text)).toBe(destroyed)
})
test('a number is among its own spellings, whatever the places a cell shows', () => {
  for (const digits of ['2030312345678901234', '64664430137118948', '999999600000000'])
    for (const places of [1, 2, 3, 5, 14]) {
      const shown = Number(digits).toExponential(places)
      expect(destroyedSpellings(digits)).toContain(Number(shown).toExponential())
      expect(destroyedFits(shown, digits)).toBe(true)
    }
})
