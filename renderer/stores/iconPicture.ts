/** A small round picture of an attached one, made by the page's own decoder: nothing else ever opens it. */
const side = 80

/** PNG in base64. Throws where the bytes are no picture that can be shown. */
export async function iconPicture(type: string, bytes: string): Promise<string> {
  const given = Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0))
  const image = await createImageBitmap(new Blob([given], { type }))
  try {
    const canvas = new OffscreenCanvas(side, side)
    const context = canvas.getContext('2d')
    if (context === null) throw new Error('this page draws on no canvas')
    context.beginPath()
    context.arc(side / 2, side / 2, side / 2, 0, 2 * Math.PI)
    context.clip()
    // The middle of it; of an upright one the upper part, where a face is.
    const cut = Math.min(image.width, image.height)
    const [x, y] = [(image.width - cut) / 2, (image.height - cut) / 5]
    context.imageSmoothingQuality = 'high'
    context.drawImage(image, x, y, cut, cut, 0, 0, side, side)
    const png = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer())
    return btoa(String.fromCharCode(...png))
  } finally {
    image.close()
  }
}
