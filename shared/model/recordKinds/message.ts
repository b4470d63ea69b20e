import type { EntityRole, Field, LinkRule } from '../define.ts'
import { defineKind, field, format } from './build.ts'

const appNames = '(微信|WeChat|WEIXIN|QQ|TIM|短信|短消息|彩信|SMS|iMessage|钉钉|企业微信|陌陌|探探|快手|抖音|支付宝|旺旺|Telegram|电报|纸飞机|WhatsApp|Signal|Skype|Messenger|LINE|Viber|蝙蝠|密聊|事密达|Potato|邮件|E-?mail)'
/** Apps whose accounts have a sort of their own; all others are accounts of their app. */
const ownSorts = '^(?:wechat|qq|sms)$'

/** Name, account, WeChat id and telephone of one side. `side`: header words of it; `spelled`: how headers call it. */
function sideFields(id: string, name: string, nameEn: string, side: string, spelled: readonly string[], shown: boolean): readonly Field[] {
  const each = (...ends: readonly string[]): string => spelled.flatMap((start) => ends.map((end) => `${start}${end}`)).join('|')
  const says = (...ends: readonly string[]): string => ends.map((end) => `${side} ${end}`.trim()).join('|')
  const first = id === 'own' ? '' : `${spelled.join('|')}|`
  return [
    field(`${id}Name`, `${name}昵称`, `${nameEn}, name`, 'name', `${first}${each('姓名', '名称', '备注名', '备注', '网名', '显示名', '昵称/备注')}`, { says: `${says('name', 'fullName', 'nick', 'alias', 'user name', 'contact')}${id === 'own' || id === 'counter' ? '' : `|${side}`}`, shown, facet: true }),
    field(`${id}Account`, `${name}账号`, `${nameEn}, account`, 'siteAccount', each('账户', 'ID', 'UID', '用户ID', '用户名', 'QQ', 'QQ号', 'QQ号码', '号'), { says: says('account', 'userName', 'qq', 'user account', 'user number', 'email'), shown, facet: true }),
    field(`${id}Wechat`, `${name}微信号`, `${nameEn}, WeChat`, 'wechat', each('微信', '微信ID', 'WXID'), { says: says('wechat') }),
    field(`${id}Phone`, `${name}号码`, `${nameEn}, phone`, 'phone', each('号码', '手机号', '手机号码', '电话', '电话号码', '手机'), { says: says('phone', 'contact phone'), shown, facet: true }),
  ]
}
/** The four things one side may be, by the app. */
function sideRoles(id: string, name: string, nameEn: string): readonly EntityRole[] {
  const label = `${id}Name`
  const named = { identifier: 'name', fields: [label], within: 'sheet' } as const
  return [
    { role: `${id}Wechat`, kind: 'socialAccount', nameZh: `${name}微信`, nameEn: `${nameEn} WeChat`, only: { field: 'app', pattern: '^wechat$' }, keys: [{ identifier: 'wechat', fields: [`${id}Account`] }, named], identifiers: [{ kind: 'wechat', field: `${id}Account` }], attributes: [label] },
    { role: `${id}Qq`, kind: 'socialAccount', nameZh: `${name}QQ`, nameEn: `${nameEn} QQ`, only: { field: 'app', pattern: '^qq$' }, keys: [{ identifier: 'qq', fields: [`${id}Account`] }, named], identifiers: [{ kind: 'qq', field: `${id}Account` }], attributes: [label] },
    { role: `${id}Phone`, kind: 'phone', nameZh: `${name}号码`, nameEn: `${nameEn} phone`, only: { field: 'app', pattern: '^sms$' }, keys: [{ identifier: 'phone', fields: [`${id}Phone`] }], identifiers: [{ kind: 'phone', field: `${id}Phone` }], attributes: [label] },
    { role: `${id}Account`, kind: 'siteAccount', nameZh: `${name}账号`, nameEn: `${nameEn} account`, only: { field: 'app', pattern: ownSorts, not: true }, keys: [{ identifier: 'siteAccount', fields: [`${id}Account`], site: 'app' }, named], identifiers: [{ kind: 'siteAccount', field: `${id}Account` }], attributes: [label] },
  ]
}
const sorts = ['Wechat', 'Qq', 'Phone', 'Account'] as const
const messageLinks: readonly LinkRule[] = sorts.map((sort) => ({ id: `messages${sort}`, linkKind: 'messages', from: `own${sort}`, to: `counter${sort}`, direction: 'direction', time: 'time' }))
const groupLinks: readonly LinkRule[] = (['own', 'counter'] as const).flatMap((id) =>
  sorts.filter((sort) => sort !== 'Phone').map((sort): LinkRule => ({ id: `${id}${sort}Group`, linkKind: 'memberOf', from: `${id}${sort}`, to: 'group', time: 'time' })),
)

/** Chats and text messages as the tools of phone forensics export them. */
export const message = defineKind({
  id: 'message', nameZh: '聊天与短信', nameEn: 'Messages', icon: 'messages-square',
  formats: [
    format('chat_export', '手机取证-聊天记录', 'Phone forensics: chats', 'C', '发送人|发送时间|消息内容', { loose: true }),
    format('sms_export', '手机取证-短信', 'Phone forensics: text messages', 'C', '短信内容|对方号码', { loose: true }),
  ],
  fields: [
    field('number', '消息ID', 'Message id', 'serial', '消息编号|消息标识|MSGID|MESSAGEID|SERVERID|消息流水号'),
    field('app', '应用', 'App', 'choice', '应用名称|应用程序|应用类型|软件名称|聊天软件|聊天工具|聊天应用|来源应用|APP|APP名称|软件|平台|平台类型|社交平台|会话来源|SOURCE', {
      shown: true, facet: true,
      choices: { wechat: ['微信', 'WeChat', 'WEIXIN', '微信聊天记录', 'com.tencent.mm'], qq: ['QQ', '腾讯QQ', 'TIM', 'com.tencent.mobileqq'], sms: ['短信', '短消息', '彩信', 'SMS', 'MMS', '手机短信', 'iMessage'], other: ['其他', '其它', '未知'] },
      context: (['sheetName', 'title', 'fileName', 'path'] as const).map((from) => ({ from, pattern: appNames })),
    }),
    field('time', '发送时间', 'Time', 'time', '时间|消息时间|聊天时间|收发时间|接收时间|短信时间|发送/接收时间|收发日期|发送日期|日期时间|创建时间|时间戳|TIMESTAMP|TIME|DATE|SENTTIME|CREATETIME', { says: 'time|date|dateTime|sender time|sender date|receiver time|create time', shown: true }),
    field('direction', '收发方向', 'Direction', 'direction', '收发|收发类型|收发标志|收/发|发送/接收|接收/发送|消息方向|方向|短信类型|短信方向|收发状态|DIRECTION|FOLDER|文件夹', { says: 'dir|inout|inout type|inout flag', shown: true, facet: true }),
    field('content', '内容', 'Content', 'text', '消息内容|聊天内容|信息内容|消息正文|正文|消息|聊天记录|聊天信息|会话内容|文本内容|发送内容|内容详情|通讯内容|聊天记录内容|CONTENT|BODY|TEXT|MESSAGE', { says: 'content', shown: true }),
    ...sideFields('own', '本机', 'Own', 'own', ['本机', '本人', '机主', '账号所有者', '登录', '登陆'], false),
    ...sideFields('counter', '对方', 'Other', 'other', ['对方', '好友', '联系人', '聊天对象', '会话对象', '对端'], true),
    ...sideFields('sender', '发送人', 'Sender', 'sender', ['发送人', '发送者', '发送方', '发件人', '发信人', '发言人'], false),
    ...sideFields('receiver', '接收人', 'Receiver', 'receiver', ['接收人', '接收者', '接收方', '收件人', '收信人'], false),
    field('group', '群名称', 'Group', 'text', '群|群名|群聊名称|群聊|群组名称|群组|群昵称|所在群|所属群|所在群组|讨论组|聊天室|群聊名|会话名称|会话|CHATNAME|GROUPNAME', { says: 'chat name|chat group|chat group name', shown: true, facet: true }),
    field('groupNumber', '群号', 'Group no.', 'siteAccount', '群ID|群账号|群号码|群组ID|群组账号|群聊ID|群微信号|会话ID|CHATROOMID|GROUPID'),
    field('messageType', '消息类型', 'Type', 'text', '内容类型|信息类型|聊天类型|媒体类型|MSGTYPE', { says: 'chat type|content type', facet: true }),
    field('smsContent', '短信内容', 'Text message', 'text', '短信正文|短消息内容|短信|短信息内容'),
    field('subject', '主题', 'Subject', 'text', '邮件主题'),
    field('file', '附件', 'Attachment', 'text', '附件名称|附件路径|文件名|文件路径|媒体文件|多媒体文件|文件名称|附件内容'),
    field('deleted', '删除状态', 'Deleted', 'text', '是否删除|删除标记|数据状态|恢复状态|是否恢复|删除标识|DELETED|已删除', { facet: true }),
    field('status', '状态', 'State', 'text', '读取状态|阅读状态|是否已读|发送状态|消息状态|已读状态', { facet: true }),
    field('place', '地点', 'Place', 'text', '位置|位置信息|地理位置'),
    field('remark', '备注', 'Remark', 'text', '', { says: 'remark' }),
  ],
  plain: 'info',
  needs: [
    ['content', 'smsContent'], ['time'],
    ['senderName', 'senderAccount', 'senderWechat', 'senderPhone', 'receiverName', 'receiverAccount', 'receiverWechat', 'receiverPhone', 'counterName', 'counterAccount', 'counterWechat', 'counterPhone'],
  ],
  proves: [['app', 'direction', 'senderAccount', 'senderWechat', 'senderPhone', 'receiverName', 'receiverAccount', 'receiverWechat', 'receiverPhone', 'counterAccount', 'counterWechat', 'counterPhone', 'group', 'groupNumber', 'messageType', 'smsContent', 'deleted']],
  rowNeeds: [['time', 'content', 'file'], ['ownName', 'ownAccount', 'ownPhone', 'counterName', 'counterAccount', 'counterPhone', 'group', 'groupNumber']],
  titleWords: ['聊天记录', '聊天', '短信', '消息记录', '即时通讯', '会话记录', '群聊'],
  timeField: 'time', directionField: 'direction',
  derive: [
    { how: 'constant', into: 'app', value: 'sms', when: { field: 'smsContent' } },
    ...(['own', 'counter', 'sender', 'receiver'] as const).flatMap((id) => [
      { how: 'constant', into: 'app', value: 'wechat', when: { field: `${id}Wechat` } } as const,
      { how: 'fallback', from: [`${id}Wechat`], into: `${id}Account` } as const,
      { how: 'apart', name: `${id}Name`, phone: `${id}Phone`, handle: `${id}Account` } as const,
    ]),
    { how: 'fallback', from: ['smsContent'], into: 'content' },
    { how: 'constant', into: 'app', value: 'other', when: { field: 'time' } },
    // Who wrote to whom is one thing, whose telephone it is another.
    {
      how: 'sides', direction: 'direction', subjectFirst: true,
      payer: ['senderAccount', 'senderPhone', 'senderName'], payee: ['receiverAccount', 'receiverPhone', 'receiverName'],
      own: ['ownAccount', 'ownPhone', 'ownName'], counter: ['counterAccount', 'counterPhone', 'counterName'],
    },
  ],
  sameFact: ['app', 'time', 'direction', 'ownAccount', 'ownPhone', 'ownName', 'counterAccount', 'counterPhone', 'counterName', 'group', 'groupNumber', 'content', 'file', 'number'], sameFactNeeds: ['number'],
  sameFactCore: [['time'], ['content', 'file']],
  roles: [
    ...sideRoles('own', '本机', 'Own'), ...sideRoles('counter', '对方', 'Other'),
    { role: 'group', kind: 'socialAccount', nameZh: '群', nameEn: 'Group', label: 'group', keys: [{ identifier: 'group', fields: ['groupNumber'], site: 'app' }, { identifier: 'name', fields: ['group'], within: 'sheet' }], attributes: ['group'] },
  ],
  links: [...messageLinks, ...groupLinks],
})
