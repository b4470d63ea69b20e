/** Lets the browser keep a picture the page has made. */
export function saveBlob(blob: Blob, fileName: string): void {
  const url = URL.createObjectURL(blob)
  const anchor = document.createElement('a')
  anchor.href = url
  anchor.download = fileName.replaceAll(/[\\/:*?"<>|]/g, '_')
  anchor.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
