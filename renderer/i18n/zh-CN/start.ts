export const start = {
  title: '案件', subtitle: '扣押与调取的表格导入后，得到证据表、链图和可核对的报告。全部在本机处理，不联网。',
  create: '新建案件', open: '打开案件文件', dropHint: '也可以把 .lzcase 案件文件或表格拖到窗口任意位置。',
  recent: '最近的案件', folder: '存放在“{folder}”文件夹', openedAt: '打开于 {at}', missing: '文件不在原处', lockedBy: '{who} 正打开', encrypted: '加密', forget: '从列表移除“{name}”（文件保留）',
  noCases: '还没有案件', noCasesHint: '新建一个案件并导入材料，或先打开右侧的示例案件看看。',
  samples: '示例案件', samplesRemark: '人物与账号均为虚构', openSample: '打开示例案件', sampleFiles: '{count} 个文件，当场导入', sampleRunning: '正在导入示例案件', sampleProgress: '正在导入第 {done} / {total} 个文件',
  createTitle: '新建案件', createForFiles: '案件建好后，拖入的 {count} 个文件进入导入。', createDo: '新建案件', caseName: '案件名称', caseNameHint: '例如：“9·12”侵犯著作权案',
  protection: '保护方式', protectEncrypted: '加密（推荐）', protectEncryptedText: '文件从第一个字节起加密，只有知道口令的人能打开。', protectOpen: '不加密', protectOpenText: '拿到文件的任何人都能打开。适合放在已加密的磁盘上。',
  passphrase: '口令', passphraseAgain: '再输一次口令', newPassphrase: '新口令', newPassphraseAgain: '再输一次新口令', passphraseHint: '至少 {least} 个字符；几个不相关的词连在一起最好', passphraseDiffers: '两次输入不一致',
  strength: { short: '至少 {least} 个字符', weak: '容易被猜到', fair: '尚可，再长一些更好', strong: '牢固' },
  lossWarning: '口令无法找回：忘记口令，案件内容就再也打不开。请另行妥善记录。',
  openTitle: '打开“{name}”', opening: '正在打开…', breakLock: '解除占用并打开', breakLockText: '只在确认那台电脑已不再使用此案件时解除占用，例如它断过电。',
} as const
