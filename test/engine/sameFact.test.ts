/** When rows of two sheets are one fact: copies, columns more or less, numbers that agree or contradict, and what is left to people. */
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { rebuildFacts, removeBatchFacts } from '../../electron/engine/entities/derive.ts'
import { qualityFindings } from '../../electron/engine/analysis/quality.ts'
import { readMeasure, measureOf } from '../../electron/engine/law/measures.ts'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { addBatch, derivedFacts, emptyCase, type Values } from './factsCase.ts'

const open: WriteDb[] = []
function caseOf(kind: string, ...files: readonly (readonly Values[])[]): WriteDb {
  const db = emptyCase()
  open.push(db)
  for (const rows of files) addBatch(db, [{ kind, rows }])
  return db
}
afterEach(() => {
  for (const db of open.splice(0)) db.close()
})
const counted = (db: WriteDb, kind: string): number =>
  db.prepare<[], number>(`SELECT COUNT(*) FROM r_${kind} WHERE duplicate_of IS NULL`).pluck().get() ?? 0
const marks = (db: WriteDb, kind: string) =>
  db.prepare<[], number | null>(`SELECT duplicate_of FROM r_${kind} ORDER BY record_id`).pluck().all()
const finding = (db: WriteDb, id: string) => qualityFindings(db).find((found) => found.id === id)
const linked = (db: WriteDb) =>
  db.prepare<[], number>("SELECT coalesce(SUM(amount), 0) FROM links WHERE kind = 'transfer'").pluck().get()
const measure = (db: WriteDb, id: string) => {
  const definition = measureOf(id)
  if (definition === undefined) throw new Error(id)
  return readMeasure(db, definition)
}

/** Rows of each kind as two exports of one thing may say them: each row of the first, said otherwise in the second. */
const [me, other] = ['6217000000000000001', '6217000000000000002']
const paid = (at: number, more: Values = {}): Values => ({
  ownCard: me,
  counterAccount: other,
  counterName: '测试乙',
  direction: 'out',
  amount: 1_000 + at,
  currency: 'CNY',
  time: `2022-01-01 10:00:${10 + at}`,
  balance: 90_000 - at,
  serial: `00200${at}00${at}`,
  ...more,
})
const four = [0, 1, 2, 3]
const samples: readonly (readonly [kind: string, rows: readonly Values[]])[] = [
  ['transfer', four.map((at) => paid(at))],
  ['transfer', four.map((at) => paid(at, { serial: null, balance: null, time: '2022-01-01' }))],
  [
    'seizure',
    four.map((at) => ({
      site: '仓库1号',
      name: `盗版《书${at}》`,
      quantity: 10 + at,
      unit: '盒',
      holder: '张三',
    })),
  ],
  [
    'stockMove',
    four.map((at) => ({
      direction: 'out',
      date: '2022-01-02',
      place: '仓库1号',
      title: `书${at}`,
      quantity: 5,
      amount: 700,
    })),
  ],
  [
    'printOrder',
    four.map((at) => ({
      date: '2022-01-02',
      customer: '张三',
      title: `书${at}`,
      copies: 100,
      amount: 9_000,
    })),
  ],
  [
    'deposit',
    four.map((at) => ({
      number: `DW${at}1`,
      type: 'deposit',
      account: `m${at}`,
      amount: 5_000,
      time: '2022-01-02 10:00:00',
      payeeAccount: me,
      result: 'success',
    })),
  ],
  [
    'betSlip',
    four.map((at) => ({
      number: `BT${at}1`,
      account: `m${at}`,
      time: '2022-01-02 10:00:00',
      stake: 100,
      valid: 100,
      status: 'settled',
    })),
  ],
  [
    'saleOrder',
    four.map((at) => ({
      number: `74320${at}1`,
      shop: '店',
      item: `书${at}`,
      title: `书${at}`,
      quantity: 1,
      paid: 500,
      net: 500,
      status: 'success',
    })),
  ],
  [
    'call',
    four.map((at) => ({
      ownNumber: '13800000001',
      counterNumber: '13900000002',
      direction: 'out',
      time: `2022-01-01 10:00:${10 + at}`,
      duration: 30,
    })),
  ],
  ['login', four.map((at) => ({ account: 'm1', ip: '1.1.1.1', time: `2022-01-01 10:00:${10 + at}` }))],
  ['personRegister', four.map((at) => ({ name: `张${at}`, phone: `1380000000${at}`, role: '销售' }))],
  ['other', four.map((at) => ({ number: `${at}7`, content: `事项${at}`, time: '2022-01-01', amount: 5 }))],
]
test.each(samples)(
  'a copy of %s adds no fact, two equal rows of one sheet stay two unless a number says otherwise',
  (kind, rows) => {
    expect(counted(caseOf(kind, rows, rows, rows), kind)).toBe(rows.length)
    const [first = {}] = rows
    const unnumbered: Values = {
      ...first,
      serial: null,
      balance: null,
      number: kind === 'betSlip' || kind === 'saleOrder' ? (first['number'] ?? null) : null,
    }
    const given = Object.fromEntries(Object.entries(unnumbered).filter(([field]) => field in first))
    const numbered = kind === 'betSlip' || kind === 'saleOrder'
    expect(counted(caseOf(kind, [given, given]), kind)).toBe(numbered ? 1 : 2)
    // Of two sheets the larger count holds, not the sum, whichever came first.
    if (!numbered) {
      const more = [...rows.slice(1), given, given]
      const less = [...rows.slice(1), given]
      expect([counted(caseOf(kind, more, less), kind), counted(caseOf(kind, less, more), kind)]).toEqual([
        rows.length + 1,
        rows.length + 1,
      ])
    }
  },
)
test.each(samples)('a column of %s more or less in one of two exports adds no fact', (kind, rows) => {
  const key = new Set([
    'ownCard',
    'time',
    'date',
    'amount',
    'copies',
    'quantity',
    'name',
    'account',
    'ownNumber',
    'counterNumber',
    'ip',
    'content',
    ...(['betSlip', 'saleOrder', 'other'].includes(kind) ? ['number'] : []),
  ])
  for (const field of Object.keys(rows[0] ?? {}).filter((id) => !key.has(id))) {
    const less = rows.map((row) => ({ ...row, [field]: null }))
    expect([field, counted(caseOf(kind, rows, less), kind), counted(caseOf(kind, less, rows), kind)]).toEqual(
      [field, rows.length, rows.length],
    )
  }
})
test.each([
  ['seconds dropped', (row: Values): Values => ({ ...row, time: String(row['time']).slice(0, 16) })],
  ['the clock dropped', (row: Values): Values => ({ ...row, time: String(row['time']).slice(0, 10) })],
  [
    'zeros of the serial lost',
    (row: Values): Values => ({ ...row, serial: String(row['serial']).replace(/^0+/, '') }),
  ],
  [
    'own number under another header',
    (row: Values): Values => ({ ...row, ownCard: null, ownAccount: row['ownCard'] ?? null }),
  ],
  ['no balance', (row: Values): Values => ({ ...row, balance: null })],
  ['no number of its own', (row: Values): Values => ({ ...row, ownCard: null })],
  ['no direction', (row: Values): Values => ({ ...row, direction: 'unknown' })],
  ['an unknown currency', (row: Values): Values => ({ ...row, currency: 'XXX' })],
  [
    'an unknown currency and no number',
    (row: Values): Values => ({ ...row, currency: 'XXX', serial: null, balance: null }),
  ],
  ['no counter account', (row: Values): Values => ({ ...row, counterAccount: null, counterName: null })],
  ['counter account masked', (row: Values): Values => ({ ...row, counterAccount: '6217***********0002' })],
  ['no serial and no balance', (row: Values): Values => ({ ...row, serial: null, balance: null })],
])('a statement exported once more with %s is counted once', (_, change) => {
  const rows = four.map((at) => paid(at))
  const sum = linked(caseOf('transfer', rows))
  for (const db of [caseOf('transfer', rows, rows.map(change)), caseOf('transfer', rows.map(change), rows)])
    expect([counted(db, 'transfer'), linked(db)]).toEqual([4, sum])
})

test('rows that do not say whose they are: one with a shared serial where nothing contradicts, told where they share none, left alone where they differ', () => {
  const rows = four.map((at) => paid(at))
  const ownless = (change: Values): readonly Values[] =>
    rows.map((row) => ({ ...row, ownCard: null, ...change }))
  const told = (db: WriteDb) => [counted(db, 'transfer'), finding(db, 'possible-repeat.transfer')?.count]
  expect(told(caseOf('transfer', rows, ownless({ serial: null, balance: null })))).toEqual([8, 4])
  expect(told(caseOf('transfer', rows, ownless({ balance: null, time: '2022-01-01 09:00:00' })))).toEqual([
    8,
    undefined,
  ])
  expect(told(caseOf('transfer', rows, ownless({ ownCard: '6217000000000000003', balance: null })))).toEqual([
    8,
    undefined,
  ])
  // The row that says whose it is stands, though the other says more.
  const fuller = caseOf('transfer', ownless({ counterBank: '招商银行', place: '上海' }), rows)
  expect([counted(fuller, 'transfer'), linked(fuller)]).toEqual([4, linked(caseOf('transfer', rows))])
})
test('what contradicts is never one: another serial, another day, another direction, another currency, failed and done', () => {
  const row = paid(0)
  for (const change of [
    { serial: '999' },
    { time: '2022-01-02 10:00:10' },
    { direction: 'in', serial: null, balance: null },
    { currency: 'USD' },
    { counterAccount: '6217000000000000003' },
    { amount: 5 },
  ]) {
    const db = caseOf(
      'transfer',
      four.map((at) => paid(at)),
      [{ ...row, ...change, ...('serial' in change ? {} : { serial: '998' }) }],
    )
    expect([change, counted(db, 'transfer')]).toEqual([change, 5])
  }
  const result = { serial: null, balance: null }
  expect(
    counted(
      caseOf(
        'transfer',
        [paid(0, { ...result, result: 'success' })],
        [paid(0, { ...result, result: 'failed' })],
      ),
      'transfer',
    ),
  ).toBe(2)
})
test('a lone row that fits is not joined but told, with what hangs on it; a third sheet changes nothing', () => {
  const loose = { serial: null, balance: null, time: '2022-01-01' }
  const first = [paid(0, loose), ...[1, 2, 3, 4].map((at) => paid(at, { time: `2022-02-0${at} 10:00:00` }))]
  const second = [
    paid(0, { ...loose, counterName: null }),
    ...[5, 6, 7, 8].map((at) => paid(at, { time: `2022-03-0${at} 10:00:00` })),
  ]
  const db = caseOf('transfer', first, second)
  expect([counted(db, 'transfer'), finding(db, 'possible-repeat.transfer')]).toMatchObject([
    10,
    { count: 1, tone: 'warn', hangs: [{ field: 'amount', value: 1_000 }] },
  ])
  addBatch(db, [{ kind: 'transfer', rows: [paid(9, { ownCard: '6217000000000000009' })] }])
  expect(counted(db, 'transfer')).toBe(11)
  // Equal in every field, to the minute: one, though nothing else is shared. To the day: not.
  for (const [time, facts] of [
    ['2022-01-01 10:00', 9],
    ['2022-01-01', 10],
  ] as const) {
    const equal = paid(0, { ...loose, time })
    expect(
      counted(caseOf('transfer', [equal, ...first.slice(1)], [equal, ...second.slice(1)]), 'transfer'),
    ).toBe(facts)
  }
})
test('two sheets overlap from three rows of one account and day that fit, or from half of the smaller sheet', () => {
  const loose = { serial: null, balance: null, time: '2022-01-01' }
  const far = (from: number) =>
    Array.from({ length: 10 }, (_, at) =>
      paid(at, { time: `2022-0${from}-01 10:00:${10 + at}`, serial: `${from}${at}` }),
    )
  for (const [shared, facts] of [
    [2, 24],
    [3, 23],
  ] as const) {
    const rows = Array.from({ length: shared }, (_, at) => paid(at, loose))
    expect(
      counted(
        caseOf(
          'transfer',
          [...rows, ...far(2)],
          [...rows.map((row) => ({ ...row, counterName: null })), ...far(3)],
        ),
        'transfer',
      ),
    ).toBe(facts)
  }
  // A list has no account and no clock: two of three rows are half of the smaller sheet, two of five are not.
  const item = (name: string): Values => ({ name, quantity: 1, unit: '部' })
  const list = ['手机', '电脑', '现金', '银行卡', '账本', '印章'].map(item)
  expect(counted(caseOf('seizure', list, [item('手机'), item('电脑'), item('车')]), 'seizure')).toBe(7)
  const five = caseOf('seizure', list, [item('手机'), item('电脑'), item('车'), item('房'), item('表')])
  expect([counted(five, 'seizure'), finding(five, 'possible-repeat.seizure')?.count]).toEqual([11, 2])
})
test('one number is one fact or a conflict: the later state stands, the figure is withheld and lies between', () => {
  const slip = (status: string, more: Values = {}): Values => ({
    number: 'BT1',
    account: 'm1',
    agent: 'd1',
    time: '2022-01-01 10:00:00',
    stake: 10_000,
    valid: 10_000,
    status,
    ...more,
  })
  const points = (db: WriteDb) => {
    const { value, why } = measure(db, 'bets.valid_points')
    return [
      value === null ? null : 'told',
      why.find(({ reason }) => reason === 'conflicting-rows')?.figures.map((figure) => figure.value),
    ]
  }
  for (const files of [
    [[slip('settled')], [slip('void')]],
    [[slip('void')], [slip('settled')]],
  ]) {
    const db = caseOf('betSlip', ...files)
    expect([counted(db, 'betSlip'), points(db)[0], finding(db, 'conflict.betSlip')]).toMatchObject([
      1,
      null,
      {
        count: 2,
        tone: 'bad',
        hangs: expect.arrayContaining([{ field: 'valid', value: 10_000 }]) as unknown,
      },
    ])
  }
  // Open and later settled contradicts nothing; another win or loss does, but not the points.
  for (const more of [slip('open', { winLoss: null }), slip('settled', { time: '2022-01-01 10:00' })]) {
    const db = caseOf('betSlip', [slip('settled', { winLoss: 500 })], [more])
    expect([counted(db, 'betSlip'), points(db)[0], finding(db, 'conflict.betSlip')]).toEqual([
      1,
      'told',
      undefined,
    ])
  }
  const winning = caseOf('betSlip', [slip('settled', { winLoss: 500 })], [slip('settled', { winLoss: 700 })])
  expect([points(winning)[0], finding(winning, 'conflict.betSlip')?.count]).toEqual(['told', 2])
  expect(winning.prepare("SELECT quantity FROM links WHERE kind = 'bets'").pluck().all()).toEqual([10_000])
})
test.each([
  [
    'deposit',
    {
      number: 'DW1',
      type: 'deposit',
      account: 'm1',
      amount: 100_000,
      time: '2022-01-01 10:00:00',
      payerAccount: me,
      payeeAccount: other,
      result: 'success',
    },
    { amount: 300_000 },
    'receiving.deposits',
  ],
  [
    'saleOrder',
    {
      number: '7432',
      shop: '店',
      item: '书',
      title: '书',
      quantity: 1,
      paid: 100,
      net: 100,
      status: 'success',
    },
    { status: 'closed' },
    'online.amount',
  ],
  [
    'printOrder',
    { number: 'YS1', date: '2022-01-01', title: '书', copies: 10, amount: 100 },
    { amount: 200 },
    'printing.amount',
  ],
  [
    'stockMove',
    {
      number: 'CK1',
      direction: 'out',
      date: '2022-01-01',
      title: '书',
      quantity: 10,
      amount: 100,
      party: '某店',
    },
    { amount: 300 },
    'wholesale.amount',
  ],
] as const)(
  'a %s of one number in two amounts or states counts once, in links too, and its measure waits for a person',
  (kind, row, change, id) => {
    for (const files of [
      [[row], [{ ...row, ...change }]],
      [[{ ...row, ...change }], [row]],
    ]) {
      const db = caseOf(kind, ...files)
      expect([counted(db, kind), measure(db, id).value, finding(db, `conflict.${kind}`)?.count]).toEqual([
        1,
        null,
        2,
      ])
      expect(Math.max(0, ...db.prepare<[], number>('SELECT count FROM links').pluck().all())).toBeLessThan(2)
    }
  },
)
test('a transfer of one account and serial in two amounts is a conflict; a fee of the same serial, a running number and the way back are not', () => {
  const loose = { balance: null }
  const conflict = caseOf('transfer', [paid(1, loose)], [paid(1, { ...loose, amount: 9_000 })])
  expect([counted(conflict, 'transfer'), finding(conflict, 'conflict.transfer')?.hangs]).toEqual([
    1,
    [{ field: 'amount', value: 7_999 }],
  ])
  const fee = [paid(1, loose), paid(1, { ...loose, amount: 50 })]
  const fees = caseOf('transfer', fee, fee)
  expect([counted(fees, 'transfer'), finding(fees, 'conflict.transfer')]).toEqual([2, undefined])
  const running = caseOf(
    'transfer',
    [paid(1, { ...loose, serial: '1' })],
    [
      paid(5, {
        ...loose,
        serial: '1',
        time: '2022-05-01 10:00:00',
        counterAccount: '6217000000000000003',
        counterName: null,
        currency: null,
      }),
    ],
  )
  expect([counted(running, 'transfer'), finding(running, 'conflict.transfer')]).toEqual([2, undefined])
  const back = caseOf('transfer', [paid(1, loose)], [paid(1, { ...loose, direction: 'in' })])
  expect([counted(back, 'transfer'), finding(back, 'conflict.transfer')]).toEqual([2, undefined])
})
test('an order whose title was edited is one order; lines of an order stay lines', () => {
  const line = (item: string, paidFor = 500): Values => ({
    number: '7432',
    shop: '店',
    item,
    title: item,
    quantity: 1,
    paid: paidFor,
    net: paidFor,
    status: 'success',
  })
  expect(counted(caseOf('saleOrder', [line('书 旧标题')], [line('书 新标题')]), 'saleOrder')).toBe(1)
  expect(counted(caseOf('saleOrder', [line('甲'), line('乙')], [line('甲'), line('乙')]), 'saleOrder')).toBe(
    2,
  )
  expect(
    counted(caseOf('saleOrder', [line('甲'), line('乙')], [line('乙 新'), line('甲')]), 'saleOrder'),
  ).toBe(2)
})
test('deposits, accounts of two sites and registers: what differs stays two', () => {
  const person = { name: '李四', phone: '13800000001', role: '销售' }
  expect(
    counted(caseOf('personRegister', [person], [{ ...person, phone: '13800000002' }]), 'personRegister'),
  ).toBe(2)
  const unknown = { name: '张三', idNumber: '000000', role: '销售' }
  expect(counted(caseOf('personRegister', [unknown, { ...unknown, role: null }]), 'personRegister')).toBe(2)
})

const cells = fc.record({
  ownCard: fc.constantFrom(me, other),
  counterAccount: fc.constantFrom(me, other, null),
  counterName: fc.constantFrom('甲', null),
  direction: fc.constantFrom('in', 'out'),
  amount: fc.constantFrom(100, 200),
  time: fc.constantFrom('2022-01-01 10:00:00', '2022-01-01 10:00', '2022-01-01', '2022-01-02 10:00:00'),
  balance: fc.constantFrom(1, 2, null),
  serial: fc.constantFrom('S1', 'S2', null, null),
  result: fc.constantFrom('success', 'failed', null),
})
const slips = fc.record({
  number: fc.constantFrom('n1', 'n2'),
  account: fc.constantFrom('m1', 'm2'),
  time: fc.constantFrom('2022-01-01 10:00:00', null),
  stake: fc.constantFrom(100, 200),
  valid: fc.constantFrom(100, 200, null),
  status: fc.constantFrom('settled', 'void', 'open', null),
})
const orders = fc.record({
  number: fc.constantFrom('o1', 'o2'),
  item: fc.constantFrom('甲', '乙'),
  quantity: fc.constantFrom(1, 2),
  paid: fc.constantFrom(100, 200, null),
  status: fc.constantFrom('success', 'shipped', 'closed', 'paid'),
})
test.each([
  ['transfer', cells],
  ['betSlip', slips],
  ['saleOrder', orders],
] as const)(
  '%s: in any order of imports, one by one or at once, with files taken out, the facts are the same; a copy adds none',
  (kind, row) => {
    const files = fc.array(fc.array(row as fc.Arbitrary<Values>, { minLength: 1, maxLength: 5 }), {
      minLength: 1,
      maxLength: 3,
    })
    fc.assert(
      fc.property(files, files, fc.nat(), (kept, gone, seed) => {
        const one = caseOf(kind, ...kept)
        const expected = JSON.stringify(derivedFacts(one))
        const turned = caseOf(
          kind,
          ...kept.map((_, at) => kept[(at + seed) % kept.length] ?? []).toReversed(),
        )
        expect(counted(turned, kind)).toBe(counted(one, kind))
        expect(JSON.stringify(derivedFacts(caseOf(kind, ...kept.toReversed())))).toBe(expected)
        const db = caseOf(kind)
        const batches = [...gone, ...kept].map((rows) => addBatch(db, [{ kind, rows }]))
        db.transaction(() => {
          for (const batchId of batches.slice(0, gone.length)) removeBatchFacts(db, { batchId })
        })()
        expect(JSON.stringify(derivedFacts(db))).toBe(expected)
        const before = marks(db, kind)
        db.transaction(() => {
          rebuildFacts(db)
        })()
        expect(marks(db, kind)).toEqual(before)
        // A copy of every file.
        const copied = caseOf(kind, ...kept, ...kept)
        expect(counted(copied, kind)).toBe(counted(one, kind))
        for (const each of open.splice(0)) each.close()
      }),
      { numRuns: Number(process.env['LZ_RUNS'] ?? 15) },
    )
  },
)
