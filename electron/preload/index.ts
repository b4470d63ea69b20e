/** What the page sees of the desktop: a few named requests, no Electron object, no path. One small CommonJS bundle, since a sandboxed preload can't be ESM. */
import { contextBridge, ipcRenderer, webUtils } from 'electron'
import { bridgeName, channels, menuCommands, portGreeting } from '../../shared/desktop.ts'
import type { DesktopBridge, MenuCommand } from '../../shared/desktop.ts'

const bridge = {
  platform: process.platform,
  connectEngine() {
    ipcRenderer.send(channels.connectEngine)
  },
  pickFiles: (what) => ipcRenderer.invoke(channels.pickFiles, what),
  pickCasePlace: (suggestedName) => ipcRenderer.invoke(channels.pickCasePlace, suggestedName),
  takeDropped: (files) =>
    ipcRenderer.invoke(
      channels.takeDropped,
      files
        .filter((file) => file instanceof File)
        .map((file) => webUtils.getPathForFile(file))
        .filter((path) => path !== ''),
    ),
  saveExport: (fileId, suggestedName) => ipcRenderer.invoke(channels.saveExport, fileId, suggestedName),
  takeHanded: () => ipcRenderer.invoke(channels.takeHanded),
  onHanded: (listener) =>
    listen(channels.handed, () => {
      listener()
    }),
  onEngineCrashed: (listener) =>
    listen(channels.engineCrashed, () => {
      listener()
    }),
  onMenuCommand: (listener) =>
    listen(channels.menuCommand, (command) => {
      if (isMenuCommand(command)) listener(command)
    }),
  showDiagnostics: () => ipcRenderer.invoke(channels.showDiagnostics),
} satisfies DesktopBridge

/** Listens to one channel until the returned function is called; the Electron event itself never reaches the page. */
function listen(channel: string, onValue: (value: unknown) => void): () => void {
  const listener = (_event: unknown, value: unknown): void => {
    onValue(value)
  }
  ipcRenderer.on(channel, listener)
  return () => {
    ipcRenderer.off(channel, listener)
  }
}
function isMenuCommand(value: unknown): value is MenuCommand {
  return (menuCommands as readonly unknown[]).includes(value)
}

// A port cannot cross the bridge; it reaches the page as a message of its own window.
ipcRenderer.on(channels.enginePort, (event) => {
  window.postMessage(portGreeting, window.location.origin, [...event.ports])
})
contextBridge.exposeInMainWorld(bridgeName, bridge)
