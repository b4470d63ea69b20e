/**
 * The program as it serves pages, in a process of its own, until it is killed: `node passUntilKilled.ts <data folder> <passphrase>`. Takes in an upload
 * (one that is imported, one that waits), makes a report, an export and a picture of a chart, says `ready`, and goes on when it is told to by a line.
 */
import { Readable } from 'node:stream'
import { openPageServer } from '../../electron/hosts/pageServer.ts'
import type { Engine } from '../../electron/engine/index.ts'
import { plantedCsv } from './planted.ts'

const [dataFolder = '', passphrase = '', ending = ''] = process.argv.slice(2)
const { engine, close } = await openPageServer({ dataFolder, operator: '测试员' })
const upload = (name: string, more: string): ReturnType<Engine['files']['receive']> =>
  engine.files.receive(name, Readable.from([Buffer.from(`${plantedCsv}${more}`)]))

await engine.call('workspace.create', { name: '密档甲案', passphrase })
await engine.call('import.run', { fileId: (await upload('明细.csv', '')).fileId })
await engine.call('import.inspect', { fileId: (await upload('等待.csv', '\r\n')).fileId })
await engine.call('report.document', { format: 'html', language: 'zh-CN' })
await engine.call('report.workbook', { language: 'zh-CN' })
await engine.call('records.export', { scope: { kind: 'transfer' }, sort: [], group: [], format: 'csv' })
const { rows } = await engine.call('entities.list', { offset: 0, limit: 20 })
const { chartId } = await engine.call('charts.create', {
  name: '图',
  entityIds: rows.map(({ entityId }) => entityId),
})
await engine.call('chart.export', { chartId, format: 'svg' })
if (ending === 'close') await engine.call('workspace.close', {})
process.stdout.write('ready\n')
if (ending === 'end') await close()
else setInterval(() => undefined, 1_000)
