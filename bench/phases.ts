// Phases of a measured run: what each took and used, and the table of them.
import { findPostgres, findServer, readUsage, type Usage, usedBetween } from './process-usage.ts'

export interface Phase {
  name: string
  seconds: number
  used: Usage
  rssAtStart: number
  rssPeak: number
  childrenRssPeak: number
  /** Bytes by which the database has grown. */
  grown: number
}

export interface Meter {
  phases: Phase[]
  /** Throws what `work` throws, with the phase noted all the same. */
  measure<T>(name: string, work: () => Promise<T>): Promise<T>
  /** The last one of this name. */
  phase(name: string): Phase | undefined
  /** Of the server as it runs now, since it began. */
  usage(): Usage
}

/** Looks anew for the server in every phase, so that it may be started again between two. */
export function createMeter(databaseBytes: () => Promise<number>): Meter {
  const phases: Phase[] = []
  const postgres = findPostgres()
  return {
    phases,
    phase: (name) => phases.findLast((phase) => phase.name === name),
    usage: () => readUsage(findServer(), postgres),
    async measure(name, work) {
      const server = findServer()
      const before = readUsage(server, postgres)
      const bytesBefore = await databaseBytes()
      const peaks = watchMemory(server)
      const startedAt = performance.now()
      try {
        return await work()
      } finally {
        const seconds = (performance.now() - startedAt) / 1000
        const used = usedBetween(before, readUsage(server, postgres))
        const grown = (await databaseBytes()) - bytesBefore
        phases.push({ name, seconds, used, rssAtStart: before.rss, ...peaks.stop(), grown })
        console.error(`  ${name}: ${seconds.toFixed(1)} s`)
      }
    },
  }
}

function watchMemory(server: number): { stop(): { rssPeak: number; childrenRssPeak: number } } {
  let [rssPeak, childrenRssPeak] = [0, 0]
  const look = () => {
    const { rss, childrenRss } = readUsage(server, undefined)
    rssPeak = Math.max(rssPeak, rss)
    childrenRssPeak = Math.max(childrenRssPeak, childrenRss)
  }
  const timer = setInterval(look, 500)
  return {
    stop() {
      clearInterval(timer)
      look()
      return { rssPeak, childrenRssPeak }
    },
  }
}

const columns = [
  'phase',
  'wall s',
  'main s',
  'workers s',
  'other s',
  'children s',
  'postgres s',
  'RSS MB start > peak > end',
  'children MB',
  'disk KB/page',
]

/** CPU seconds by thread and process, memory, and how the database grew for each page. Pure. */
export function formatPhases(phases: Phase[], pages: number): string {
  const rows = phases.map(({ name, seconds, used, rssAtStart, rssPeak, childrenRssPeak, grown }) => [
    name,
    seconds.toFixed(1),
    ...[used.mainThread, used.workerThreads, used.otherThreads, used.children, used.postgres].map((cpu) =>
      Number.isNaN(cpu) ? '-' : cpu.toFixed(1),
    ),
    [rssAtStart, rssPeak, used.rss].map(toMegabytes).join(' > '),
    toMegabytes(childrenRssPeak),
    (grown / 1024 / pages).toFixed(2),
  ])
  const table = [columns, ...rows]
  const widths = columns.map((_, i) => Math.max(...table.map((row) => row[i]!.length)))
  return table
    .map((row) =>
      row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  '),
    )
    .join('\n')
}

const toMegabytes = (bytes: number) => String(Math.round(bytes / 1e6))
