/** What is kept of a golden case file beside it: the answers it must give for ever. */
import type { Engine } from '../../electron/engine/index.ts'
import type { CaseInfo } from '../../shared/contract/index.ts'

export interface GoldenAnswers {
  readonly caseId: string
  readonly name: string
  readonly counts: CaseInfo['counts']
  readonly tables: readonly { readonly kind: string; readonly count: number }[]
  readonly charts: readonly { readonly name: string; readonly nodes: readonly string[] }[]
  readonly history: readonly { readonly action: string; readonly status: string }[]
  /** Sequence and hash of the last row that the file was released with. */
  readonly audit: { readonly seq: number; readonly hash: string }
}
export const goldenFolder = new URL('../fixtures/golden/', import.meta.url)
/** The passphrase of every encrypted golden file; it protects nothing. */
export const goldenPassphrase = '金样口令一二三四'

/** The answers of the case that is open now. `auditSeq` is the row to look at: later openings add theirs. */
export async function answersOf(engine: Engine, auditSeq: number): Promise<GoldenAnswers> {
  const { openCase } = await engine.call('workspace.read', {})
  if (openCase === null) throw new Error('no case is open')
  const charts = []
  for (const { chartId, name } of await engine.call('charts.list', {})) {
    const chart = await engine.call('chart.read', { chartId })
    charts.push({ name, nodes: chart.nodes.map((node) => node.label).sort() })
  }
  const { total, entries } = await engine.call('audit.list', { offset: 0, limit: 1000 })
  const audited = entries.find((entry) => entry.seq === auditSeq)
  if (audited === undefined) throw new Error(`the audit log of ${total} rows has no row ${auditSeq}`)
  return {
    caseId: openCase.caseId,
    name: openCase.name,
    counts: openCase.counts,
    tables: (await engine.call('tables.list', {}))
      .filter((table) => table.count > 0)
      .map(({ kind, count }) => ({ kind, count })),
    charts,
    history: (await engine.call('history.list', { limit: 100 })).entries.map(({ action, status }) => ({
      action,
      status,
    })),
    audit: { seq: auditSeq, hash: audited.hash },
  }
}
