// CPU and memory of the processes that this one started, from /proc; nothing where there is none.
import { readdirSync, readFileSync } from 'node:fs'

/** Linux counts CPU time in hundredths of a second, whatever the machine. */
const msPerTick = 10

export interface ChildUsage {
  /** Milliseconds of user and system time, of those that live. */
  cpuMs: number
  /** Bytes resident, of all together. */
  rss: number
}

export function childUsage(): ChildUsage {
  const usage = { cpuMs: 0, rss: 0 }
  for (const pid of listProcesses()) {
    const [ppid, utime, stime] = readStat(pid)
    if (ppid !== process.pid) continue
    usage.cpuMs += (utime! + stime!) * msPerTick
    usage.rss += readRss(pid)
  }
  return usage
}

function listProcesses(): string[] {
  return attempt(() => readdirSync('/proc').filter((name) => /^\d+$/.test(name))) ?? []
}

/** Parent, user and system ticks; the name before them may hold anything. */
function readStat(pid: string): number[] {
  const text = attempt(() => readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? ''
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return [fields[1], fields[11], fields[12]].map(Number)
}

function readRss(pid: string): number {
  const text = attempt(() => readFileSync(`/proc/${pid}/status`, 'utf8')) ?? ''
  return Number(/VmRSS:\s+(\d+)/.exec(text)?.[1] ?? 0) * 1024
}

/** A process may be gone at any moment. */
function attempt<T>(read: () => T): T | null {
  try {
    return read()
  } catch {
    return null
  }
}
