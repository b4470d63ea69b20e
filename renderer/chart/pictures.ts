/** Pictures of entities, decoded once each. They come a little later than the chart that shows them. */
const decoded = new Map<string, HTMLImageElement>()
const hearers = new Set<() => void>()

/** The picture, PNG in base64, once it is decoded; null until then, and for one that is none. */
export function pictureOf(png: string): HTMLImageElement | null {
  const known = decoded.get(png)
  if (known !== undefined) return known.complete && known.naturalWidth > 0 ? known : null
  const image = new Image()
  image.addEventListener('load', () => {
    for (const hear of hearers) hear()
  })
  image.src = `data:image/png;base64,${png}`
  decoded.set(png, image)
  return null
}
/** Calls whenever one more is there to be drawn. Returns how to stop. */
export function onPicture(hear: () => void): () => void {
  hearers.add(hear)
  return () => hearers.delete(hear)
}
