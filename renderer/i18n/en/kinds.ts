/** Words for stored codes: directions, results, issues, outcomes, roles of rows, identifiers. */
export const kinds = {
  direction: { in: 'in', out: 'out', neutral: 'neutral', unknown: 'unknown' },
  directionLong: { in: 'In', out: 'Out', neutral: 'Neutral', unknown: 'Direction unknown' },
  result: { success: 'success', failed: 'failed', unknown: 'unknown' },
  empty: '(empty)',
  outcome: { accepted: 'Accepted', duplicate: 'Duplicate', rejected: 'Rejected', skipped: 'Skipped', header: 'Header' },
  role: { title: 'Title', preamble: 'Case line', header: 'Header', data: 'Data', total: 'Total', footer: 'Footer', blank: 'Blank', repeatedHeader: 'Header again', note: 'Note', noResult: 'Nothing found' },
  skip: { empty: 'empty sheet', 'no-header': 'no header row', hidden: 'hidden sheet', 'note-only': 'notes only', 'not-chosen': 'not chosen' },
  issue: {
    'required-empty': 'required value is empty', 'not-a-number': 'not a number', 'not-a-date': 'not a date', 'damaged-number': 'number damaged (last digits rewritten by spreadsheet software)', 'bad-check-digit': 'check digit does not match', 'bad-phone': 'not a phone number',
    'unknown-direction': 'direction unknown', 'unknown-result': 'result unknown', precision: 'more than two decimals', 'future-date': 'date in the future', masked: 'masked number', 'too-many-cells': 'too many cells', 'no-key': 'no usable identifier', 'value-too-long': 'value too long', 'no-result': 'nothing found', disguised: 'number in disguise',
  },
  issueShort: {
    'required-empty': 'missing', 'not-a-number': 'not a number', 'not-a-date': 'not a date', 'damaged-number': 'damaged', 'bad-check-digit': 'check digit', 'bad-phone': 'phone form', 'unknown-direction': 'direction?', 'unknown-result': 'result?',
    precision: 'decimals', 'future-date': 'future', masked: 'masked', 'too-many-cells': 'many cells', 'no-key': 'no key', 'value-too-long': 'too long', 'no-result': 'nothing', disguised: 'disguised',
  },
  reason: { duplicate: 'same fact as a record already there', 'not-chosen': 'this sheet was not chosen', unmapped: 'no field for it', 'no-header': 'no header row', hidden: 'hidden sheet', empty: 'empty sheet', 'note-only': 'notes only' },
  identifier: {
    id: 'ID number', idNumber: 'ID number', creditCode: 'Credit code', card: 'Bank card', account: 'Account number', payment: 'Payment account', alipay: 'Alipay account', phone: 'Phone', wechat: 'WeChat', qq: 'QQ', email: 'E-mail', siteAccount: 'Site account',
    domain: 'Domain', ip: 'IP address', mac: 'MAC address', imei: 'IMEI', imsi: 'IMSI', plate: 'Plate', wallet: 'Wallet', serial: 'Serial', name: 'Name', place: 'Place', title: 'Title', shop: 'Shop', device: 'Device',
  },
} as const
