/** When everything of the samples was made. */
export const at = '2026-01-02T03:04:05.000Z'
