import { defineKind, field, format } from './build.ts'
import { siteField } from './site.ts'

export const login = defineKind({
  id: 'login', nameZh: '登录日志', nameEn: 'Logins', icon: 'log-in',
  formats: [format('alipay_dz_login', '支付宝调证-登陆日志', 'Alipay return: login log', 'A', '登陆账号|客户端ip|操作发生时间')],
  fields: [
    field('account', '登录账号', 'Login', 'siteAccount', '账号|用户名|会员账号|微信号|登录名', { says: 'account|login account|user|user account|user number|user name|userName|login user|login userName|login number|member|login member|member name|member account|member number|login person|holder|login name|account name', shown: true, facet: true, context: [{ from: 'path', pattern: 'IPHONE/(1\\d{10})' }, { from: 'fileName', pattern: 'WX登录轨迹[_-]?(\\w+)' }],
    }),
    siteField('平台|平台名称|所属平台'),
    field('payment', '支付宝用户ID', 'Payment account', 'alipay', '用户ID|支付宝用户id', { says: 'alipay' }),
    field('name', '账户名', 'Name', 'name', '账户名称|姓名'),
    field('ip', '客户端IP', 'IP address', 'ip', 'IP|登录IP|IP地址|登录IP地址', { says: 'ip|login ip|visit ip|user ip|customer ip|login time ip|device ip', shown: true, facet: true }),
    field('time', '操作发生时间', 'Time', 'time', '时间|登录时间|操作时间', { says: 'time|date|dateTime|login time|login date|visit time|visit date|online time|handler time|handler date|last login time|occur time|login dateTime|register time', shown: true }),
    field('place', '登录地', 'Place', 'text', 'IP归属地|登录地点|地区', { says: 'place|login place|ip belongs place|ip place belongs|login address|ip place|ip address|home2|ip home2|ip belongs|ip region|login region|ip home2 place|address', facet: true, shown: true }),
    field('device', '设备', 'Device', 'text', '设备型号|终端|登录设备', { says: 'device|device name|device model|login device|device type|terminal type|terminal model|login device model|phone model|model|login terminal|terminal|device info|terminal device' }),
    field('deviceNumber', 'IMEI', 'IMEI', 'imei', '设备号|设备标识', { says: 'imei|deviceNumber|device imei|device number|terminalNo|device serial' }),
    field('mac', 'MAC地址', 'MAC address', 'mac', 'MAC'),
    field('queryKey', '对应的协查数据', 'Queried key', 'text', ''),
    field('remark', '备注', 'Remark', 'text', '', { says: 'remark|explain' }),
  ],
  plain: 'login user info',
  needs: [['ip'], ['time'], ['account', 'payment', 'name', 'deviceNumber', 'queryKey', 'place']],
  rowNeeds: [['ip']],
  titleWords: ['登录', '登陆', '日志', '轨迹', '登录日志'],
  timeField: 'time',
  derive: [{ how: 'siteName', field: 'site' }],
  sameFact: ['site', 'account', 'payment', 'ip', 'time', 'deviceNumber'], sameFactCore: [['account', 'payment'], ['time'], ['ip']],
  roles: [
    { role: 'pay', kind: 'paymentAccount', nameZh: '支付账户', nameEn: 'Payment account', keys: [{ identifier: 'payment', fields: ['payment'] }], identifiers: [{ kind: 'payment', field: 'payment' }], attributes: ['name'] },
    { role: 'account', kind: 'siteAccount', nameZh: '账号', nameEn: 'Account', keys: [{ identifier: 'siteAccount', fields: ['account'], site: 'site' }], identifiers: [{ kind: 'siteAccount', field: 'account' }], attributes: ['name'] },
    { role: 'ip', kind: 'ip', nameZh: 'IP', nameEn: 'IP', keys: [{ identifier: 'ip', fields: ['ip'] }], identifiers: [{ kind: 'ip', field: 'ip' }], attributes: ['place'] },
    { role: 'device', kind: 'device', nameZh: '设备', nameEn: 'Device', label: 'device', keys: [{ identifier: 'imei', fields: ['deviceNumber'] }], identifiers: [{ kind: 'imei', field: 'deviceNumber' }] },
  ],
  links: [
    { id: 'pay', linkKind: 'loggedIn', from: 'pay', to: 'ip', time: 'time' },
    { id: 'account', linkKind: 'loggedIn', from: 'account', to: 'ip', time: 'time' },
    { id: 'device', linkKind: 'uses', from: 'account', to: 'device', time: 'time' },
  ],
})
