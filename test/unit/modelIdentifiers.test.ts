import fc from 'fast-check'
import { type IdentifierType, identifierTypes } from '../../shared/model/define.ts'
import { describe, expect, it } from 'vitest'
import { parseDirection } from '../../shared/model/directions.ts'
import { entityIdOf } from '../../shared/model/entityId.ts'
import { headerStem } from '../../shared/model/headerPhrase.ts'
import { cleanHeader, headerUnit } from '../../shared/model/headers.ts'
import {
  creditCodeHolds,
  idCheckCharacter,
  idNumberHolds,
  luhnHolds,
  normaliseIdentifier,
  normaliseName,
  splitValues,
} from '../../shared/model/identifiers.ts'
import { parseResult } from '../../shared/model/results.ts'
import { titleOf } from '../../shared/model/titles.ts'

const value = (type: IdentifierType, raw: string, numeric = false): string | null =>
  normaliseIdentifier(type, raw, numeric).value
const flaw = (type: IdentifierType, raw: string, numeric = false): string | null =>
  normaliseIdentifier(type, raw, numeric).flaw

describe('ID numbers', () => {
  it('take every disguise off', () => {
    for (const raw of [
      '32058319900613694X',
      '32058319900613694x',
      "'32058319900613694X",
      ' 32058319900613694X ',
      '３２０５８３１９９００６１３６９４Ｘ',
      '320583 19900613 694X',
      '="32058319900613694X"',
      '32058319900613694X\t',
    ])
      expect(normaliseIdentifier('idNumber', raw), raw).toEqual({ value: '32058319900613694X', flaw: null })
  })
  it('grow from fifteen digits to eighteen', () => {
    expect(value('idNumber', '110105491231002')).toBe('11010519491231002X')
    // 15 digits that hold no date stay as they are.
    expect(normaliseIdentifier('idNumber', '110105991331002')).toEqual({
      value: '110105991331002',
      flaw: 'bad-check-digit',
    })
  })
  it('warn about a wrong check digit and keep the number', () => {
    expect(normaliseIdentifier('idNumber', '320583199006136949')).toEqual({
      value: '320583199006136949',
      flaw: 'bad-check-digit',
    })
  })
  it('hold by the published vectors', () => {
    expect(idCheckCharacter('11010519491231002')).toBe('X')
    expect(idCheckCharacter('44052418800101001')).toBe('4')
    for (const code of ['91350100M000100Y43', '91512081MA62K0260E', '11320000MB151840XJ'])
      expect(creditCodeHolds(code), code).toBe(true)
    expect(creditCodeHolds('91350100M000100Y44')).toBe(false)
  })
  it('find every single wrong digit', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^\d{17}$/),
        fc.integer({ min: 0, max: 16 }),
        fc.integer({ min: 1, max: 9 }),
        (first, at, by) => {
          const id = first + idCheckCharacter(first)
          expect(idNumberHolds(id)).toBe(true)
          const changed = `${id.slice(0, at)}${(Number(id[at]) + by) % 10}${id.slice(at + 1)}`
          expect(idNumberHolds(changed)).toBe(false)
        },
      ),
    )
  })
})

describe('account numbers', () => {
  it('lose spaces and wrappers, never digits', () => {
    for (const raw of [
      '6217008375367000751',
      '6217 0083 7536 7000 751',
      "'6217008375367000751",
      '6217008375367000751\t',
      '="6217008375367000751"',
      '６２１７００８３７５３６７０００７５１',
      '借记卡:CCB:6217008375367000751',
    ])
      expect(value('card', raw), raw).toBe('6217008375367000751')
    expect(value('account', 'wxid_Abc-1')).toBe('wxid_abc-1')
    expect(value('account', 'Some.One@QQ.com')).toBe('some.one@qq.com')
  })
  it('are never guessed once a spreadsheet destroyed them', () => {
    expect(normaliseIdentifier('card', '6.21701E+18')).toEqual({ value: null, flaw: 'damaged-number' })
    // The point must not be cleaned away first: what is left would be an identity shared by everyone of the same district.
    for (const raw of ['3.10112E+17', '3.1E17', '３．１０１１２Ｅ＋１７', "'3.10112E+17"])
      expect(normaliseIdentifier('idNumber', raw), raw).toEqual({ value: null, flaw: 'damaged-number' })
    expect(normaliseIdentifier('idNumber', '3.10112800101123E+14').value).toMatch(/^310112198001011/)
    expect(normaliseIdentifier('creditCode', '9.1310E+17')).toEqual({ value: null, flaw: 'damaged-number' })
    expect(normaliseIdentifier('card', '6217008375367000000', true)).toEqual({
      value: null,
      flaw: 'damaged-number',
    })
    expect(normaliseIdentifier('account', '1000000000000000', true)).toEqual({
      value: null,
      flaw: 'damaged-number',
    })
    // Digits of a number cell count where they are proven: 16 that end in no 0, 18 and more that no double holds.
    expect(normaliseIdentifier('card', '6222021234567891', true).value).toBe('6222021234567891')
    expect(normaliseIdentifier('card', '6222021234567890', true)).toEqual({
      value: null,
      flaw: 'damaged-number',
    })
    expect(normaliseIdentifier('account', '9222021234567892', true)).toEqual({
      value: null,
      flaw: 'damaged-number',
    })
    expect(normaliseIdentifier('account', '62220212345678901', true)).toEqual({
      value: null,
      flaw: 'damaged-number',
    })
    expect(normaliseIdentifier('card', '6222021234567890123', true).value).toBe('6222021234567890123')
    // What a double prints in full, and what a spreadsheet has cut.
    for (const digits of [
      BigInt(6222021234567890123).toString(),
      '6222021234567890000',
      '310101199001011008',
    ])
      expect(normaliseIdentifier('account', digits, true), digits).toEqual({
        value: null,
        flaw: 'damaged-number',
      })
    expect(normaliseIdentifier('account', '999999999999999', true)).toEqual({
      value: '999999999999999',
      flaw: null,
    })
    expect(normaliseIdentifier('idNumber', '320583199006136000')).toEqual({
      value: null,
      flaw: 'damaged-number',
    })
    // Text whose last four digits are zeros looks destroyed; its own check digit or a text wrapper proves otherwise.
    expect(flaw('card', '6217008375367120000')).toBe(
      luhnHolds('6217008375367120000') ? null : 'damaged-number',
    )
    expect(value('card', '6217 0083 7536 7120 000')).toBe('6217008375367120000')
    expect(value('phone', '1.3812345678E+10')).toBe('13812345678')
    expect(flaw('phone', '1.38E+10')).toBe('damaged-number')
    // One digit too few is one digit lost.
    expect(flaw('phone', '1.381234567E+10')).toBe('damaged-number')
    expect(value('account', '1.2345678901E+10')).toBe('12345678901')
    expect(flaw('account', '1.234567890E+11')).toBe('damaged-number')
  })
  it('stay empty when masked or not said', () => {
    expect(normaliseIdentifier('account', '6226******5669')).toEqual({ value: null, flaw: 'masked' })
    expect(normaliseIdentifier('card', '3167')).toEqual({ value: null, flaw: 'masked' })
    for (const raw of ['', '-', '--', '----------', '/', '\\N', 'null', '无', '暂无法获知'])
      expect(normaliseIdentifier('account', raw), raw).toEqual({ value: null, flaw: null })
  })
  it('pass Luhn by the textbook number', () => {
    expect(luhnHolds('79927398713')).toBe(true)
    expect(luhnHolds('79927398710')).toBe(false)
  })
})

describe('other identifiers', () => {
  it('phones lose country codes, carriers’ prefixes and separators', () => {
    for (const raw of [
      '13812345678',
      '+8613812345678',
      '86-13812345678',
      '0086 138 1234 5678',
      '１３８１２３４５６７８',
      "'13812345678",
      '138-1234-5678',
      '1795113812345678',
      '013812345678',
    ])
      expect(normaliseIdentifier('phone', raw), raw).toEqual({ value: '13812345678', flaw: null })
    expect(normaliseIdentifier('phone', '13812345678.0', true).value).toBe('13812345678')
    for (const raw of ['10086', '021-12345678', '4008001234', '95588', '110'])
      expect(flaw('phone', raw), raw).toBeNull()
    expect(flaw('phone', '1381234567')).toBe('bad-phone')
    expect(flaw('phone', '12812345678')).toBe('bad-phone')
  })
  it('domains are hosts', () => {
    for (const raw of [
      'win8389.cc',
      'www.WIN8389.CC',
      'https://www.win8389.cc/',
      'http://win8389.cc:8080/index.php?a=1',
      'hxxp://win8389[.]cc',
      'WIN8389.CC.',
    ])
      expect(value('domain', raw), raw).toBe('win8389.cc')
    expect(normaliseIdentifier('domain', 'https:')).toEqual({ value: null, flaw: 'no-key' })
    expect(splitValues('https://a.com/x https://b.com', 'domain')).toEqual([
      'https://a.com/x',
      'https://b.com',
    ])
  })
  it('addresses, plates and accounts have one spelling', () => {
    expect(value('ip', '101.4.240.049:443')).toBe('101.4.240.49')
    expect(flaw('ip', '256.1.1.1')).toBe('no-key')
    expect(value('ip', '2408:8215::1')).toBe('2408:8215::1')
    expect(value('mac', '00-1a-2b-3c-4d-5e')).toBe('00:1A:2B:3C:4D:5E')
    expect(value('plate', '沪a·79830')).toBe('沪A79830')
    expect(value('siteAccount', ' DL32725')).toBe('dl32725')
    expect(value('serial', '="7768084535164152000"')).toBe('7768084535164152000')
    expect(value('serial', 'No:ZT679319199401')).toBe('ZT679319199401')
    expect(value('wallet', 'TXyz1234AbCd')).toBe('TXyz1234AbCd')
  })
  it('normalising again changes nothing', () => {
    const digits = fc.stringMatching(/^[0-9]{1,20}$/)
    const words = fc.oneof(
      fc.string({ maxLength: 24 }),
      fc.string({ unit: 'grapheme', maxLength: 24 }),
      digits,
      fc.emailAddress(),
      fc.domain(),
      fc.ipV4(),
      fc.ipV6(),
      fc.stringMatching(/^[0-9A-Z]{18}$/),
      fc.stringMatching(/^[=' "\t]*[0-9xX -]{8,20}["\t]*$/),
    )
    fc.assert(
      fc.property(fc.constantFrom(...identifierTypes), words, (type, raw) => {
        const once = normaliseIdentifier(type, raw).value
        if (once === null) return
        const again = normaliseIdentifier(type, once)
        // Digits that were kept as text on purpose look destroyed once the wrapper is gone; nothing else may change.
        if (again.flaw !== 'damaged-number') expect(again.value).toBe(once)
      }),
      { numRuns: 4000 },
    )
    fc.assert(
      fc.property(words, (raw) => {
        const once = normaliseName(raw)
        if (once !== null) expect(normaliseName(once)).toBe(once)
      }),
    )
  })
})

describe('words', () => {
  it('names lose the spaces between Chinese characters only', () => {
    expect(normaliseName('闫　秀玉')).toBe('闫秀玉')
    expect(normaliseName(' John  Smith ')).toBe('John Smith')
    expect(normaliseName('-')).toBeNull()
  })
  it('cells with several values are taken apart at separators, not at spaces', () => {
    expect(splitValues('6217 0037 0016 1071 325,6216 6102 4047 8867 914')).toEqual([
      '6217 0037 0016 1071 325',
      '6216 6102 4047 8867 914',
    ])
    expect(splitValues('1；2、3 / 4\n5|6')).toEqual(['1', '2', '3', '4', '5', '6'])
  })
  it('directions follow formats.md; unknown stays unknown', () => {
    for (const word of ['进', '入', '收', '收入', '贷', '贷 Cr', 'C', '存', '转入', '入账', '+'])
      expect(parseDirection(word), word).toBe('in')
    for (const word of ['出', '付', '支', '支出', '借', '借 Dr', 'D', 'O', '取', '转出', '-'])
      expect(parseDirection(word), word).toBe('out')
    for (const word of ['不计收支', '中性交易', '/', '其他'])
      expect(parseDirection(word), word).toBe('neutral')
    for (const word of [
      '短信接收',
      '接收短信',
      '收短信',
      '短信被叫',
      '语音被叫',
      'SMS-MT',
      '彩信：接收',
      '收信',
    ])
      expect(parseDirection(word), word).toBe('in')
    for (const word of ['短信发送', '发短信', '短信主叫', '语音主叫', 'SMS_MO', 'MMS SEND', '呼出电话', '发'])
      expect(parseDirection(word), word).toBe('out')
    for (const word of ['冲正', '短信', 'SMSC', '通话-', '短信费', 'CALL D'])
      expect(parseDirection(word), word).toBe('unknown')
    expect(parseDirection(' ')).toBeNull()
  })
  it('results: only failure is left out, pending is not success', () => {
    for (const word of [
      '成功',
      '交易成功',
      '已入款',
      '已入账',
      '支付成功',
      '提现已到账',
      '等待确认收货',
      '已退款(￥40.00)',
    ])
      expect(parseResult(word), word).toBe('success')
    for (const word of [
      '失败',
      '交易失败',
      '交易关闭',
      '已取消',
      '未通过',
      '失败:余额不足',
      '已冲正',
      'FAILED',
    ])
      expect(parseResult(word), word).toBe('failed')
    // The payment went through; what was given back is told beside it.
    for (const word of ['对方已退还', '已退还']) expect(parseResult(word), word).toBe('success')
    for (const word of [
      '受理中',
      '未受理',
      '待付款',
      '未失败',
      '部分成功',
      '交易成功-未撤销',
      '0',
      '00',
      '1',
      '01',
      '2',
      '02',
      'Y',
      'N',
      '是',
      'S',
      '撤销失败申请',
    ])
      expect(parseResult(word), word).toBe('unknown')
    expect(parseResult('')).toBeNull()
  })
  it('titles stand in 《》 or at the start of a product line', () => {
    expect(titleOf('盗版剧本杀《孤岛回声》', false)).toBe('孤岛回声')
    expect(titleOf('星落城 盒装剧本杀 情感还原 7人本', true)).toBe('星落城')
    expect(titleOf('【正版】盒装剧本杀 云梦泽 6人本', true)).toBe('云梦泽')
  })
  it('headers are compared without their decorations', () => {
    for (const raw of [
      '账号开户时间\t',
      '\ufeff账号开户时间',
      '账 号 开 户 时 间',
      '*账号开户时间*',
      '账号　开户时间',
      '帐号开户时间',
      '賬號開戶時間',
    ])
      expect(cleanHeader(raw), raw).toBe('账号开户时间')
    expect(cleanHeader('金额（元）')).toBe('金额(元)')
    expect(cleanHeader('登陆账号')).toBe('登录账号')
    expect(headerStem('交易金额(分)')).toBe('交易金额')
    expect(headerUnit('交易金额(分)')).toBe('fen')
    expect(headerUnit('金额(万元)')).toBe('wanYuan')
    expect(headerUnit('有效投注(点)')).toBe('points')
    expect(
      ['金额(千元)', '金额(百万元)', '金额(亿元)', '金额/万', '金额(角)', '金额(人民币分)', '金额(元)'].map(
        headerUnit,
      ),
    ).toEqual(['qianYuan', 'baiwanYuan', 'yiYuan', 'wanYuan', 'jiao', 'fen', 'yuan'])
    expect(headerUnit('分数')).toBeNull()
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (raw) => {
        expect(cleanHeader(cleanHeader(raw))).toBe(cleanHeader(raw))
      }),
      { numRuns: 2000 },
    )
  })
  it('entity ids are positive safe integers and differ by kind and key', () => {
    fc.assert(
      fc.property(fc.string(), (key) => {
        const id = entityIdOf('person', key)
        expect(Number.isSafeInteger(id) && id > 0).toBe(true)
      }),
    )
    expect(entityIdOf('person', 'id:1')).not.toBe(entityIdOf('phone', 'id:1'))
    const ids = new Set(
      Array.from({ length: 50_000 }, (_, index) =>
        entityIdOf('bankAccount', `account:62170000000000${index}`),
      ),
    )
    expect(ids.size).toBe(50_000)
  })
})

describe('wallets, handsets and addresses of the net', () => {
  it('check wallets by the published vectors: BIP 173 and 350, EIP-55, base58check of Bitcoin and TRON', () => {
    const good = [
      '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa',
      '3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy',
      'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
      'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0',
      '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
      '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359',
      '0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB',
      '0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb',
      'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t',
    ]
    for (const address of good) expect(flaw('wallet', address), address).toBe(null)
    // One character off, or one case.
    for (const address of good) {
      const at = address.length - 3
      const other = address.startsWith('0x')
        ? `${address.slice(0, 4)}${address.slice(4, 5) === address.slice(4, 5).toUpperCase() ? address.slice(4, 6).toLowerCase() : address.slice(4, 6).toUpperCase()}${address.slice(6)}`
        : `${address.slice(0, at)}${address[at] === 'q' ? 'p' : 'q'}${address.slice(at + 1)}`
      if (other !== address) expect([other, flaw('wallet', other)]).toEqual([other, 'bad-check-digit'])
    }
    expect(value('wallet', '0x5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED')).toBe(
      '0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed',
    )
    expect(flaw('wallet', '0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed')).toBe(null)
    expect(value('wallet', 'BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4')).toBe(
      'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
    )
    // Another chain is kept as it is.
    expect(normaliseIdentifier('wallet', '9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin')).toEqual({
      value: '9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin',
      flaw: null,
    })
  })
  it('take an IMEI of fourteen, fifteen or sixteen digits for one handset', () => {
    // 49-015420-323751-8 is the example of the standard.
    for (const raw of [
      '490154203237518',
      '49-015420-323751-8',
      '49015420323751',
      '4901542032375100',
      '490154203237510',
      "'490154203237518",
    ])
      expect(normaliseIdentifier('imei', raw), raw).toEqual({ value: '490154203237518', flaw: null })
    expect(normaliseIdentifier('imei', '490154203237517')).toEqual({
      value: '490154203237517',
      flaw: 'bad-check-digit',
    })
    expect(normaliseIdentifier('imei', '4.90154E+14')).toEqual({ value: null, flaw: 'damaged-number' })
  })
  it('write an address of the net one way only (RFC 5952)', () => {
    for (const [raw, right] of [
      ['192.168.001.001', '192.168.1.1'],
      ['1.2.3.4:8080', '1.2.3.4'],
      ['2001:0db8:0000:0000:0001:0000:0000:0001', '2001:db8::1:0:0:1'],
      ['2001:DB8::0:1', '2001:db8::1'],
      ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
      ['::', '::'],
      ['::ffff:192.0.2.1', '192.0.2.1'],
      ['[fe80::1%eth0]:443', 'fe80::1'],
      ['fe80::1%eth0', 'fe80::1'],
      ['::1', '::1'],
      ['1:2:3', null],
      ['1::2::3', null],
      ['256.1.1.1', null],
    ] as const)
      expect(value('ip', raw), raw).toBe(right)
  })
  it('know a landline however its country is written', () => {
    for (const raw of ['021-65432109', '(021)65432109', '+86 21 6543 2109', '0086-21-65432109'])
      expect(normaliseIdentifier('phone', raw), raw).toEqual({ value: '02165432109', flaw: null })
  })
})
it.each([
  ['13671234567 13681234567', ['13671234567', '13681234567']],
  ['1367123456713681234567', ['13671234567', '13681234567']],
  ['13671234567（备用）13681234567', ['13671234567', '13681234567']],
  ['13671234567或13681234567', ['13671234567', '13681234567']],
  ['136 7123 4567', ['136 7123 4567']],
  ['8613671234567', ['8613671234567']],
  ['136712345678', ['136712345678']],
])('phones of a cell: %s', (cell, phones) => {
  expect(splitValues(cell, 'phone')).toEqual(phones)
})
it.each([
  ['phone', '13671234567.0', '13671234567', null],
  ['phone', '手机13671234567（本人）', '13671234567', null],
  ['phone', '13671234567（妻子）', '13671234567妻子', 'bad-phone'],
  ['qq', '275512345.0', '275512345', null],
  ['card', '6222021001116245702.0', null, 'damaged-number'],
  ['idNumber', '110105491231002.0', '11010519491231002X', null],
  ['idNumber', '110105194912310021.0', null, 'damaged-number'],
  ['idNumber', '身份证11010519491231002X（已核实）', '11010519491231002X', null],
  ['idNumber', '护照号:E87654320', 'E87654320', null],
  ['idNumber', 'A123456(3)', 'A1234563', null],
  ['idNumber', 'A123456(4)', 'A123456(4)', 'bad-check-digit'],
  ['idNumber', 'H0134657802', 'H01346578', null],
] as const)('%s %s is read as what it is', (type, cell, value, flaw) => {
  expect(normaliseIdentifier(type, cell)).toEqual({ value, flaw })
})
