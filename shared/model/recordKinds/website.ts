import { defineKind, field, format } from './build.ts'

export const website = defineKind({
  id: 'website', nameZh: '网站与服务器', nameEn: 'Websites and servers', icon: 'globe',
  formats: [format('gamble_domain', '涉案域名/网址清单', 'Domain list', 'C', '域名', { loose: true })],
  fields: [
    field('number', '序号', 'No.', 'integer', ''),
    field('site', '网站名称', 'Site', 'text', '平台名称|APP名称|网站', { says: 'site|site name|platform|platform name', shown: true, facet: true }),
    field('domain', '域名', 'Domain', 'domain', '网址|涉案网址|网站地址|URL|链接', { says: 'domain|login domain|involved domain|involved site|site domain|platform domain|login address', required: true, multi: true, shown: true }),
    field('purpose', '用途', 'Purpose', 'text', '类型', { facet: true }),
    field('ip', 'IP地址', 'IP address', 'ip', '解析IP|服务器IP|IP', { says: 'ip|site ip|domain ip|resolve ip|provider ip', multi: true, shown: true, facet: true }),
    field('ipPlace', 'IP归属地', 'IP location', 'text', '服务器所在地', { says: 'ip place|ip home2|provider place', facet: true }),
    field('provider', '服务商', 'Provider', 'text', '服务器商|云服务商|IDC|机房', { says: 'provider|accept provider', shown: true, facet: true }),
    field('registrar', '注册商', 'Registrar', 'text', ''),
    field('registrant', '注册人', 'Registrant', 'text', '注册邮箱'),
    field('from', '启用时间', 'In use from', 'time', '注册时间|上线时间', { says: 'open time|open date|enable time|enable date|register time|register date|create time|resolve start time|online time|start time', shown: true }),
    field('to', '停用时间', 'In use until', 'time', '到期时间', { says: 'close time|close date|expire time|expire date|disable time|disable date|resolve end time|end time', shown: true }),
    field('licence', '备案号', 'ICP licence', 'text', 'ICP备案号'),
    field('manager', '管理账号', 'Managed by', 'siteAccount', '管理员账号|后台账号', { says: 'handler account|manage account', shown: true, facet: true }),
    field('status', '状态', 'Status', 'text', '是否可访问', { facet: true }),
    field('foundAt', '发现时间', 'Found at', 'time', '取证时间'),
    field('remark', '备注', 'Remark', 'text', '', { says: 'remark|explain' }),
  ],
  plain: 'site info involved',
  needs: [['domain'], ['ip', 'provider', 'registrar', 'purpose', 'from', 'site', 'licence', 'manager']],
  titleWords: ['域名', '服务器', '网站', '网址'],
  timeField: 'from',
  sameFact: ['domain', 'ip', 'from', 'to', 'manager'], sameFactNeeds: ['domain'], sameFactCore: [['domain']],
  roles: [
    { role: 'website', kind: 'website', nameZh: '网站', nameEn: 'Website', multi: true, keys: [{ identifier: 'domain', fields: ['domain'] }], identifiers: [{ kind: 'domain', field: 'domain' }], attributes: ['site', 'purpose', 'from', 'to'] },
    { role: 'ip', kind: 'ip', nameZh: 'IP', nameEn: 'IP', multi: true, keys: [{ identifier: 'ip', fields: ['ip'] }], identifiers: [{ kind: 'ip', field: 'ip' }], attributes: ['provider', 'ipPlace'] },
    { role: 'manager', kind: 'siteAccount', nameZh: '管理账号', nameEn: 'Managing account', keys: [{ identifier: 'siteAccount', fields: ['manager'] }], identifiers: [{ kind: 'siteAccount', field: 'manager' }] },
  ],
  links: [
    { id: 'resolvesTo', linkKind: 'resolvesTo', from: 'website', to: 'ip', time: 'from' },
    { id: 'manages', linkKind: 'manages', from: 'manager', to: 'website', time: 'from' },
  ],
})
