/**
 * Run by electron-builder after an app is packed: lays the engine beside the archive, looks that the addons of the machine it is for are there, and
 * sets every fuse of Electron. What is missing, and a fuse we do not know of, breaks the build.
 */
import { join } from 'node:path'
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses'
import { wrongNatives } from './natives.mjs'
import { copyProgram, engineFiles } from './programFiles.mjs'

/** Every fuse with the value it must have in what we ship. */
export const fuses = {
  version: FuseVersion.V1,
  strictlyRequireAllFuses: true,
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  // Electron checks the archive on macOS and Windows only; on Linux the package's checksums stand for it.
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  [FuseV1Options.WasmTrapHandlers]: true,
}
/** electron-builder's numbers of the machines we pack for (its `Arch`). */
const archNames = { 1: 'x64', 3: 'arm64' }

/** @param {import('electron-builder').AfterPackContext} context */
export async function afterPack({ appOutDir, electronPlatformName, arch, packager }) {
  const name = packager.appInfo.productFilename
  const resources =
    electronPlatformName === 'darwin'
      ? join(appOutDir, `${name}.app`, 'Contents', 'Resources')
      : join(appOutDir, 'resources')
  const machine = [electronPlatformName, archNames[arch]]
  const engine = join(resources, 'engine')
  copyProgram(engineFiles(...machine), engine)
  const wrong = wrongNatives(engine, ...machine)
  if (wrong.length > 0) throw new Error(wrong.join('\n'))
  const program =
    electronPlatformName === 'win32'
      ? `${name}.exe`
      : electronPlatformName === 'darwin'
        ? `${name}.app`
        : packager.executableName
  await flipFuses(join(appOutDir, program), {
    ...fuses,
    resetAdHocDarwinSignature: electronPlatformName === 'darwin',
  })
}
