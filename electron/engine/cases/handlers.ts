import type { caseSnapshotContract } from '../../../shared/contract/caseSnapshots.ts'
import type { workspaceContract } from '../../../shared/contract/workspace.ts'
import { AppError } from '../../../shared/errors.ts'
import type { HandlersFor, ReadingJobContext } from '../core/context.ts'
import { safeFileName } from '../store/fileGrants.ts'
import { openSample } from './openSample.ts'

export const workspaceHandlers = {
  'workspace.read': ({ workspace }) => Promise.resolve(workspace.state()),
  'workspace.create': (context, { name, passphrase, place }) => {
    const path =
      place === undefined ? context.workspace.pathFor(safeFileName(name)) : writablePlace(context, place)
    return context.workspace.create(path, name, passphrase)
  },
  'workspace.open': (context, { caseRef, place, passphrase, readOnly, breakStaleLock, acceptIncomplete }) => {
    const { workspace, files } = context
    const path = placeOf(
      caseRef === undefined ? null : workspace.pathOf(caseRef),
      place === undefined ? null : files.get(place).path,
    )
    return workspace.open(path, {
      passphrase: passphrase ?? null,
      readOnly: readOnly ?? false,
      breakStaleLock: breakStaleLock ?? false,
      acceptIncomplete: acceptIncomplete ?? false,
      waiting: context,
    })
  },
  'workspace.openSample': (context, { sample }) => openSample(context, sample),
  'workspace.close': ({ workspace }, { moved }) => workspace.close(moved),
  'workspace.forget': ({ workspace }, { caseRef, snapshots }) => {
    workspace.forget(caseRef, snapshots)
    return Promise.resolve(null)
  },
  'workspace.changePassphrase': ({ workspace }, { current, next }) =>
    workspace.changePassphrase(current ?? null, next),
  'workspace.settings': ({ workspace }) => Promise.resolve(workspace.settings()),
  'workspace.saveSettings': ({ workspace }, change) => Promise.resolve(workspace.saveSettings(change)),
} satisfies HandlersFor<typeof workspaceContract>
export const caseSnapshotHandlers = {
  'copies.list': ({ workspace, files }, { caseRef, place }) =>
    Promise.resolve(
      workspace.snapshots.list({ caseRef, path: place === undefined ? undefined : files.get(place).path }),
    ),
  'copies.check': ({ workspace }, { snapshot }) => workspace.snapshots.check(snapshot),
  'copies.restore': (context, { snapshot, place }) =>
    context.workspace.snapshots.restore(snapshot, place === undefined ? null : writablePlace(context, place)),
  'copies.remove': ({ workspace }, { snapshot }) => {
    workspace.snapshots.remove(snapshot)
    return Promise.resolve(null)
  },
} satisfies HandlersFor<typeof caseSnapshotContract>

function placeOf(listed: string | null, granted: string | null): string {
  const path = granted ?? listed
  if (path === null)
    throw new AppError('invalid-arguments', 'neither a listed case nor a granted file was named')
  return path
}
function writablePlace({ files }: ReadingJobContext, place: string): string {
  const file = files.get(place)
  if (!file.writable) throw new AppError('not-allowed', 'the file was granted for reading only')
  return file.path
}
