// Named points at which a crash test lets the process kill itself, as databases do with injection points.

export const crashPoints = [
  'after-chunk',
  'after-asset-intent',
  'before-asset-settle',
  'after-asset-settle',
  'before-intent',
  'after-intent',
  'before-settle',
  'after-settle',
  'between-batches',
  'before-finish',
  'after-finish',
  'after-redirect-intent',
  'between-redirects',
  'after-redirects',
  'before-asset-removal',
  'after-asset-removal',
  'before-verdicts',
  'after-verdicts',
  'before-receipt',
] as const
export type CrashPointName = (typeof crashPoints)[number]
export type CrashPoint<Name extends string = CrashPointName> = (name: Name) => void

/**
 * `setting` is a name, or `name:n` for the n-th time it is reached; several, divided by commas: the first of them that is
 * reached. Empty: every point does nothing.
 */
export function createCrashPoint<Name extends string = CrashPointName>(
  setting: string,
  kill: () => void = killSelf,
): CrashPoint<Name> {
  const left = new Map(
    setting.split(',').map((one) => {
      const [wanted = '', nth = '1'] = one.split(':')
      return [wanted, Number(nth)]
    }),
  )
  return (name) => {
    const times = left.get(name)
    if (times === undefined) return
    left.set(name, times - 1)
    if (times === 1) kill()
  }
}

function killSelf(): void {
  process.kill(process.pid, 'SIGKILL')
}
