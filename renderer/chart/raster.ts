/**
 * Hairlines and dots by hand: stroking 10,000 lines costs a canvas without a graphics card 50 to 200 ms, adding up what each of them covers a tenth of that. What
 * several lines cover adds up, so a dense place looks dense.
 */
export interface Raster {
  readonly width: number
  readonly height: number
  /** How much of each pixel is covered by lines. */
  readonly covered: Uint8ClampedArray
  /** Colours as they lie in an image: red lowest, alpha highest. */
  readonly pixels: Uint32Array
}

export function rasterOf(width: number, height: number): Raster {
  return {
    width,
    height,
    covered: new Uint8ClampedArray(width * height),
    pixels: new Uint32Array(width * height),
  }
}

/** A line of one pixel, its rims softened; what lies outside is cut off. */
export function hairline(raster: Raster, x0: number, y0: number, x1: number, y1: number): void {
  const { width, height, covered } = raster
  const [dx, dy] = [x1 - x0, y1 - y0]
  const flat = Math.abs(dx) >= Math.abs(dy)
  // Along the longer side, one pixel a step; across it the pixel is shared by two.
  const [along, across] = flat ? [width, height] : [height, width]
  let [a0, b0, a1, b1] = flat ? [x0, y0, x1, y1] : [y0, x0, y1, x1]
  if (a0 > a1) [a0, b0, a1, b1] = [a1, b1, a0, b0]
  if (a1 < 0 || a0 > along - 1) return
  const slope = a1 === a0 ? 0 : (b1 - b0) / (a1 - a0)
  let first = Math.max(0, Math.ceil(a0))
  let last = Math.min(along - 1, Math.floor(a1))
  // Only where both pixels across are there.
  const limit = across - 1.001
  if (slope === 0) {
    if (b0 < 0 || b0 > limit) return
  } else {
    const [enter, leave] = [(0 - b0) / slope + a0, (limit - b0) / slope + a0]
    first = Math.max(first, Math.ceil(Math.min(enter, leave)))
    last = Math.min(last, Math.floor(Math.max(enter, leave)))
  }
  const [stepAlong, stepAcross] = flat ? [1, width] : [width, 1]
  let b = b0 + (first - a0) * slope
  for (let a = first; a <= last; a++) {
    const whole = b | 0
    const beyond = (b - whole) * 255
    const at = a * stepAlong + whole * stepAcross
    covered[at] = (covered[at] as number) + 255 - beyond
    covered[at + stepAcross] = (covered[at + stepAcross] as number) + beyond
    b += slope
  }
}
/** Gives rows of the picture the colour of lines, by how much is covered, and forgets what was covered. */
export function colourRows(
  { width, covered, pixels }: Raster,
  colour: number,
  from: number,
  to: number,
): void {
  const rgb = colour & 0xffffff
  for (let at = from * width; at < to * width; at++) {
    const share = covered[at] as number
    pixels[at] = share === 0 ? 0 : ((share << 24) | rgb) >>> 0
  }
  covered.fill(0, from * width, to * width)
}
/** A disc, or a square, its rim softened, over what is there. */
export function dot(
  raster: Raster,
  x: number,
  y: number,
  radius: number,
  colour: number,
  square: boolean,
): void {
  const { width, height, pixels } = raster
  const [left, right] = [Math.max(0, Math.floor(x - radius)), Math.min(width - 1, Math.ceil(x + radius))]
  const [top, bottom] = [Math.max(0, Math.floor(y - radius)), Math.min(height - 1, Math.ceil(y + radius))]
  const rgb = colour & 0xffffff
  for (let py = top; py <= bottom; py++) {
    const dy = Math.abs(py - y)
    for (let px = left; px <= right; px++) {
      const dx = Math.abs(px - x)
      const away = square ? Math.max(dx, dy) : Math.sqrt(dx * dx + dy * dy)
      const share = radius + 0.5 - away
      if (share <= 0) continue
      const at = py * width + px
      const under = pixels[at] as number
      if (share >= 1) pixels[at] = (0xff000000 | rgb) >>> 0
      else pixels[at] = over(under, rgb, share)
    }
  }
}
/** The colour at `share` over another. */
function over(under: number, rgb: number, share: number): number {
  const below = ((under >>> 24) / 255) * (1 - share)
  const alpha = share + below
  const mix = (shift: number) =>
    Math.round((((rgb >> shift) & 255) * share + ((under >> shift) & 255) * below) / alpha)
  return ((Math.round(alpha * 255) << 24) | (mix(16) << 16) | (mix(8) << 8) | mix(0)) >>> 0
}

/** `#rrggbb` as it lies in an image; grey for anything else. */
export function colourNumber(colour: string): number {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour)
  if (match === null) return 0x808080
  const [red, green, blue] = match.slice(1).map((part) => Number.parseInt(part, 16)) as [
    number,
    number,
    number,
  ]
  return (blue << 16) | (green << 8) | red
}
