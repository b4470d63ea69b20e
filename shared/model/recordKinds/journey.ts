import { defineKind, field, format } from './build.ts'
import { currencyField } from './currencyField.ts'

const way = '(铁路|火车|高铁|动车|列车|民航|航班|飞机|乘机|客运|大巴|汽车票|轮渡|客轮)'

/** Tickets: who went from where to where with which train, flight or coach. */
export const journey = defineKind({
  id: 'journey', nameZh: '出行记录', nameEn: 'Journeys', icon: 'route',
  formats: [
    format('rail_ticket', '铁路客票信息', 'Rail tickets', 'C', '车次|发站|到站|乘车日期', { loose: true }),
    format('flight_ticket', '民航订票/离港信息', 'Flights', 'C', '航班号|起飞机场|到达机场', { loose: true }),
  ],
  fields: [
    field('name', '姓名', 'Passenger', 'name', '旅客姓名|乘客姓名|乘客|乘车人|乘车人姓名|乘机人|乘机人姓名|旅客|旅客名称|出行人|出行人姓名|购票人|购票人姓名', { says: 'fullName|traveller|traveller fullName|person fullName|customer fullName', shown: true, facet: true }),
    field('idType', '证件类型', 'ID type', 'text', '证件种类'),
    field('idNumber', '身份证号', 'ID number', 'idNumber', '证件号码|证件号|身份证号码|公民身份号码|旅客证件号|旅客证件号码|旅客身份证号|乘客证件号码|乘车人证件号码|乘车人身份证号|乘机人证件号码|乘机人身份证号', { says: 'idNumber|traveller idNumber|person idNumber|customer idNumber', shown: true }),
    field('phone', '手机号', 'Phone', 'phone', '联系电话|手机号码|电话|旅客电话|订票电话|预留电话|联系方式|购票手机号', { says: 'phone|traveller phone|traveller contact phone|contact phone|reserve phone|contact way', multi: true }),
    field('mode', '交通方式', 'By', 'choice', '出行方式|交通工具|出行类型|运输方式', {
      facet: true, shown: true,
      choices: { train: ['铁路', '火车', '高铁', '动车', '列车'], flight: ['民航', '航班', '飞机', '航空', '乘机'], coach: ['客运', '大巴', '汽车', '汽车票', '长途汽车', '客车'], ship: ['轮渡', '客轮', '轮船', '船'] },
      context: [{ from: 'title', pattern: way }, { from: 'sheetName', pattern: way }, { from: 'fileName', pattern: way }],
    }),
    field('train', '车次', 'Train', 'serial', '列车车次|列车次|乘坐车次|车次号|班次|客车班次|TRAINNO', { says: 'train' }),
    field('flight', '航班号', 'Flight', 'serial', '航班|航班编号|航班号码|乘坐航班|实际航班号|FLIGHT|FLIGHTNO', { says: 'flight' }),
    field('number', '车次/航班号', 'Train or flight', 'serial', '车次(航班)|车次航班|航班/车次|车次/航班|班次号|航次', { says: 'train flight', shown: true, facet: true }),
    field('carriage', '车厢号', 'Carriage', 'text', '车厢|车厢号码'),
    field('seat', '座位号', 'Seat', 'text', '座位|席位号|座号|坐席号|席位|座席号|铺位', { shown: true }),
    field('seatClass', '席别', 'Class', 'text', '座位等级|舱位|舱位等级|席位等级|坐席类型|座位类型', { facet: true }),
    field('ticket', '票号', 'Ticket', 'serial', '车票号|客票号|机票号|电子客票号|票证号|票据号|车票票号'),
    field('order', '订单号', 'Booking', 'serial', '订座记录编号|订座编码|PNR|订票单号|购票订单号|记录编号'),
    field('from', '出发站', 'From', 'text', '发站|始发站|乘车站|上车站|上车站点|出发车站|出发地|出发城市|始发地|起点站|起飞机场|出发机场|始发机场|起飞城市|起飞航站|出发航站|起飞站|登机机场|出发港|离港机场', { says: 'depart stop|depart place', shown: true, facet: true }),
    field('to', '到达站', 'To', 'text', '到站|下车站|下车站点|到达车站|到达地|到达城市|目的站|目的地|终点站|终到站|到达机场|降落机场|目的机场|落地机场|到达航站|降落城市|抵达机场|抵达城市|到达港|进港机场', { says: 'arrive stop|arrive place|target stop|target arrive stop|target place', shown: true, facet: true }),
    field('departure', '出发时间', 'Departure', 'time', '乘车时间|开车时间|发车时间|起飞时间|计划起飞时间|实际起飞时间|离港时间|乘机时间|出行时间|始发时间|航班时间|上车时间', { says: 'depart time|depart dateTime', shown: true }),
    field('date', '出发日期', 'Date', 'time', '乘车日期|开车日期|发车日期|乘机日期|起飞日期|航班日期|离港日期|出行日期|始发日期'),
    field('arrival', '到达时间', 'Arrival', 'time', '降落时间|抵达时间|到站时间|落地时间|进港时间|到达日期|计划到达时间|实际到达时间|下车时间'),
    field('boughtAt', '购票时间', 'Bought at', 'time', '订票时间|售票时间|出票时间|出票日期|订座时间|购票日期|订票日期|售票日期'),
    field('boughtWhere', '售票处', 'Sold by', 'text', '售票点|售票站|售票窗口|订票渠道|购票渠道|购票方式|订座部门|出票代理|售票方式'),
    field('fare', '票价', 'Fare', 'money', '票面价|票面金额|票价(元)|机票价格', { summed: true }),
    currencyField(),
    field('status', '客票状态', 'Ticket state', 'text', '车票状态|票状态|机票状态|旅客状态|乘机状态|值机状态|检票状态|是否乘机|是否值机|是否登机|退改状态', { facet: true, shown: true }),
    field('baggage', '行李', 'Baggage', 'text', '行李件数|托运行李|行李牌号|行李信息'),
    field('fellow', '同行人', 'Fellow travellers', 'name', '同行人员|同行人姓名|同行旅客|同行人员姓名|同乘人|同乘人员', { multi: true, shown: true }),
    field('fellowIdNumber', '同行人身份证号', 'Fellow travellers, ID numbers', 'idNumber', '同行人证件号码|同行人员身份证号|同行人员证件号码|同乘人身份证号', { multi: true }),
    field('remark', '备注', 'Remark', 'text', '', { says: 'remark' }),
  ],
  plain: 'info',
  needs: [['number', 'train', 'flight'], ['from', 'to'], ['name', 'idNumber'], ['departure', 'date']],
  rowNeeds: [['name', 'idNumber'], ['from', 'to', 'number']],
  titleWords: ['铁路', '火车', '民航', '航班', '乘机', '乘车', '客票', '出行', '购票', '离港'],
  timeField: 'departure', amountField: 'fare', currency: { field: 'currency', amounts: ['fare'] },
  derive: [
    { how: 'joinClock', date: 'date', time: 'departure' },
    { how: 'fallback', from: ['flight', 'train'], into: 'number' },
    { how: 'constant', into: 'mode', value: 'flight', when: { field: 'flight' } },
    { how: 'apart', name: 'name', idNumber: 'idNumber', phone: 'phone' },
  ],
  sameFact: ['name', 'idNumber', 'number', 'departure', 'from', 'to', 'carriage', 'seat', 'ticket', 'status'], sameFactCore: [['idNumber', 'name'], ['departure'], ['number']],
  roles: [
    { role: 'passenger', kind: 'person', nameZh: '旅客', nameEn: 'Passenger', label: 'name', keys: [{ identifier: 'id', fields: ['idNumber'] }, { identifier: 'name', fields: ['name'], within: 'sheet' }], identifiers: [{ kind: 'idNumber', field: 'idNumber' }, { kind: 'phone', field: 'phone' }], attributes: ['name'] },
    { role: 'from', kind: 'place', nameZh: '出发站', nameEn: 'From', keys: [{ identifier: 'place', fields: ['from'] }] },
    { role: 'to', kind: 'place', nameZh: '到达站', nameEn: 'To', keys: [{ identifier: 'place', fields: ['to'] }] },
    { role: 'fellow', kind: 'person', nameZh: '同行人', nameEn: 'Fellow traveller', multi: true, keys: [{ identifier: 'id', fields: ['fellowIdNumber'] }, { identifier: 'name', fields: ['fellow'], within: 'sheet' }] },
    { role: 'phone', kind: 'phone', nameZh: '手机号', nameEn: 'Phone', multi: true, keys: [{ identifier: 'phone', fields: ['phone'] }], identifiers: [{ kind: 'phone', field: 'phone' }] },
  ],
  links: [
    { id: 'departs', linkKind: 'departs', from: 'passenger', to: 'from', time: 'departure' },
    { id: 'arrives', linkKind: 'arrives', from: 'passenger', to: 'to', time: 'departure' },
    { id: 'fellow', linkKind: 'accompanies', from: 'passenger', to: 'fellow', time: 'departure' },
    { id: 'phone', linkKind: 'uses', from: 'passenger', to: 'phone', time: 'departure' },
  ],
})
