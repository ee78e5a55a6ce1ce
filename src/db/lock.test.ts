import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { shortLived } from '../../test/helpers/short-lived.ts'
import { lockFolder } from './lock.ts'
import { processStartTime } from './process-identity.ts'

const childFile = fileURLToPath(new URL('./fixtures/child.ts', import.meta.url))
const noSuchPid = 2 ** 22 + 1 // above the highest pid Linux gives

let folder: string
const kills: (() => Promise<void>)[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seomatic-lock-'))
})
afterEach(async () => {
  for (const kill of kills.splice(0)) await kill()
  rmSync(folder, { recursive: true, force: true })
})

/** Starts a process that takes the lock; gives its first line. */
async function startHolder(what = 'lock') {
  const child = spawn(process.execPath, [...shortLived, childFile, what, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const kill = async () => {
    child.kill('SIGKILL')
    await gone
  }
  kills.push(kill)
  const lines = createInterface({ input: child.stdout })
  const line = await new Promise<string>((resolve) => lines.once('line', resolve))
  return { line, kill, pid: child.pid! }
}

function currentFile(): string {
  const number = Math.max(
    ...readdirSync(join(folder, 'lock'))
      .filter((name) => /^\d+$/.test(name))
      .map(Number),
  )
  return join(folder, 'lock', String(number))
}

function rewriteHolder(change: object): void {
  const file = currentFile()
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), ...change }))
}

it('says who holds the folder, since when, and what to do', async () => {
  const holder = await startHolder()
  expect(holder.line).toBe('held')
  const error = await lockFolder(folder).catch((caught: unknown) => caught)
  expect(error).toMatchObject({ code: 'data_folder_locked', details: { pid: holder.pid } })
  const { message } = error as Error
  for (const part of [folder, String(holder.pid), 'DATA_DIR', 'DATABASE_URL', 'Stop the other one']) {
    expect(message).toContain(part)
  }
  expect(message).toMatch(/since \d{4}-\d\d-\d\dT/)
})

it('takes over from a holder that was killed', async () => {
  const holder = await startHolder()
  await holder.kill()
  const lock = await lockFolder(folder)
  await lock.release()
})

it('takes over when the pid belongs to another process by now', async () => {
  const lock = await lockFolder(folder)
  await lock.release()
  // Our own pid with another start time: exactly what a reused pid looks like.
  rewriteHolder({ released: false, pid: process.pid, startTime: '1', socket: undefined })
  await (await lockFolder(folder)).release()
})

it('never takes over because of age', async () => {
  const lock = await lockFolder(folder)
  rewriteHolder({ since: '1999-01-01T00:00:00.000Z', socket: undefined })
  await expect(lockFolder(folder)).rejects.toMatchObject({ code: 'data_folder_locked' })
  await lock.release()
})

it('believes the socket of a holder whose pid means nothing here, where there are such sockets', async () => {
  const lock = await lockFolder(folder)
  rewriteHolder({ pid: noSuchPid, startTime: '5' })
  // On other systems the pid is the only proof.
  if (process.platform === 'linux') {
    await expect(lockFolder(folder)).rejects.toMatchObject({ code: 'data_folder_locked' })
    await lock.release()
    rewriteHolder({ released: false })
  }
  await (await lockFolder(folder)).release()
  await lock.release()
})

it('refuses the same process a second time, and frees the folder on release', async () => {
  const first = await lockFolder(folder)
  await expect(lockFolder(folder)).rejects.toThrow('this process has already opened it')
  await first.release()
  const second = await lockFolder(folder)
  await first.release() // twice does no harm to the next holder
  await expect(lockFolder(folder)).rejects.toMatchObject({ code: 'data_folder_locked' })
  await second.release()
})

it('lets exactly one of many racing starters win, over a stale lock too', async () => {
  for (let round = 0; round < 20; round++) {
    if (round > 0) rewriteHolder({ pid: noSuchPid, startTime: '5', released: false, socket: undefined })
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder)))
    const winners = outcomes.filter((outcome) => outcome.status === 'fulfilled')
    expect(winners).toHaveLength(1)
    await winners[0]!.value.release()
  }
  // What the losers prepared is tidied away: one number, at most one socket.
  await (await lockFolder(folder)).release()
  expect(readdirSync(join(folder, 'lock'))).toHaveLength(1)
})

it('lets exactly one of several racing processes win over a dead holder', async () => {
  const dead = await startHolder()
  await dead.kill()
  const holders = await Promise.all([startHolder(), startHolder(), startHolder()])
  const lines = holders.map((holder) => holder.line.split(' ').slice(0, 2).join(' '))
  expect(lines.sort()).toEqual(['failed data_folder_locked', 'failed data_folder_locked', 'held'])
})

it('keeps others out of its folder', async () => {
  const lock = await lockFolder(folder)
  expect(statSync(join(folder, 'lock')).mode & 0o777).toBe(0o700)
  expect(statSync(currentFile()).mode & 0o777).toBe(0o600)
  await lock.release()
})

it('knows when a process started, where the system tells', () => {
  const started = processStartTime(process.pid)
  if (existsSync('/proc/self/stat')) expect(started).toMatch(/^\d+$/)
  else expect(started).toBeUndefined()
  expect(processStartTime(noSuchPid)).toBeUndefined()
})
