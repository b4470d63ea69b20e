import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { CaseInfo, Input, Result, WorkspaceState } from '../../shared/contract/index.ts'
import { api, host } from '../api/index.ts'
import { caseChanged } from './caseBound.ts'
import { useChanges } from './changes.ts'
import { sendViews } from './viewWriter.ts'
import { createPickedFiles } from './workspace/pickedFiles.ts'
import { createWorkspaceJob } from './workspace/workspaceJob.ts'

/** The cases of this machine and the one that is open. */
export const useWorkspace = defineStore('workspace', () => {
  const state = shallowRef<WorkspaceState | null>(null)
  const { running, run, cancel } = createWorkspaceJob(async (info) => {
    await refresh()
    setOpen(info)
    useChanges().bump()
  })
  /** The engine's process has gone; the page offers to connect again. */
  const engineStopped = ref(false)
  const openCase = computed<CaseInfo | null>(() => state.value?.openCase ?? null)

  function setState(next: WorkspaceState): void {
    const before = openCase.value?.caseId
    state.value = next
    if (openCase.value?.caseId !== before) caseChanged()
  }
  async function refresh(): Promise<void> {
    setState(await api.call('workspace.read', {}))
  }
  function setOpen(info: CaseInfo | null): void {
    if (state.value !== null) setState({ ...state.value, openCase: info })
  }
  /** `passphrase: null` makes a deliberately open file. Errors: case-exists, weak-passphrase, disk-full, io-error. */
  function create(args: Input<'workspace.create'>): Promise<CaseInfo> {
    return run('create', (options) => api.call('workspace.create', args, options))
  }
  /** Errors: every case-file code. */
  function open(args: Input<'workspace.open'>): Promise<CaseInfo> {
    return run('open', (options) => api.call('workspace.open', args, options))
  }
  /** Makes a sample case by the real import. Cancelled, nothing of it stays. */
  function openSample(sample: string): Promise<CaseInfo> {
    return run('sample', (options) => api.call('workspace.openSample', { sample }, options))
  }
  function changePassphrase(args: Input<'workspace.changePassphrase'>): Promise<CaseInfo> {
    return run('passphrase', async (options) => {
      await sendViews()
      return api.call('workspace.changePassphrase', args, options)
    })
  }
  /** `moved`: what becomes of a case whose file is gone; without it that is refused as `case-moved`. */
  async function close(moved?: Input<'workspace.close'>['moved']): Promise<Result<'workspace.close'>> {
    await sendViews()
    const closed = await api.call('workspace.close', moved === undefined ? {} : { moved })
    await refresh()
    return closed
  }
  async function forget(caseRef: string, snapshots = false): Promise<void> {
    await api.call('workspace.forget', { caseRef, snapshots })
    await refresh()
  }
  /** Counts and audit position of the open case, after a change; nothing when none is open. */
  async function refreshCase(): Promise<void> {
    if (openCase.value !== null && !engineStopped.value && running.value === null) await refresh()
  }
  /** Begins to hear of the engine's end and of changes; returns the way to stop. */
  function listen(): () => void {
    const releases = [
      api.on('stopped', ({ reason }) => {
        if (reason === 'closed') setOpen(null)
        else engineStopped.value = true
      }),
      useChanges().whenever(
        ['case', 'batches', 'records', 'entities', 'charts', 'history'],
        () => void refreshCase().catch(() => {}),
      ),
    ]
    return () => {
      for (const release of releases) release()
    }
  }
  /** A new engine after one that stopped. Nothing is replayed; no case is open in it. Errors: engine-stopped. */
  async function reconnect(): Promise<void> {
    await host.reconnect()
    engineStopped.value = false
    await refresh()
    useChanges().bump()
  }
  const onHanded: typeof host.onHanded = (listener, failed) => host.onHanded(listener, failed)
  const onMenuCommand = (listener: Parameters<typeof host.onMenuCommand>[0]) => host.onMenuCommand(listener)

  return {
    state,
    openCase,
    running,
    engineStopped,
    refresh,
    create,
    open,
    openSample,
    changePassphrase,
    cancel,
    close,
    forget,
    listen,
    reconnect,
    ...createPickedFiles(),
    onHanded,
    onMenuCommand,
  }
})
