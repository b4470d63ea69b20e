export const history = {
  tabs: { steps: '撤销与重做', audit: '操作日志', verify: '核验' },
  emptyTitle: '还没有操作', emptyText: '导入、链图编辑等每一步都会列在这里，随时可以撤销，关闭程序后也可以。',
  undone: '已撤销', now: '案件现在处于这里', redoTo: '重做到此', backTo: '回到此步',
  seq: '序号', at: '时间', operator: '承办人', action: '操作', hash: '校验值', auditRange: '第 {from}–{to} 条，共 {total} 条', newer: '较新', older: '较早',
  verifyText: '核验逐页检查案件文件、操作日志的校验链、原始文件的 SHA-256、行数核对和记录之间的引用，不改动任何内容。', verifyDo: '核验案件', verifyGood: '全部核验一致', verifyWrong: '核验发现不一致',
  checks: { integrity: '案件文件逐页校验', 'audit-chain': '操作日志校验链', originals: '原始文件校验值', reconciliation: '导入行数核对', references: '记录之间的引用' },
  looked: { integrity: '{count} 页', 'audit-chain': '{count} 条', originals: '{count} 个文件', reconciliation: '{count} 行', references: '{count} 条' },
  steps: {
    workspace: { create: { plain: '新建案件' }, open: { plain: '打开案件' }, close: { plain: '关闭案件' }, changePassphrase: { plain: '更改口令' }, forget: { plain: '移出列表' } },
    import: { run: { plain: '导入', many: '导入“{file}”，{rows} 行' }, undo: { plain: '撤销导入', many: '撤销导入“{file}”，移除 {rows} 行' }, redo: { plain: '重新导入', many: '重新导入“{file}”，{rows} 行' } },
    charts: { create: { plain: '新建链图', many: '新建链图“{chart}”' }, rename: { plain: '链图改名', many: '链图“{before}”改名为“{chart}”' }, duplicate: { plain: '另存链图', many: '链图“{before}”另存为“{chart}”' }, remove: { plain: '删除链图', many: '删除链图“{chart}”' } },
    chart: {
      add: { plain: '加入实体', one: '在“{chart}”加入“{label}”', many: '在“{chart}”加入 {nodes} 个实体' }, addFromRecords: { plain: '从证据表加入实体', many: '从{kind}在“{chart}”加入 {nodes} 个实体' },
      expand: { plain: '展开', one: '在“{chart}”展开“{label}”，新增 {nodes} 个', many: '在“{chart}”展开，新增 {nodes} 个' }, place: { plain: '移动位置', one: '在“{chart}”移动“{label}”', many: '在“{chart}”移动 {nodes} 个实体' },
      hide: { plain: '隐藏或显示实体', one: '在“{chart}”隐藏或显示“{label}”', many: '在“{chart}”隐藏或显示 {nodes} 个实体' }, pin: { plain: '固定或松开实体', one: '在“{chart}”固定或松开“{label}”', many: '在“{chart}”固定或松开 {nodes} 个实体' },
      note: { plain: '备注', one: '在“{chart}”备注“{label}”' }, remove: { plain: '移除实体', one: '从“{chart}”移除“{label}”', many: '从“{chart}”移除 {nodes} 个实体' }, settings: { plain: '更改链图显示', many: '更改“{chart}”的显示' },
    },
    entities: { note: { plain: '备注实体', many: '备注“{entity}”' } },
    identity: {
      merge: { plain: '认定为同一', one: '认定“{label}”等 {members} 个为同一' }, apart: { plain: '认定不是同一', one: '认定“{label}”等 {members} 个不是同一' }, takeOut: { plain: '移出合并', one: '从“{label}”移出 {members} 个' },
      split: { plain: '拆分', one: '拆分“{label}”，{rows} 行另归一处' }, withdraw: { plain: '撤回认定', many: '撤回 {claims} 项认定' }, restore: { plain: '恢复认定', many: '恢复 {claims} 项认定' },
      decide: { plain: '处理建议', many: '处理 {suggestions} 条建议' }, decideAll: { plain: '成批处理建议', many: '成批处理 {suggestions} 条建议' }, suggest: { plain: '计算同一人建议', many: '计算同一人建议，{suggestions} 条' }, exportPersons: { plain: '导出账号背后的人员', many: '导出“{file}”' },
    },
    pairs: { takeApart: { plain: '双方流水拆开计算' }, join: { plain: '认定双方流水为同一笔' }, forget: { plain: '撤回双方流水的认定' } },
    report: { workbook: { plain: '导出 Excel', many: '导出“{file}”' }, document: { plain: '导出 Word', many: '导出“{file}”' } },
    collision: { cases: { plain: '案件碰撞', many: '与 {cases} 个案件文件碰撞，重合 {overlaps} 项' }, keep: { plain: '保存碰撞', many: '保存碰撞“{collision}”' }, forget: { plain: '移除碰撞', many: '移除碰撞“{collision}”' }, export: { plain: '导出碰撞结果', many: '导出“{file}”' } },
    records: {
      export: { plain: '导出表格', many: '导出“{file}”' }, edit: { plain: '修改一格', many: '修改“{file}” {sheet} 第 {row} 行的{field}' }, editMany: { plain: '修改多格', many: '修改 {rows} 行' }, replace: { plain: '成批修改', many: '{kind}：成批修改 {rows} 行的{field}' },
    },
    history: { undo: { plain: '撤销', many: '撤销：{action}' }, redo: { plain: '重做', many: '重做：{action}' } },
  },
} as const
