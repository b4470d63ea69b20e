/** Enough rows that a kill falls into the middle of a command often. */
export const nodesPerChart = 400
