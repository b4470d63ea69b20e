/** What the page makes by itself and lets leave. */
export const pageFiles = ['difference', 'overlaps'] as const
/** So many bytes of it one message carries, as base64. */
export const mostPageBytes = 5_000_000
