// No room left, however it is told: by the system, or by the database.
const codes = new Set(['ENOSPC', 'EDQUOT', '53100'])

/** Whether the error, or what caused it, is a disk without room. */
export function isDiskFull(error: unknown): boolean {
  for (let at = error, steps = 0; at instanceof Error && steps < 10; at = at.cause, steps++) {
    if ('code' in at && codes.has(String(at.code))) return true
  }
  return false
}

/** The same of words, where an engine gave nothing else. */
export function speaksOfFullDisk(words: string): boolean {
  return /ENOSPC|EDQUOT|no space left on device|disk quota exceeded/i.test(words)
}
