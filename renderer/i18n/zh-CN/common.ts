export const common = {
  appName: '链证', colon: '：',
  close: '关闭', cancel: '取消', confirm: '确定', save: '保存', open: '打开', create: '新建', back: '返回', next: '继续', remove: '移除', add: '添加', copy: '复制', copied: '已复制', more: '更多', all: '全部', none: '无', retry: '重试', export: '导出', refresh: '刷新',
  messages: '消息', dismiss: '知道了', loading: '正在读取…', working: '正在处理…',
  showPassphrase: '显示口令', hidePassphrase: '隐藏口令',
  resize: '调整宽度', inspector: '详情',
  empty: '（空）', unknown: '未知', yes: '是', no: '否',
  rows: '{count} 行', undo: '撤销', redo: '重做',
  unit: { person: '人', site: '处', item: '项', box: '盒', m3: 'm³', kg: 'kg', phone: '部', yuan: '元', copy: '份', order: '单', row: '行', transfer: '笔', slip: '注', point: '分', account: '个', domain: '个', ip: '个', wanYuan: '万元', ton: '吨' },
} as const
