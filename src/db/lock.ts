// One process per data folder. The embedded database takes no lock of its own, and two writers lose rows in silence.
//
// `lock/` holds numbered files; the highest number is the lock, and its content says who holds it. Taking over from
// a dead holder means creating the next number, which exactly one starter can do. The highest file is never deleted,
// so a slow starter that looked earlier can never take a number that is already history.
import { linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../errors.ts'
import { isDiskFull } from './disk-full.ts'
import { newId } from './id.ts'
import { answersAt, type HeldSocket, listenForever } from './lock-socket.ts'
import { isProcessAlive, processStartTime } from './process-identity.ts'

interface Holder {
  pid: number
  startTime?: string
  since: string
  /** The name of a socket beside this file that answers as long as the holder lives. */
  socket?: string
  released?: boolean
}

export interface FolderLock {
  /** Gives the folder free. Safe to call twice. */
  release(): Promise<void>
}

/**
 * Takes the folder, or fails with `data_folder_locked`. When it returns, every earlier holder is proven dead.
 * A lock is never broken by its age: only when its process is gone, or its number belongs to another one by now.
 */
export async function lockFolder(dataDir: string): Promise<FolderLock> {
  const folder = join(dataDir, 'lock')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (;;) {
    const highest = highestNumber(folder)
    const holder = highest === 0 ? undefined : readHolder(join(folder, String(highest)))
    if (holder === 'gone') continue
    if (holder && (await isAlive(folder, holder))) throw lockedError(dataDir, holder)
    const number = highest + 1
    // Listening comes first: there is no moment in which the file is there and nobody answers.
    const socketName = newId('alive')
    const socket = await listenForever(join(folder, socketName))
    if (!claim(folder, number, socket ? socketName : undefined)) {
      await socket?.close()
      continue
    }
    forgetOthers(folder, [String(number), socketName])
    return { release: () => release(folder, number, socket) }
  }
}

function highestNumber(folder: string): number {
  return Math.max(
    0,
    ...readdirSync(folder)
      .filter((name) => /^\d+$/.test(name))
      .map(Number),
  )
}

function readHolder(file: string): Holder | undefined | 'gone' {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'gone'
    throw error
  }
  try {
    return JSON.parse(text) as Holder
  } catch {
    // Files appear complete, so this one was damaged with the disk: nobody can be found behind it.
    return undefined
  }
}

async function isAlive(folder: string, holder: Holder): Promise<boolean> {
  if (holder.released) return false
  if (isProcessAlive(holder.pid, holder.startTime)) return true
  // A holder in another container has a pid that means nothing here, but its socket answers.
  return holder.socket !== undefined && (await answersAt(join(folder, holder.socket)))
}

/** Creates the numbered file with its content in one step; false when somebody was faster. */
function claim(folder: string, number: number, socket: string | undefined): boolean {
  const startTime = processStartTime(process.pid)
  const holder: Holder = { pid: process.pid, since: new Date().toISOString() }
  if (startTime) holder.startTime = startTime
  if (socket) holder.socket = socket
  const draft = writeDraft(folder, holder)
  try {
    linkSync(draft, join(folder, String(number)))
  } catch (error) {
    // EEXIST: another starter was faster. ENOENT: it was, and has tidied our draft away.
    if (['EEXIST', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
  if (highestNumber(folder) === number) return true
  // We looked so long ago that the number had been used and forgotten since.
  rmSync(join(folder, String(number)), { force: true })
  return false
}

function writeDraft(folder: string, holder: Holder): string {
  const draft = join(folder, newId('draft'))
  writeFileSync(draft, JSON.stringify(holder), { flag: 'wx', mode: 0o600 })
  return draft
}

/** Earlier holders' files, and what starters that died half-way left. Living ones have lost already. */
function forgetOthers(folder: string, ours: string[]): void {
  for (const name of readdirSync(folder)) {
    if (!ours.includes(name)) rmSync(join(folder, name), { force: true })
  }
}

async function release(folder: string, number: number, socket: HeldSocket | undefined): Promise<void> {
  const file = join(folder, String(number))
  const holder = readHolder(file)
  try {
    if (typeof holder === 'object' && !holder.released) {
      renameSync(writeDraft(folder, { ...holder, released: true }), file)
    }
  } catch (error) {
    // The end of this process says the same.
    if (!isDiskFull(error)) throw error
  } finally {
    await socket?.close()
  }
}

function lockedError(dataDir: string, holder: Holder): AppError {
  const who =
    holder.pid === process.pid
      ? 'this process has already opened it'
      : `process ${holder.pid} has been using it since ${holder.since}`
  return new AppError(
    'data_folder_locked',
    `The data folder ${dataDir} is in use: ${who}. Two processes in one folder would lose data. ` +
      'Stop the other one, set DATA_DIR to another folder, or set DATABASE_URL to a PostgreSQL server, ' +
      'which several processes may share.',
    { details: { dataDir, pid: holder.pid, since: holder.since } },
  )
}
