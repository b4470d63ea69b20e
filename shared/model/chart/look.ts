/** How large a node and how wide a line is drawn. */

/** Diameter in pixels: area grows with the value, so that twice the money looks twice as large; 32 without a scale. */
export function nodeSize(value: number, largest: number): number {
  if (largest <= 0) return 32
  return Math.round(24 + 40 * Math.sqrt(Math.max(0, value) / largest))
}

/** How much of the diameter of a node its picture takes: the rim keeps the colour of its kind. */
export const pictureShare = 0.86

/** Line width in pixels by amount, on a log scale from 1.2 to 6; links without an amount stay thin. */
export function edgeWidth(amount: number | null, largest: number): number {
  if (amount === null || amount <= 0 || largest <= 0) return 1.2
  return 1.2 + 4.8 * (Math.log10(1 + amount) / Math.log10(1 + largest)) ** 3
}

/** By how much all lines of a chart are thinner than one alone: of thousands the ground and the nodes should still be seen. */
export function thinning(lines: number): number {
  return Math.round(100 * Math.min(1, Math.max(0.4, Math.sqrt(240 / Math.max(1, lines))))) / 100
}
