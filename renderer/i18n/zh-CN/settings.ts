export const settings = {
  backToStart: '返回案件列表', look: '外观', work: '工作', language: '语言', theme: '主题', themes: { system: '跟随系统', light: '浅色', dark: '深色' }, density: '行距', densities: { compact: '紧凑', comfortable: '宽松' },
  operator: '承办人', operatorText: '写入操作日志和报告，例如姓名或警号。', lock: '自动关闭', lockText: '加密案件在没有操作多久后自动关闭。', lockNever: '从不', lockAfter: '{minutes} 分钟后',
  passphrase: '案件口令', passphraseEncrypted: '“{name}”已加密。', passphraseOpen: '“{name}”没有加密，拿到文件的人都能打开。', change: '更改口令', encrypt: '设置口令',
  changeTitle: '更改口令', encryptTitle: '为案件设置口令', changeText: '先另存加密副本并核对，确认无误后才替换原文件。', currentPassphrase: '当前口令', removePassphrase: '不再加密（拿到文件的任何人都能打开）', passphraseChanged: '口令已更改', passphraseRemoved: '案件不再加密',
  about: '关于', aboutText: '链证 Lianzheng：办案单位使用的离线情报工作站。程序只计算和展示，不作结论。', aboutOffline: '程序不联网，不上传任何内容。数额与标准供参考，以办案单位与法制部门认定为准。', version: '版本', licence: '许可', format: '案件文件版本', cipher: '加密方式', noCipher: '不加密',
} as const
