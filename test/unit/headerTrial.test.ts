/** A second trial of header spellings, made after the vocabulary was built: what each becomes in a table whose other headers are known. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { RawRow } from '../../electron/engine/import/formats/cells.ts'
import { recogniseSheet } from '../../electron/engine/import/recognise/recognise.ts'
import { recordKinds } from '../../shared/model/recordKinds/index.ts'
import { sweep } from '../helpers/headerSweep.ts'

type Column = readonly [field: string, header: string, values: readonly string[]]
const names = ['孙三', '李四', '周建国', '吴敏']
const ids = ['11010519491231002X', '440524188001010014']
const times = ['2023-05-01 10:12:30', '2023-05-02 11:12:31', '2023-05-03 12:12:32']
const days = ['2019-05-01', '2019-05-02', '2019-05-03']
const places = ['上海市浦东新区世纪大道100号', '江苏省南京市鼓楼区中山路88号']
/** Tables of kinds that the sweep has none of. */
const further: Readonly<Record<string, readonly Column[]>> = {
  stay: [
    ['name', '姓名', names],
    ['idNumber', '身份证号', ids],
    ['hotel', '旅馆名称', ['如家酒店人民路店', '汉庭酒店']],
    ['hotelAddress', '旅馆地址', places],
    ['room', '房间号', ['301', '1205']],
    ['checkIn', '入住时间', times],
    ['checkOut', '退房时间', ['2023-05-02 08:00:00', '2023-05-03 08:00:00', '2023-05-04 08:00:00']],
  ],
  journey: [
    ['name', '姓名', names],
    ['idNumber', '身份证号', ids],
    ['number', '车次/航班号', ['G123', 'MU5101']],
    ['from', '出发站', ['上海虹桥', '南京南']],
    ['to', '到达站', ['北京南', '杭州东']],
    ['departure', '出发时间', times],
    ['seat', '座位号', ['05A', '12F']],
  ],
  passage: [
    ['plate', '车牌号', ['沪A12345', '苏B6789Z']],
    ['time', '过车时间', times],
    ['gate', '卡口名称', ['世纪大道卡口', '中山路卡口']],
    ['direction', '行驶方向', ['由东向西', '由南向北']],
  ],
  message: [
    ['senderWechat', '发送人微信号', ['wxid_a1b2c3d4', 'zhao_yi88']],
    ['receiverWechat', '接收人微信号', ['tom_cat_99', 'wxid_z9y8x7']],
    ['time', '发送时间', times],
    ['content', '内容', ['货到了吗', '明天发货', '好的']],
    ['group', '群名称', ['工作群', '']],
    ['messageType', '消息类型', ['文本', '图片']],
  ],
  company: [
    ['name', '企业名称', ['某印刷有限公司', '某文化有限公司']],
    ['creditCode', '统一社会信用代码', ['91310115MA1K3ABC1D', '91310115MA1K3ABC2B']],
    ['representative', '法定代表人', names],
    ['established', '成立日期', days],
    ['address', '注册地址', places],
    ['capital', '注册资本', ['1000000', '500000']],
  ],
  vehicleRegister: [
    ['plate', '号牌号码', ['沪A12345', '苏B6789Z']],
    ['owner', '机动车所有人', names],
    ['ownerId', '所有人证件号码', ids],
    ['brand', '车辆品牌', ['大众', '丰田']],
    ['vin', '车辆识别代号', ['LSVAM4187C2184847', 'LSVAM4187C2184848']],
    ['registered', '初次登记日期', days],
  ],
}
function inTable(kind: string, columns: readonly Column[], place: number, text: string): string {
  const lines = [
    columns.map(([, header], at) => (at === place ? text : header)),
    ...Array.from({ length: 6 }, (_, row) =>
      columns.map(([, , values]) => values[row % values.length] ?? ''),
    ),
  ]
  const read = recogniseSheet(
    lines.map((cells, index): RawRow => ({ row: index + 1, cells, marks: null })),
    {
      index: 0,
      name: 'Sheet1',
      hidden: false,
      named: true,
      fileName: '数据.xlsx',
      path: '',
      complete: true,
      date1904: false,
    },
    recordKinds,
  )
  if (read.kind === null) return 'lost'
  if (read.skip === 'undecided') return 'waits'
  if (read.kind !== kind) return 'otherKind'
  const field = read.columns.find(({ column }) => column === place)?.field ?? null
  return field === null ? 'dropped' : field === columns[place]?.[0] ? 'right' : 'wrong'
}
const order = ['right', 'waits', 'dropped', 'wrongTold', 'wrong', 'disturbs', 'otherKind', 'lost']

test('nine of ten are right, the others are told, none is wrong', { timeout: 120_000 }, () => {
  const lines = readFileSync(join(import.meta.dirname, '../fixtures/headers/trial.txt'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
  const outcomes = lines.map((line) => {
    const [, kind = '', fields = '', text = ''] = /^(\w+)\.([^:]+): (.*)$/.exec(line) ?? []
    const wanted = fields.split('|')
    const found = wanted.flatMap((field) => {
      const own = (further[kind] ?? []).findIndex(([id]) => id === field)
      if (own >= 0) return [inTable(kind, further[kind] ?? [], own, text)]
      return sweep([{ kind, field, text, heldOut: true }]).map(({ outcome, got }) =>
        wanted.includes(got.split('.')[1] ?? '') ? 'right' : outcome,
      )
    })
    // A spelling that several fields may take is asked in the place of each.
    return { text, outcome: order.find((outcome) => found.includes(outcome)) ?? 'lost' }
  })
  const counted = Object.groupBy(outcomes, ({ outcome }) => outcome)
  const told = new Set(['right', 'waits', 'dropped'])
  expect(outcomes.filter(({ outcome }) => !told.has(outcome))).toEqual([])
  expect(outcomes.length).toBe(158)
  expect(counted['right']?.length).toBeGreaterThanOrEqual(146)
})
