export const original = {
  loading: '正在读取原件…', rowOf: '第 {row} 行 / 共 {count} 行', headerAt: '第 {row} 行为表头', noHeader: '没有表头行', outcome: '结果', column: '列 {letter}', toRow: '到目标行', gridLabel: '{file} · {sheet}，按读取时的样子', hash: 'SHA-256 {hash}',
  cellOf: '单元格 {cell}（共 {count} 行）', find: '在表内查找', previous: '上一处', next: '下一处', notFound: '表内没有', goToRow: '到第几行', copy: '复制并附出处', copySelected: '复制 {count} 行并附出处', copyHint: '复制原文，每行附文件、工作表、行号和 SHA-256', copied: '已复制 {count} 行，附出处', file: '文件', sheet: '工作表', row: '行', editedTo: '{field}已改为：{text}',
} as const
