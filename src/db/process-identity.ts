// Who a process is. A pid alone is not enough: the system hands the same number out again.
import { readFileSync } from 'node:fs'

/** When a process started, in clock ticks since boot; undefined where the system does not tell (not Linux). */
export function processStartTime(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The command name stands in brackets and may hold anything; the fields after it are regular.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const state = fields[0]
    return state === 'Z' || state === 'X' ? undefined : fields[19]
  } catch {
    return undefined
  }
}

/** Whether this process still runs, and is still the same one. */
export function isProcessAlive(pid: number, startTime: string | undefined): boolean {
  if (process.platform === 'linux') {
    const current = processStartTime(pid)
    return current !== undefined && (startTime === undefined || current === startTime)
  }
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
