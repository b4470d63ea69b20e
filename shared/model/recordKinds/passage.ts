import { defineKind, field, format } from './build.ts'

/** Vehicles seen by cameras and gates (卡口). */
export const passage = defineKind({
  id: 'passage', nameZh: '卡口过车', nameEn: 'Vehicle passages', icon: 'car',
  formats: [format('gate_passage', '卡口过车记录', 'Gate passages', 'C', '车牌号|过车时间|卡口名称', { loose: true })],
  fields: [
    field('number', '序号', 'No.', 'serial', '过车编号|记录编号|过车流水号'),
    field('plate', '车牌号', 'Plate', 'plate', '车牌|车牌号码|号牌号码|号牌|车辆号牌|机动车号牌|车牌照|车牌照号', { says: 'plate', shown: true, facet: true }),
    field('plateType', '号牌种类', 'Plate type', 'text', '车牌种类|号牌类型|车牌类型|车牌颜色|号牌颜色', { facet: true }),
    field('time', '过车时间', 'Passed at', 'time', '通过时间|经过时间|抓拍时间|通行时间|经过卡口时间|卡口时间|过车日期|拍摄时间|采集时间|行经时间|过卡时间|识别时间|出入时间|入场时间|PASSTIME', { shown: true }),
    field('gate', '卡口名称', 'Gate', 'text', '卡口|卡口地点|卡口位置|卡点|卡点名称|卡口点位|抓拍地点|抓拍点位|抓拍位置|过车地点|经过地点|通过地点|通行地点|点位名称|监控点|监控点名称|监控点位|路口名称|路口|收费站|收费站名称|行经地点|采集地点|停车场|停车场名称', { shown: true, facet: true }),
    field('gateNumber', '卡口编号', 'Gate no.', 'serial', '卡口代码|点位编号|设备编号|监控点编号|设备编码'),
    field('direction', '行驶方向', 'Heading', 'text', '方向|车辆方向|行车方向|通行方向|方向类型|进出方向', { shown: true, facet: true }),
    field('lane', '车道', 'Lane', 'text', '车道号|车道编号'),
    field('speed', '车速', 'Speed (km/h)', 'decimal', '速度|行驶速度|车速(KM/H)', { scale: 1 }),
    field('vehicleType', '车辆类型', 'Vehicle type', 'text', '车型|车辆种类'),
    field('brand', '车辆品牌', 'Make', 'text', '品牌|车辆型号|车标'),
    field('colour', '车身颜色', 'Colour', 'text', '车辆颜色|颜色'),
    field('owner', '车主', 'Owner', 'name', '机动车所有人|车辆所有人|所有人|车主姓名'),
    field('driver', '驾驶人', 'Driver', 'name', '驾驶员|司机|驾驶人姓名'),
    field('driverIdNumber', '驾驶人身份证号', 'Driver ID number', 'idNumber', '驾驶员身份证号|司机身份证号|驾驶人证件号码'),
    field('longitude', '经度', 'Longitude', 'decimal', '卡口经度', { scale: 6 }),
    field('latitude', '纬度', 'Latitude', 'decimal', '卡口纬度', { scale: 6 }),
    field('image', '图片', 'Picture', 'text', '图片地址|抓拍图片|图片路径|过车图片'),
    field('remark', '备注', 'Remark', 'text', '', { says: 'remark' }),
  ],
  plain: 'info',
  needs: [['plate'], ['time'], ['gate', 'gateNumber']],
  rowNeeds: [['plate'], ['time']],
  titleWords: ['卡口', '过车', '车辆轨迹', '行车轨迹', '通行记录', '抓拍'],
  timeField: 'time',
  sameFact: ['plate', 'time', 'gate', 'gateNumber', 'lane', 'direction'], sameFactCore: [['plate'], ['time']],
  roles: [
    { role: 'vehicle', kind: 'vehicle', nameZh: '车辆', nameEn: 'Vehicle', keys: [{ identifier: 'plate', fields: ['plate'] }], identifiers: [{ kind: 'plate', field: 'plate' }], attributes: ['vehicleType', 'brand', 'colour'] },
    { role: 'gate', kind: 'place', nameZh: '卡口', nameEn: 'Gate', keys: [{ identifier: 'place', fields: ['gate'] }] },
    { role: 'driver', kind: 'person', nameZh: '驾驶人', nameEn: 'Driver', label: 'driver', keys: [{ identifier: 'id', fields: ['driverIdNumber'] }, { identifier: 'name', fields: ['driver'], within: 'sheet' }], identifiers: [{ kind: 'idNumber', field: 'driverIdNumber' }], attributes: ['driver'] },
  ],
  links: [
    { id: 'passes', linkKind: 'passes', from: 'vehicle', to: 'gate', time: 'time' },
    { id: 'drives', linkKind: 'uses', from: 'driver', to: 'vehicle', time: 'time' },
  ],
})
