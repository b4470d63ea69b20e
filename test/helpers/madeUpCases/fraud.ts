/**
 * Three people who rent out four telephone lines and their accounts to telecom fraud: lists of calls of the lines and of their own phones, statements of
 * two settlement accounts. The lines stand in two boxes at two rented rooms; who runs them calls from abroad. What is right is counted here, from what
 * happened, not from the rows.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  cardNumber,
  idNumber,
  personName,
  phoneNumber,
  stamp,
  startMaking,
  workbook,
  type Making,
} from './making.ts'

/** A call as it happened. */
interface Happened {
  readonly from: string
  readonly to: string
  readonly at: number
  readonly seconds: number
  readonly message?: boolean
}
interface Phone {
  readonly number: string
  readonly imsi: string
  readonly handset: (at: number) => string
  readonly cell: (at: number) => string
}
export interface FraudCase {
  readonly files: readonly string[]
  readonly people: readonly { readonly name: string; readonly phone: string; readonly idNumber: string }[]
  readonly lines: readonly string[]
  readonly abroad: string
  readonly event: string
  readonly settlement: readonly string[]
  /** Accounts the money went on to, by what they were paid in minor units; none of them has a statement. */
  readonly paidOn: ReadonlyMap<string, number>
  /** What the settlement accounts hold at the end of their statements. */
  readonly resting: ReadonlyMap<string, number>
  readonly truth: {
    /** Calls and seconds by pair, the numbers in order, `a|b`. */
    readonly pairs: ReadonlyMap<
      string,
      { readonly calls: number; readonly seconds: number; readonly messages: number }
    >
    /** Calls between two phones that both have a list. */
    readonly bothSides: number
    /** The line that was put into the other box, and when. */
    readonly moved: {
      readonly line: string
      readonly from: string
      readonly to: string
      readonly firstAfter: string
    }
    readonly boxes: readonly (readonly [box: string, lines: readonly string[]])[]
    readonly homeCells: ReadonlyMap<string, string>
  }
}
const day = 86_400_000
const hour = 3_600_000
const start = Date.UTC(2024, 2, 4)
const moveAt = start + 12 * day + 12 * hour
const arrestAt = start + 30 * day + 9 * hour
const [home, room1, room2, office] = ['6201-1001', '6201-2002', '6305-3003', '6201-4004']

function linesOf({ dice }: Making): {
  readonly lines: readonly Phone[]
  readonly boxes: readonly [string, string]
} {
  const boxes = [`8676540${dice.digits(6)}1`, `8698760${dice.digits(6)}2`] as const
  const lines = [0, 1, 2, 3].map((place): Phone => {
    const box = (at: number): 0 | 1 => (place < 2 && !(place === 1 && at >= moveAt) ? 0 : 1)
    return {
      number: phoneNumber(dice),
      imsi: `46000${dice.digits(10)}`,
      handset: (at) => boxes[box(at)],
      cell: (at) => (box(at) === 0 ? room1 : room2),
    }
  })
  return { lines, boxes }
}
function ownPhones({ dice }: Making): readonly Phone[] {
  return [0, 1, 2].map((place): Phone => {
    const handset = `3512340${place}${dice.digits(6)}`
    return {
      number: phoneNumber(dice),
      imsi: `46001${dice.digits(10)}`,
      handset: () => handset,
      cell: (at) => {
        const clock = new Date(at).getUTCHours()
        return clock >= 22 || clock < 6 ? (place === 2 ? room2 : home) : place === 0 ? office : room1
      },
    }
  })
}
function whatHappened(
  { dice }: Making,
  lines: readonly Phone[],
  people: readonly Phone[],
  abroad: string,
): readonly Happened[] {
  const calls: Happened[] = []
  const victims = Array.from({ length: 60 }, () => phoneNumber(dice))
  for (let date = start; date < arrestAt - day; date += day) {
    for (const line of lines) {
      for (let count = 0; count < 8; count += 1)
        calls.push({
          from: line.number,
          to: dice.pick(victims),
          at: date + 9 * hour + count * hour + dice.whole(0, 3_000) * 1_000,
          seconds: dice.whole(0, 900),
        })
      calls.push({
        from: abroad,
        to: line.number,
        at: date + 8 * hour + dice.whole(0, 1_800) * 1_000,
        seconds: dice.whole(20, 90),
      })
    }
    // The three talk at night and in the day; both lists hold it.
    const [boss, one, two] = people.map(({ number }) => number) as [string, string, string]
    calls.push({
      from: boss,
      to: one,
      at: date + 22 * hour + dice.whole(0, 3_000) * 1_000,
      seconds: dice.whole(30, 300),
    })
    calls.push({
      from: two,
      to: boss,
      at: date + 23 * hour + dice.whole(0, 3_000) * 1_000,
      seconds: dice.whole(30, 300),
    })
    calls.push({
      from: one,
      to: two,
      at: date + 13 * hour + dice.whole(0, 3_000) * 1_000,
      seconds: dice.whole(30, 300),
    })
    calls.push({
      from: abroad,
      to: boss,
      at: date + 7 * hour + dice.whole(0, 3_000) * 1_000,
      seconds: dice.whole(60, 600),
    })
    calls.push({ from: '10086', to: boss, at: date + 12 * hour, seconds: 0, message: true })
    calls.push({ from: '95588', to: one, at: date + 12 * hour + 60_000, seconds: 0, message: true })
  }
  return [...calls, ...afterArrest(lines, people)]
}
/** After the arrest only the boss's phone goes on, with a number that was never there. */
function afterArrest(lines: readonly Phone[], people: readonly Phone[]): readonly Happened[] {
  const boss = people[0]?.number ?? ''
  return [1, 2, 3, 4].map((place) => ({
    from: boss,
    to: '13777770001',
    at: arrestAt + place * day,
    seconds: 60 + place * lines.length,
  }))
}
const header = '本机号码,呼叫类型,对方号码,通话开始时间,通话时长(秒),IMEI,IMSI,LAC,CI,业务类型'
/** The list of one phone; its switch is some seconds ahead of the others. */
function listOf(phone: Phone, calls: readonly Happened[], ahead: number, longer: number): string {
  const rows = calls
    .filter(({ from, to }) => from === phone.number || to === phone.number)
    .toSorted((one, other) => one.at - other.at)
    .map(({ from, to, at, seconds, message }) => {
      const [area = '', cell = ''] = phone.cell(at).split('-')
      const isOut = from === phone.number
      return [
        phone.number,
        isOut ? '主叫' : '被叫',
        isOut ? to : from,
        stamp(at + ahead * 1_000),
        message === true ? '' : seconds === 0 ? 0 : seconds + longer,
        phone.handset(at),
        phone.imsi,
        area,
        cell,
        message === true ? '短信' : '语音',
      ].join(',')
    })
  return `${[header, ...rows].join('\n')}\n`
}
function pairsOf(calls: readonly Happened[]): FraudCase['truth']['pairs'] {
  const pairs = new Map<string, { calls: number; seconds: number; messages: number }>()
  for (const { from, to, seconds, message } of calls) {
    const key = [from, to].toSorted().join('|')
    const pair = pairs.get(key) ?? { calls: 0, seconds: 0, messages: 0 }
    pairs.set(key, pair)
    if (message === true) pair.messages += 1
    else {
      pair.calls += 1
      pair.seconds += seconds
    }
  }
  return pairs
}
const bankHeader = [
  '交易卡号',
  '交易账号',
  '账户名称',
  '交易时间',
  '借贷标志',
  '交易金额',
  '交易余额',
  '对手账号',
  '对手户名',
  '交易流水号',
  '摘要说明',
]
/** Victims pay in, in whole thousands; an hour later all but some hundreds goes on. March and May only: April was not asked for. */
function settle(
  making: Making,
  names: readonly string[],
): Pick<FraudCase, 'settlement' | 'paidOn' | 'resting'> {
  const { dice, folder, files } = making
  const settlement = names.map(() => cardNumber(dice))
  const next = [cardNumber(dice), cardNumber(dice), cardNumber(dice)]
  const paidOn = new Map<string, number>(next.map((card) => [card, 0]))
  const resting = new Map<string, number>()
  const sheets = settlement.map((card, place) => {
    let [balance, serial] = [0, 0]
    const rows: (string | number)[][] = [bankHeader]
    const put = (at: number, isIn: boolean, fen: number, other: string, name: string): void => {
      balance += isIn ? fen : -fen
      serial += 1
      rows.push([
        card,
        card,
        names[place] ?? '',
        stamp(at),
        isIn ? '进' : '出',
        fen / 100,
        balance / 100,
        other,
        name,
        `S${place}${String(serial).padStart(6, '0')}`,
        '转账',
      ])
    }
    for (const first of [start, start + 58 * day])
      for (let count = 0; count < 20; count += 1) {
        const at = first + count * day + 10 * hour + place * 600_000
        const fen = dice.whole(5, 60) * 100_000
        put(at, true, fen, cardNumber(dice), personName(dice))
        const on = fen - dice.whole(1, 4) * 10_000
        const to = next[(count + place) % next.length] ?? ''
        put(at + hour, false, on, to, '')
        paidOn.set(to, (paidOn.get(to) ?? 0) + on)
      }
    resting.set(card, balance)
    return { name: names[place] ?? '', rows }
  })
  files.push(workbook(join(folder, '09_银行流水.xlsx'), sheets))
  return { settlement, paidOn, resting }
}
/** Makes the case. */
export function makeFraudCase(folder: string, seed: number): FraudCase {
  const making = startMaking(folder, seed, 1)
  const { dice, files } = making
  const { lines, boxes } = linesOf(making)
  const phones = ownPhones(making)
  const abroad = `00855${dice.digits(8)}`
  const calls = whatHappened(making, lines, phones, abroad)
  const people = phones.map(({ number }) => ({
    name: personName(dice),
    phone: number,
    idNumber: idNumber(dice),
  }))
  const { settlement, paidOn, resting } = settle(
    making,
    people.slice(1).map(({ name }) => name),
  )
  files.push(
    workbook(join(folder, '01_涉案人员.xlsx'), [
      {
        name: '涉案人员',
        rows: [
          ['姓名', '身份证号', '手机号', '银行卡号'],
          ...people.map(({ name, phone, idNumber: id }, place) => [
            name,
            id,
            phone,
            settlement[place - 1] ?? '',
          ]),
        ],
      },
    ]),
  )
  const listed = [...lines, ...phones]
  for (const [place, phone] of listed.entries()) {
    const path = join(folder, `02_话单_${place + 1}.csv`)
    files.push(path)
    // Switches differ by up to half a minute; who is called is charged a second more, as lists of carriers do.
    writeFileSync(path, listOf(phone, calls, place * 5, place === 0 ? 0 : place % 2))
  }
  const numbers = new Set(listed.map(({ number }) => number))
  const moved = lines[1] as Phone
  return {
    files,
    people,
    lines: lines.map(({ number }) => number),
    abroad,
    event: stamp(arrestAt),
    settlement,
    paidOn,
    resting,
    truth: {
      pairs: pairsOf(calls),
      bothSides: calls.filter(({ from, to }) => numbers.has(from) && numbers.has(to)).length,
      moved: {
        line: moved.number,
        from: boxes[0].slice(0, 14),
        to: boxes[1].slice(0, 14),
        firstAfter: stamp(
          Math.min(
            ...calls
              .filter(({ from, to, at }) => at >= moveAt && (from === moved.number || to === moved.number))
              .map(({ at }) => at),
          ) + 5_000,
        ),
      },
      boxes: boxes.map((box, at) => [
        box.slice(0, 14),
        lines.filter((_, place) => (at === 0 ? place < 2 : place > 0)).map(({ number }) => number),
      ]),
      homeCells: new Map(phones.map(({ number, cell }) => [number, cell(start)])),
    },
  }
}
