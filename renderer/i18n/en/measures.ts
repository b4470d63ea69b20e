export const measures = {
  people: { count: 'People' }, sites: { count: 'Sites' },
  seizure: { items: 'Items seized', boxes: 'Pirated boxes seized', volume_m3: 'Volume seized', weight_kg: 'Weight seized', phones: 'Phones seized', cash: 'Cash seized' },
  printing: { copies: 'Copies printed', amount: 'Printing amount' }, stock: { copies_in: 'Copies stored', copies_out: 'Copies taken out' },
  online: { orders: 'Online orders', copies: 'Copies sold online', amount: 'Online sales' }, wholesale: { copies: 'Copies sold wholesale', amount: 'Wholesale amount' },
  business: { unsold_amount: 'Value of unsold goods', amount: 'Illegal business amount', copies: 'Infringing copies' },
  bank: { rows: 'Statement rows', distinct_transfers: 'Transfers', failed_transfers: 'Failed transfers', mirrored: 'Second sides', repeated_rows: 'Repeated rows' }, calls: { rows: 'Calls' },
  bets: { rows: 'Slip rows', distinct_slips: 'Bet slips', settled: 'Settled slips', valid_points: 'Valid points', stakes: 'Stakes', accounts: 'Betting accounts' },
  agents: { listed: 'Agents listed', with_subordinates: 'Accounts with subordinates' }, members: { accounts: 'Member accounts' },
  receiving: { deposits: 'Deposits', withdrawals: 'Withdrawals', accounts: 'Receiving accounts', counterparts: 'Accounts paying or paid' }, domains: { count: 'Domains' }, ips: { count: 'IP addresses' },
} as const
