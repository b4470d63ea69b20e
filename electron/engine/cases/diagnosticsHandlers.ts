import { basename } from 'node:path'
import type { diagnosticsContract } from '../../../shared/contract/diagnostics.ts'
import { safeFrames, safeName } from '../../../shared/diagnostics.ts'
import type { HandlersFor } from '../core/context.ts'

export const diagnosticsHandlers = {
  'diagnostics.read': async ({ workspace }, { limit }) => ({
    ...(await workspace.diagnostics.newest(limit)),
    fileName: basename(workspace.diagnostics.path),
    version: workspace.appVersion,
  }),
  'diagnostics.note': ({ workspace }, { name, frames }) =>
    Promise.resolve({
      ref: workspace.diagnostics.noted('page', {
        name: safeName(name ?? ''),
        frames: [...safeFrames(frames ?? [])],
      }),
    }),
} satisfies HandlersFor<typeof diagnosticsContract>
