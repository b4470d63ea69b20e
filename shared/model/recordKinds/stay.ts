import { defineKind, field, format } from './build.ts'

const house = '([\\u4e00-\\u9fa5A-Za-z0-9·]{2,24}(?:酒店|宾馆|旅馆|旅社|旅店|民宿|招待所|客栈))'

export const stay = defineKind({
  id: 'stay', nameZh: '住宿记录', nameEn: 'Stays', icon: 'bed',
  formats: [format('hotel_stay', '旅馆住宿信息', 'Hotel stays', 'C', '旅馆名称|入住时间|房间号', { loose: true })],
  fields: [
    field('name', '姓名', 'Guest', 'name', '旅客姓名|住客姓名|住客|入住人|入住人姓名|入住人员|入住旅客|客人姓名|宾客姓名|住宿人|住宿人姓名|住宿人员|登记人|登记人姓名|旅客', { says: 'fullName|person fullName|customer fullName|register fullName', shown: true, facet: true }),
    field('sex', '性别', 'Sex', 'choice', '', { says: 'sex', choices: { male: ['男', '男性', 'M', '1'], female: ['女', '女性', 'F', '2'] } }),
    field('idType', '证件类型', 'ID type', 'text', '证件种类|证件名称'),
    field('idNumber', '身份证号', 'ID number', 'idNumber', '证件号码|证件号|身份证号码|公民身份号码|旅客证件号码|旅客身份证号|住客证件号码|住客身份证号|入住人身份证号|入住人证件号码|客人证件号码|证件编号', { says: 'idNumber|person idNumber|customer idNumber|register idNumber', shown: true }),
    field('phone', '手机号', 'Phone', 'phone', '联系电话|手机号码|电话|旅客电话|住客电话|入住人电话|预留电话|登记电话|联系方式', { says: 'phone|contact phone|reserve phone|register phone|contact way', multi: true }),
    field('home', '户籍地址', 'Registered address', 'text', '户籍地|户籍所在地|籍贯', { says: 'home|home address|home place' }),
    field('hotel', '旅馆名称', 'Hotel', 'text', '旅馆|酒店名称|酒店|宾馆名称|宾馆|旅店名称|旅店|住宿旅馆|住宿酒店|住宿宾馆|入住旅馆|入住酒店|入住宾馆|入住旅馆名称|入住酒店名称|住宿地点|住宿场所|住宿单位|入住地点|民宿名称|旅馆单位名称|企业名称|HOTEL|HOTELNAME', {
      shown: true, facet: true, context: [{ from: 'sheetName', pattern: house }, { from: 'title', pattern: house }, { from: 'fileName', pattern: house }],
    }),
    field('hotelNumber', '旅馆编码', 'Hotel code', 'serial', '旅馆代码|旅馆编号|酒店编码|酒店编号|宾馆编码'),
    field('hotelAddress', '旅馆地址', 'Hotel address', 'text', '酒店地址|宾馆地址|旅店地址|入住地址|住宿地址|详细地址|旅馆详址'),
    field('hotelPhone', '旅馆电话', 'Hotel phone', 'text', '酒店电话|宾馆电话'),
    field('police', '所属派出所', 'Police station', 'text', '辖区派出所|管辖派出所|管辖单位|所属辖区|管辖机构'),
    field('room', '房间号', 'Room', 'text', '房号|房间|客房号|客房|入住房间|入住房间号|入住房号|房间号码|住宿房间|住宿房号|ROOM|ROOMNO', { shown: true, facet: true }),
    field('checkIn', '入住时间', 'Checked in', 'time', '入住日期|入店时间|入住登记时间|登记入住时间|住宿时间|住宿日期|开始入住时间|开房时间|入住起始时间|登记时间|入住|CHECKIN|CHECKINTIME', { says: 'register time|register date', shown: true }),
    field('checkOut', '退房时间', 'Checked out', 'time', '退房日期|离店时间|离店日期|退宿时间|退住时间|离开时间|离宿时间|住宿结束时间|入住结束时间|退房|离店|CHECKOUT|CHECKOUTTIME', { shown: true }),
    field('planned', '预离时间', 'Leaving planned', 'time', '预计离店时间|预计退房时间'),
    field('fellow', '同住人', 'Fellow guests', 'name', '同住人员|同住人姓名|同住旅客|同住客|同住人员姓名|同房人|同房人员|同房旅客|同宿人|同宿人员|同行人|同行人员|共同入住人', { multi: true, shown: true }),
    field('fellowIdNumber', '同住人身份证号', 'Fellow guests, ID numbers', 'idNumber', '同住人证件号码|同住人员身份证号|同住人员证件号码|同房人身份证号|同房人员身份证号|同宿人身份证号|同行人身份证号', { multi: true }),
    field('source', '来源', 'Source', 'text', '数据来源|信息来源'),
    field('remark', '备注', 'Remark', 'text', '', { says: 'remark' }),
  ],
  plain: 'info',
  needs: [['hotel', 'hotelNumber'], ['room', 'checkIn', 'checkOut'], ['name', 'idNumber']],
  proves: [['room', 'checkOut', 'checkIn'], ['hotel', 'hotelNumber']],
  rowNeeds: [['name', 'idNumber']],
  titleWords: ['住宿', '旅馆', '入住', '开房', '旅客登记', '酒店'],
  timeField: 'checkIn',
  derive: [{ how: 'apart', name: 'name', idNumber: 'idNumber', phone: 'phone' }],
  sameFact: ['name', 'idNumber', 'hotel', 'hotelNumber', 'room', 'checkIn', 'checkOut'], sameFactCore: [['idNumber', 'name'], ['checkIn', 'checkOut']],
  contradicts: { key: ['idNumber', 'hotel', 'checkIn'], differ: ['name', 'room', 'checkOut'], acrossSheets: true },
  roles: [
    { role: 'guest', kind: 'person', nameZh: '旅客', nameEn: 'Guest', label: 'name', keys: [{ identifier: 'id', fields: ['idNumber'] }, { identifier: 'name', fields: ['name'], within: 'sheet' }], identifiers: [{ kind: 'idNumber', field: 'idNumber' }, { kind: 'phone', field: 'phone' }], attributes: ['name', 'sex', 'home'] },
    { role: 'hotel', kind: 'place', nameZh: '旅馆', nameEn: 'Hotel', keys: [{ identifier: 'place', fields: ['hotel'] }], attributes: ['hotelAddress', 'hotelNumber', 'hotelPhone'] },
    { role: 'fellow', kind: 'person', nameZh: '同住人', nameEn: 'Fellow guest', multi: true, keys: [{ identifier: 'id', fields: ['fellowIdNumber'] }, { identifier: 'name', fields: ['fellow'], within: 'sheet' }] },
    { role: 'phone', kind: 'phone', nameZh: '手机号', nameEn: 'Phone', multi: true, keys: [{ identifier: 'phone', fields: ['phone'] }], identifiers: [{ kind: 'phone', field: 'phone' }] },
  ],
  links: [
    { id: 'staysAt', linkKind: 'staysAt', from: 'guest', to: 'hotel', time: 'checkIn' },
    { id: 'fellow', linkKind: 'accompanies', from: 'guest', to: 'fellow', time: 'checkIn' },
    { id: 'phone', linkKind: 'uses', from: 'guest', to: 'phone', time: 'checkIn' },
  ],
})
