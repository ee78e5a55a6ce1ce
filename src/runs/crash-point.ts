// Named points at which a crash test lets the process kill itself, as databases do with injection points.

export type CrashPointName =
  | 'after-chunk'
  | 'before-intent'
  | 'after-intent'
  | 'before-settle'
  | 'after-settle'
  | 'between-batches'
  | 'before-finish'
  | 'after-finish'
export type CrashPoint = (name: CrashPointName) => void

/** `setting` is a name, or `name:n` for the n-th time it is reached. Empty: every point does nothing. */
export function createCrashPoint(setting: string, kill: () => void = killSelf): CrashPoint {
  const [wanted, nth = '1'] = setting.split(':')
  let seen = 0
  return (name) => {
    if (name !== wanted) return
    seen += 1
    if (seen === Number(nth)) kill()
  }
}

function killSelf(): void {
  process.kill(process.pid, 'SIGKILL')
}
