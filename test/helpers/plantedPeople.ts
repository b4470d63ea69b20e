/**
 * Two more lists with known answers. A Chinese register of about 3,000 rows with what is planted against joining: homonyms of other birth and address,
 * couples with one phone, card and address, relatives of one surname, ID cells that say 不详 or 123456. And people with English names, birth and address but
 * without any number, as in FEBRL (given name and surname changed in place, letters lost, swapped, added, one of the two left out).
 */
import { normaliseIdentifier } from '../../shared/model/identifiers.ts'
import { Dice, duplicateOf, makePerson, type DuplicateRecord } from './duplicatePeople.ts'

const placeholders = [
  '不详',
  '待查',
  '身份不明',
  '无证',
  '外籍',
  '未提供',
  'NONE',
  '0',
  '00000',
  '123456',
  '000000000000000000',
]
const commonNames = ['王芳', '张伟', '李娜', '王伟', '刘洋', '张敏', '李静', '王强']

/** About 3,000 rows with everything planted; `without` leaves columns empty. Values as the import would store them. */
export function plantedPeople({
  seed,
  without = [],
}: {
  readonly seed: number
  readonly without?: readonly string[]
}): readonly DuplicateRecord[] {
  const dice = new Dice(seed)
  const people = Array.from({ length: 1_900 }, () => {
    const person = makePerson(dice)
    const id = person.idNumber
    return {
      ...person,
      birth: `${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`,
      sex: Number(id[16]) % 2 === 1 ? 'male' : 'female',
    }
  })
  people.forEach((person, at) => {
    const other = people[at - 1]
    if (other === undefined) return
    // Couples share everything but the name; relatives share the surname too; homonyms share nothing but the name.
    if (dice.chance(0.04))
      Object.assign(person, { phone: other.phone, cards: other.cards, address: other.address })
    else if (dice.chance(0.03))
      Object.assign(person, {
        phone: other.phone,
        address: other.address,
        name: `${other.name.charAt(0)}${person.name.slice(1)}`,
      })
    else if (dice.chance(0.05)) person.name = dice.pick(commonNames)
    else if (dice.chance(0.03)) person.name = other.name
  })
  const rows = people.map((values, person) => ({ person, values }))
  for (let made = 0; made < 1_100; made += 1) {
    const person = dice.whole(0, people.length - 1)
    const original = people[person]
    if (original === undefined) continue
    rows.push({ person, values: { ...original, ...duplicateOf(dice, original) } })
  }
  const types = { idNumber: 'idNumber', phone: 'phone', wechat: 'wechat', cards: 'card' } as const
  return rows.map(({ person, values }) => {
    const hidden = dice.chance(0.15)
    return {
      person,
      values: Object.fromEntries(
        Object.entries({ ...values, ...(hidden ? { idNumber: dice.pick(placeholders) } : {}) }).map(
          ([field, value]) => {
            const type = types[field as keyof typeof types]
            if (value === '' || without.includes(field)) return [field, null]
            return [field, type === undefined ? value : normaliseIdentifier(type, value).value]
          },
        ),
      ),
    }
  })
}

const givenNames =
  'olivia ruby charlotte emily sophie chloe isabella jessica mia ella grace hannah sarah lachlan joshua william jack thomas james ethan samuel daniel benjamin oliver noah liam michael matthew mitchell harrison jasmine georgia amelia madison caitlin bethany nicholas riley cooper connor jayden zachary tahlia imogen abbey erin brianna alexandra'.split(
    ' ',
  )
const familyNames =
  'smith jones williams brown wilson taylor nguyen johnson martin white anderson walker thompson thomas lee harris ryan robinson kelly king campbell clarke webb green morrison mccarthy donaldson neumann matthews blackwell rawlings shepherd vincent fitzpatrick coleman bradshaw henderson whittaker pantazopoulos lombardi kowalski schneider'.split(
    ' ',
  )
const streets =
  'wallaby place|pridham street|hoseason street|stanley crescent|burnage place|northbourne avenue|macrossan crescent|pearson street|wilshire street|thomson close|burdett court|manity circuit|lance hill avenue|crownall street'.split(
    '|',
  )
const suburbs =
  'marsden granville winston hills ryde scorio aldgate kuraby salisbury wilson charmhaven akden hobart'.split(
    ' ',
  )
function typo(dice: Dice, word: string): string {
  if (word.length < 3) return word
  const at = dice.whole(1, word.length - 2)
  const letter = String.fromCharCode(97 + dice.whole(0, 25))
  return dice.pick([
    `${word.slice(0, at)}${word.slice(at + 1)}`,
    `${word.slice(0, at)}${letter}${word.slice(at)}`,
    `${word.slice(0, at)}${letter}${word.slice(at + 1)}`,
    `${word.slice(0, at)}${word[at + 1] ?? ''}${word[at] ?? ''}${word.slice(at + 2)}`,
  ])
}
/** People with English names, birth and address, without any number. */
export function englishPeople({
  originals,
  duplicates,
  seed,
}: {
  readonly originals: number
  readonly duplicates: number
  readonly seed: number
}): readonly DuplicateRecord[] {
  const dice = new Dice(seed)
  const people = Array.from({ length: originals }, () => ({
    given: dice.pick(givenNames),
    family: dice.pick(familyNames),
    birth: `${dice.whole(1910, 2004)}-${String(dice.whole(1, 12)).padStart(2, '0')}-${String(dice.whole(1, 28)).padStart(2, '0')}`,
    address: `${dice.whole(1, 250)} ${dice.pick(streets)} ${dice.pick(suburbs)} ${dice.whole(2000, 7999)}`,
  }))
  const rows = people.map((values, person) => ({ person, values }))
  for (let made = 0; made < duplicates; made += 1) {
    const person = dice.whole(0, originals - 1)
    const copy = { ...(people[person] ?? { given: '', family: '', birth: '', address: '' }) }
    for (let change = dice.whole(1, 4); change > 0; change -= 1) {
      const what = dice.whole(0, 7)
      if (what <= 1) copy.given = typo(dice, copy.given)
      else if (what <= 3) copy.family = typo(dice, copy.family)
      else if (what === 4)
        copy.address = copy.address
          .split(' ')
          .map((word) => (dice.chance(0.3) ? typo(dice, word) : word))
          .join(' ')
      else if (what === 5) [copy.given, copy.family] = [copy.family, copy.given]
      else if (what === 6)
        copy.birth = dice.chance(0.4) ? '' : copy.birth.replace(/\d$/, String(dice.whole(0, 9)))
      else if (dice.chance(0.5)) copy.given = ''
      else copy.address = ''
    }
    rows.push({ person, values: copy })
  }
  return rows.map(({ person, values: { given, family, birth, address } }) => ({
    person,
    values: {
      name: `${given} ${family}`.trim() === '' ? 'unknown' : `${given} ${family}`.trim(),
      birth: birth === '' ? null : birth,
      address: address === '' ? null : address,
    },
  }))
}
