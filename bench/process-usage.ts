// What processes have used so far, read from Linux's /proc: CPU seconds by kind of thread, and memory. The wall clock
// of a machine that others use too says little; this says what was ours.
import { readdirSync, readFileSync } from 'node:fs'

const ticksPerSecond = 100
const pageBytes = 4096

/** CPU in seconds since the processes began, memory in bytes now. NaN where the process was not found. */
export interface Usage {
  mainThread: number
  /** Worker threads of the server; with PGlite the database is one. */
  workerThreads: number
  /** Everything else in the server's process: garbage collection, compiling, files. */
  otherThreads: number
  /** Processes that the server started, also those that have ended. */
  children: number
  /** PostgreSQL with all its backends; NaN with PGlite. */
  postgres: number
  rss: number
  childrenRss: number
}

interface Stat {
  pid: number
  name: string
  parent: number
  cpu: number
  /** Of children that have ended and were waited for. */
  reapedCpu: number
  rss: number
}

/** The server that this process started: `node program/main.js`. Throws when there is none, or no /proc. */
export function findServer(): number {
  const found = readProcesses().find(
    ({ pid, parent }) =>
      parent === process.pid && readText(`/proc/${pid}/cmdline`)?.includes('program/main.js'),
  )
  if (!found)
    throw new Error('The process of the server was not found in /proc; this measures on Linux alone')
  return found.pid
}

/** The PostgreSQL that this process started, else the only one of this machine; undefined where that is not clear. */
export function findPostgres(): number | undefined {
  const all = readProcesses()
  const postgres = new Set(all.filter(({ name }) => name === 'postgres').map(({ pid }) => pid))
  const servers = all.filter(({ pid, parent }) => postgres.has(pid) && !postgres.has(parent))
  const ours = servers.find(({ parent }) => parent === process.pid)
  return (ours ?? (servers.length === 1 ? servers[0] : undefined))?.pid
}

export function readUsage(server: number, postgres: number | undefined): Usage {
  const all = readProcesses()
  const own = all.find(({ pid }) => pid === server)
  if (!own) throw new Error('The server has ended')
  const threads = readThreads(server)
  const mainThread = sum(threads.filter(({ pid }) => pid === server))
  const workerThreads = sum(threads.filter(({ name }) => name === 'WorkerThread'))
  const children = descendants(all, server)
  const engine = all.find(({ pid }) => pid === postgres)
  return {
    mainThread,
    workerThreads,
    otherThreads: own.cpu - mainThread - workerThreads,
    children: sum(children) + sumReaped([own, ...children]),
    postgres: engine ? sum([engine, ...descendants(all, engine.pid)]) + engine.reapedCpu : Number.NaN,
    rss: own.rss,
    childrenRss: children.reduce((total, { rss }) => total + rss, 0),
  }
}

/** What was used between two readings; memory as it is in the later one. */
export function usedBetween(before: Usage, after: Usage): Usage {
  return {
    mainThread: after.mainThread - before.mainThread,
    workerThreads: after.workerThreads - before.workerThreads,
    otherThreads: after.otherThreads - before.otherThreads,
    children: after.children - before.children,
    postgres: after.postgres - before.postgres,
    rss: after.rss,
    childrenRss: after.childrenRss,
  }
}

function descendants(all: Stat[], pid: number): Stat[] {
  const own = all.filter(({ parent }) => parent === pid)
  return own.flatMap((child) => [child, ...descendants(all, child.pid)])
}

const sum = (stats: Stat[]) => stats.reduce((total, { cpu }) => total + cpu, 0)
const sumReaped = (stats: Stat[]) => stats.reduce((total, { reapedCpu }) => total + reapedCpu, 0)

function readProcesses(): Stat[] {
  return readStats('/proc')
}

function readThreads(pid: number): Stat[] {
  return readStats(`/proc/${pid}/task`)
}

function readStats(folder: string): Stat[] {
  return readdirSync(folder)
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => parseStat(readText(`${folder}/${name}/stat`)) ?? [])
}

/** See proc_pid_stat(5); the name stands in brackets and may hold anything. */
function parseStat(text: string | undefined): Stat | undefined {
  if (text === undefined) return undefined
  const end = text.lastIndexOf(')')
  const fields = text
    .slice(end + 2)
    .split(' ')
    .map(Number)
  const at = (field: number) => fields[field - 3] ?? 0
  return {
    pid: Number.parseInt(text, 10),
    name: text.slice(text.indexOf('(') + 1, end),
    parent: at(4),
    cpu: (at(14) + at(15)) / ticksPerSecond,
    reapedCpu: (at(16) + at(17)) / ticksPerSecond,
    rss: at(24) * pageBytes,
  }
}

/** Undefined for what has gone meanwhile. */
function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
