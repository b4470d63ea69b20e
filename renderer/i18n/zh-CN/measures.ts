export const measures = {
  people: { count: '涉案人员' }, sites: { count: '窝点' },
  seizure: { items: '扣押物品', boxes: '扣押盗版盒装', volume_m3: '扣押体积', weight_kg: '扣押重量', phones: '扣押手机', cash: '扣押现金' },
  printing: { copies: '印刷数量', amount: '印刷金额' }, stock: { copies_in: '入库数量', copies_out: '出库数量' },
  online: { orders: '网店订单', copies: '网店销量', amount: '网店销售额' }, wholesale: { copies: '批发数量', amount: '批发金额' },
  business: { unsold_amount: '未售货值', amount: '非法经营数额', copies: '侵权复制品数量' },
  bank: { rows: '交易明细', distinct_transfers: '转账', failed_transfers: '失败交易', mirrored: '对方流水重复', repeated_rows: '重复明细' }, calls: { rows: '通话' },
  bets: { rows: '注单明细', distinct_slips: '注单', settled: '已结算注单', valid_points: '有效投注', stakes: '赌资', accounts: '投注账号' },
  agents: { listed: '后台代理', with_subordinates: '有下级的账号' }, members: { accounts: '会员账号' },
  receiving: { deposits: '充值', withdrawals: '提现', accounts: '收款账户', counterparts: '充提账号' }, domains: { count: '域名' }, ips: { count: 'IP 地址' },
} as const
