import { analysis } from './define.ts'

/** Devices, addresses and phones that several accounts or people share. */
export const sharedThings = analysis({
  id: 'shared',
  group: 'network',
  title: { zh: '同设备、同 IP、同号码', en: 'Shared devices, addresses and phones' },
  question: {
    zh: '哪些账户由同一设备、MAC、IP 操作？哪些号码为几个人所用？',
    en: 'Which accounts were run from one device, MAC or IP address? Which phones do several people use?',
  },
  rule: {
    zh: '据流水、登录日志、注单里写明的 MAC、IMEI（前 14 位）、IP：同一天内由同一个值操作的不同账户达到个数的列出（关掉“同一天”则按全部时间）。给出已知户主的不同人数与户主不明的账户数：户主相同的几个账户不说明问题。排列：MAC、设备、IP，各按账户数。内网地址、全 0 与 02:00:00:00:00:00 一类默认 MAC、号码样式不用。IP 可能是运营商出口、公司或网吧的共用地址，MAC、IMEI 可改，柜面与银行网关的值不属于客户，须核实。号码：由两个以上不同姓名的人员使用或持有的号码，不论时间；几处登记同名的可能是同一人，只计数说明。',
    en: 'From statements, logins and slips: MAC, IMEI (first 14 digits) and IP from which on one day at least so many accounts were run (or at any time). With it how many different holders are known and of how many accounts none is: several accounts of one holder say nothing. Order: MAC, device, IP, each by accounts. Addresses inside networks, default MACs and patterns are left out. An IP may be shared by a carrier, a firm or a café; MAC and IMEI can be changed; values of counters and gateways are the bank’s. Phones: those that two or more people of different names use or hold, at any time; entries of one name may be one person and are only counted.',
  },
  version: 1,
  params: [
    {
      id: 'least',
      sort: 'count',
      title: { zh: '至少账户数', en: 'Accounts at least' },
      least: 2,
      most: 1_000,
      default: 3,
    },
    { id: 'sameDay', sort: 'flag', title: { zh: '同一天内', en: 'On one day' }, default: true },
    { id: 'span', sort: 'span', title: { zh: '时间', en: 'Time' } },
  ],
})
