/** Record kinds from the file to the link: rows in, records and links out, a second copy adds nothing, other spellings are read alike, look-alikes are not taken. */
import { expect, test } from 'vitest'
import { importCase } from './importCase.ts'
import { readSheet } from '../helpers/readSheet.ts'

interface KindCase {
  readonly kind: string
  readonly file: string
  readonly lines: readonly string[]
  /** What the first row is read as, in part. */
  readonly first: Readonly<Record<string, string | number>>
  /** `linkKind: from > to ×records`, sorted. */
  readonly links: readonly string[]
  /** The same columns under other names. */
  readonly spellings: readonly string[]
  /** Tables that look like it, with what they are. */
  readonly others: readonly (readonly [kind: string, ...lines: readonly string[]])[]
}
const [zhao, qian, sun] = ['11010519491231002X', '440524188001010014', '330102199001011232']

const kinds: readonly KindCase[] = [
  {
    kind: 'relation',
    file: '人员关系.csv',
    lines: [
      '姓名,身份证号,关系,关系人,关系人身份证号,关系人电话,起始时间,来源',
      `赵一明,${zhao},夫妻,钱二芳,${qian},13800138001,2010-05-01,户籍`,
      `赵一明,${zhao},股东,城东文化有限公司,,,2018-01-01,工商`,
      `赵一明,${zhao},同乡,孙三,,,,讯问笔录`,
    ],
    first: {
      name: '赵一明',
      idNumber: zhao,
      relation: '夫妻',
      otherName: '钱二芳',
      otherIdNumber: qian,
      otherPhone: '13800138001',
      from: '2010-05-01',
      source: '户籍',
    },
    links: [
      'relatedTo: 赵一明 > 城东文化有限公司 ×1',
      'relatedTo: 赵一明 > 孙三 ×1',
      'relatedTo: 赵一明 > 钱二芳 ×1',
      'uses: 钱二芳 > 13800138001 ×1',
    ],
    spellings: [
      '人员A,人员A身份证号,关系类型,人员B,人员B身份证号,人员B手机号,开始时间,信息来源',
      '主体姓名,主体证件号码,与本人关系,关联人姓名,关联人证件号码,关联人手机号,建立时间,依据',
      '本人姓名,本人身份证号,亲属关系,家庭成员姓名,家庭成员身份证号,家庭成员电话,起始日期,数据来源',
    ],
    others: [
      [
        'personRegister',
        '姓名,身份证号,与户主关系,户籍地址,联系电话',
        `赵一明,${zhao},户主,上海市,13800138001`,
        `钱二芳,${qian},妻,上海市,13800138002`,
      ],
    ],
  },
  {
    kind: 'message',
    file: '微信聊天记录.csv',
    lines: [
      '序号,发送人昵称,发送人账号,接收人昵称,接收人账号,群名称,群号,消息类型,消息内容,发送时间,删除状态',
      '1,老赵,wxid_zhao1234,小钱,wxid_qian5678,,,文本,货到了吗,2023-05-01 10:00:00,正常',
      '2,小钱,wxid_qian5678,老赵,wxid_zhao1234,,,文本,到了,2023-05-01 10:01:00,正常',
      '3,老赵,wxid_zhao1234,,,发货群,123456@chatroom,文本,今天发五百套,2023-05-01 11:00:00,已删除',
      '4,小钱,wxid_qian5678,老赵,wxid_zhao1234,,,文本,好,2023-05-01 10:01:00,正常',
    ],
    first: {
      app: 'wechat',
      time: '2023-05-01 10:00:00',
      direction: 'out',
      senderAccount: 'wxid_zhao1234',
      ownAccount: 'wxid_zhao1234',
      counterAccount: 'wxid_qian5678',
      content: '货到了吗',
      messageType: '文本',
      deleted: '正常',
    },
    links: [
      'memberOf: wxid_zhao1234 > 发货群 ×1',
      'messages: wxid_qian5678 > wxid_zhao1234 ×2',
      'messages: wxid_zhao1234 > wxid_qian5678 ×1',
    ],
    spellings: [
      '序号,发送者昵称,发送者ID,接收者昵称,接收者ID,群聊名称,群ID,内容类型,聊天内容,时间,是否删除',
      '序号,发送方,发送方账号,接收方,接收方账号,群组名称,群组ID,信息类型,内容,聊天时间,数据状态',
      '序号,发件人姓名,发件人账户,收件人姓名,收件人账户,所属群,群账号,媒体类型,正文,消息时间,删除标记',
    ],
    others: [
      [
        'tip',
        '线索编号,举报时间,举报内容,举报人,举报人电话,被举报人',
        'X1,2023-05-01,卖盗版书,张三,13800138001,李四',
        'X2,2023-05-02,卖盗版书,王五,13800138002,李四',
      ],
      [
        'waybill',
        '运单号,寄件人,寄件人电话,收件人,收件人电话,收件地址,托寄内容,寄件时间',
        'SF1234567890123,张三,13800138001,李四,13900139002,上海市,书,2023-05-01 10:00:00',
        'SF1234567890124,张三,13800138001,王五,13900139003,上海市,书,2023-05-01 10:00:00',
      ],
    ],
  },
  {
    kind: 'message',
    file: '导出.csv',
    lines: [
      '本机号码,对方号码,对方姓名,收发类型,短信内容,时间',
      '13800138001,13900139002,张三,接收,验证码 1234,2023-05-01 10:00:00',
      '13800138001,13900139002,张三,发送,收到,2023-05-01 10:01:00',
    ],
    first: {
      app: 'sms',
      ownPhone: '13800138001',
      counterPhone: '13900139002',
      counterName: '张三',
      direction: 'in',
      content: '验证码 1234',
    },
    links: ['messages: 13800138001 > 13900139002 ×1', 'messages: 13900139002 > 13800138001 ×1'],
    spellings: [
      '机主号码,对端号码,对方名称,收发,短信正文,短信时间',
      '本人手机号,对方手机号码,联系人姓名,方向,短消息内容,收发时间',
      '本机手机号,联系人号码,联系人,短信类型,短信内容,日期时间',
    ],
    others: [
      [
        'call',
        '本机号码,对方号码,呼叫类型,通话开始时间,通话时长',
        '13800138001,13900139002,主叫,2023-05-01 10:00:00,30',
        '13800138001,13900139002,被叫,2023-05-01 11:00:00,30',
      ],
    ],
  },
  {
    kind: 'stay',
    file: '住宿.csv',
    lines: [
      '姓名,身份证号,旅馆名称,旅馆地址,房间号,入住时间,退房时间,同住人',
      `赵一明,${zhao},城东宾馆,城东路1号,305,2023-05-01 14:00:00,2023-05-02 11:00:00,孙三、李四`,
      `钱二芳,${qian},城东宾馆,城东路1号,306,2023-05-01 14:05:00,2023-05-02 11:00:00,`,
    ],
    first: {
      name: '赵一明',
      idNumber: zhao,
      hotel: '城东宾馆',
      hotelAddress: '城东路1号',
      room: '305',
      checkIn: '2023-05-01 14:00:00',
      checkOut: '2023-05-02 11:00:00',
      fellow: '孙三\n李四',
    },
    links: [
      'accompanies: 赵一明 > 孙三 ×1',
      'accompanies: 赵一明 > 李四 ×1',
      'staysAt: 赵一明 > 城东宾馆 ×1',
      'staysAt: 钱二芳 > 城东宾馆 ×1',
    ],
    spellings: [
      '旅客姓名,证件号码,酒店名称,酒店地址,房号,入住日期,离店时间,同住人员',
      '入住人,入住人身份证号,宾馆,宾馆地址,客房号,登记入住时间,退宿时间,同房人',
      '住客姓名,住客证件号码,旅馆,旅店地址,入住房间,入店时间,离店日期,同宿人员',
    ],
    others: [
      [
        'personRegister',
        '姓名,身份证号,手机号码,户籍地址,抓获时间,抓获地点',
        `赵一明,${zhao},13800138001,上海市,2023-05-01 14:00:00,城东宾馆305`,
        `钱二芳,${qian},13800138002,上海市,2023-05-01 14:00:00,城东宾馆305`,
      ],
    ],
  },
  {
    kind: 'journey',
    file: '出行.csv',
    lines: [
      '旅客姓名,证件号码,车次,发站,到站,乘车日期,开车时间,车厢号,座位号,票价',
      `赵一明,${zhao},G12,上海虹桥,北京南,2023-05-01,10:00:00,03,12A,553.00`,
      `孙三,${sun},G12,上海虹桥,北京南,2023-05-01,10:00:00,03,12B,553.00`,
    ],
    first: {
      name: '赵一明',
      idNumber: zhao,
      number: 'G12',
      from: '上海虹桥',
      to: '北京南',
      departure: '2023-05-01 10:00:00',
      carriage: '03',
      seat: '12A',
      fare: 55_300,
    },
    links: [
      'arrives: 孙三 > 北京南 ×1',
      'arrives: 赵一明 > 北京南 ×1',
      'departs: 孙三 > 上海虹桥 ×1',
      'departs: 赵一明 > 上海虹桥 ×1',
    ],
    spellings: [
      '乘车人,乘车人身份证号,列车车次,始发站,终到站,发车日期,发车时间,车厢,席位号,票面价',
      '乘机人,乘机人证件号码,航班号,起飞机场,降落机场,航班日期,起飞时间,车厢号码,座位,机票价格',
      '姓名,身份证号,班次,上车站,下车站,出行日期,出行时间,车厢号,座号,票价(元)',
    ],
    others: [
      [
        'waybill',
        '运单号,寄件人,寄件手机,始发地,收件人,收件手机,目的地,寄件时间',
        'SF1234567890123,张三,13800138001,上海市,李四,13900139002,北京市,2023-05-01 10:00:00',
        'SF1234567890124,张三,13800138001,上海市,李四,13900139002,北京市,2023-05-01 10:00:00',
      ],
    ],
  },
  {
    kind: 'passage',
    file: '过车.csv',
    lines: [
      '车牌号,号牌种类,过车时间,卡口名称,行驶方向,车道',
      '沪A12345,小型汽车,2023-05-01 10:00:00,城东收费站,由东向西,1',
      '沪A12345,小型汽车,2023-05-01 12:00:00,城西收费站,由西向东,2',
    ],
    first: {
      plate: '沪A12345',
      time: '2023-05-01 10:00:00',
      gate: '城东收费站',
      direction: '由东向西',
      lane: '1',
    },
    links: ['passes: 沪A12345 > 城东收费站 ×1', 'passes: 沪A12345 > 城西收费站 ×1'],
    spellings: [
      '号牌号码,号牌类型,通过时间,卡口,行车方向,车道号',
      '车牌号码,车牌类型,抓拍时间,抓拍地点,方向,车道编号',
      '车辆号牌,车牌颜色,经过时间,点位名称,车辆方向,车道',
    ],
    others: [
      [
        'personRegister',
        '姓名,身份证号,车牌号,手机号码,现住址',
        `赵一明,${zhao},沪A12345,13800138001,上海市`,
        `钱二芳,${qian},沪A12346,13800138002,上海市`,
      ],
    ],
  },
]

test.each(kinds.map((entry) => [entry.kind, entry.spellings[0] ?? '', entry] as const))(
  '%s (%s)',
  async (_, __, entry) => {
    const { engine, give } = await importCase()
    const text = `${entry.lines.join('\r\n')}\r\n`
    const batch = await engine.call('import.run', { fileId: give(entry.file, text) })
    expect(batch.sheets.map(({ kind }) => kind)).toEqual([entry.kind])
    expect(batch.reconciliation).toMatchObject({ accepted: entry.lines.length - 1, rejected: 0 })
    const told = async () => {
      const { rows } = await engine.call('links.list', { offset: 0, limit: 100 })
      const linked = rows.map(
        ({ linkKind, from, to, count }) => `${linkKind}: ${from.label} > ${to.label} ×${count}`,
      )
      return linked.sort()
    }
    expect(await told()).toEqual([...entry.links].sort())
    // Nothing of it is money of the case.
    const measures = await engine.call('measures.list', {})
    // A second copy, with a column more, adds nothing.
    await engine.call('import.run', {
      fileId: give(
        `副本${entry.file}`,
        `${entry.lines.map((line, index) => `${line},${index === 0 ? '备注' : ''}`).join('\r\n')}\r\n`,
      ),
    })
    expect(await told()).toEqual([...entry.links].sort())
    const counted = await engine.call('records.totals', { scope: { kind: entry.kind } })
    expect([counted.count, counted.counted]).toEqual([(entry.lines.length - 1) * 2, entry.lines.length - 1])
    expect(await engine.call('measures.list', {})).toEqual(measures)
  },
)
test.each(
  kinds.flatMap((entry) =>
    [entry.lines[0] ?? '', ...entry.spellings].map((header) => [entry.kind, header, entry] as const),
  ),
)('%s: %s', (kind, header, entry) => {
  const read = readSheet([header, ...entry.lines.slice(1)], { fileName: entry.file, path: '', named: false })
  expect(read.kind).toBe(kind)
  expect(read.rows.at(0)?.values).toMatchObject(entry.first)
})
test.each(
  kinds.flatMap((entry) =>
    entry.others.map(([kind, ...lines]) => [kind, lines[0] ?? '', entry, lines] as const),
  ),
)('%s stays what it is: %s', (kind, _, entry, lines) => {
  expect(readSheet(lines, { fileName: entry.file, path: '' }).kind).toBe(kind)
})
