export const original = {
  loading: '正在读取原件…', rowOf: '第 {row} 行 / 共 {count} 行', headerAt: '第 {row} 行为表头', noHeader: '没有表头行', outcome: '结果', column: '列 {letter}', toRow: '到目标行', gridLabel: '{file} · {sheet}，按读取时的样子', hash: 'SHA-256 {hash}',
} as const
