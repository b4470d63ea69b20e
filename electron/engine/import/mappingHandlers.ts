import type { mappingContract } from '../../../shared/contract/mappings.ts'
import type { HandlersFor } from '../core/context.ts'
import { fill } from '../store/sealedFile.ts'
import {
  mappingFileText,
  readMappings,
  removeMapping,
  saveMapping,
  takeMappings,
} from './recognise/savedMappings.ts'

export const mappingHandlers = {
  'mappings.list': ({ workspace }) => Promise.resolve(readMappings(workspace.settingsFolder)),
  'mappings.save': ({ workspace, at, operator }, { name, kind, columns }) =>
    Promise.resolve(saveMapping(workspace.settingsFolder, { name, kind, columns, at, operator })),
  'mappings.remove': ({ workspace }, { mappingId }) => {
    removeMapping(workspace.settingsFolder, mappingId)
    return Promise.resolve(null)
  },
  'mappings.export': ({ workspace, files, at }, { mappingIds }) => {
    const chosen = readMappings(workspace.settingsFolder).filter(
      ({ mappingId }) => mappingIds == null || mappingIds.includes(mappingId),
    )
    const file = files.createOutput(`表头对应_${at.slice(0, 10).replaceAll('-', '')}.json`)
    fill(file.open(), [Buffer.from(mappingFileText(chosen))])
    return Promise.resolve({ fileId: file.fileId, fileName: file.fileName, count: chosen.length })
  },
  'mappings.import': ({ workspace, files }, { fileId }) => {
    const taken = takeMappings(workspace.settingsFolder, files.get(fileId))
    files.release(fileId)
    return Promise.resolve(taken)
  },
} satisfies HandlersFor<typeof mappingContract>
