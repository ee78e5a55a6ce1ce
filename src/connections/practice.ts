// The practice site: a simulated Wix in a process of its own, so that a rehearsal never stalls the dashboard.
import { type ChildProcess, fork } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type FolderLock, lockFolder } from '../db/lock.ts'
import { AppError, isAppError } from '../errors.ts'
import type { Logger } from '../logger.ts'
import { seedPracticeSite } from './practice-contents.ts'

export interface PracticeSite {
  /** Where it answers; starts it when it does not run yet. */
  url(): Promise<string>
  /** Makes the site and its key if this practice Wix does not know them. */
  ensureSite(site: { siteId: string; apiKey: string; name: string }): Promise<void>
  /** Its process, while it runs and is ours. */
  pid(): number | undefined
  stop(): Promise<void>
}

export interface PracticeSettings {
  /** Its data and the file with its address. */
  folder: string
  /** What moves the clock of its Wix; empty: nothing. */
  clockOffsetFile?: string
  logger: Logger
}

const entry = fileURLToPath(new URL('../simulator/main.ts', import.meta.url))
const startLimitMs = 20_000

export function createPracticeSite({ folder, clockOffsetFile = '', logger }: PracticeSettings): PracticeSite {
  const addressFile = join(folder, 'address.json')
  let lock: FolderLock | undefined
  let child: ChildProcess | undefined
  let running: Promise<string> | undefined
  let port = 0
  let isStopping = false

  function url(): Promise<string> {
    running ??= start().catch((error: unknown) => {
      running = undefined
      throw error
    })
    return running
  }

  async function start(): Promise<string> {
    if (isStopping) throw new AppError('unavailable', 'The program is stopping.')
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const elsewhere = lock ? undefined : await lockOrFind()
    if (elsewhere) {
      // Another process of this host runs it and may restart it elsewhere: ask again next time.
      queueMicrotask(() => {
        running = undefined
      })
      return elsewhere
    }
    const started = await startChild()
    port = Number(new URL(started).port)
    writeFileSync(addressFile, JSON.stringify({ url: started }), { mode: 0o600 })
    logger.info({ url: started }, 'practice site started')
    return started
  }

  /** Takes the folder; or, when another process has it, the address of the site it runs. */
  async function lockOrFind(): Promise<string | undefined> {
    const old = readAddress(addressFile)
    try {
      lock = await lockFolder(folder)
    } catch (error) {
      if (!isAppError(error) || error.code !== 'data_folder_locked') throw error
      return waitForOther()
    }
    // The site of a process that was killed ends a moment after it; two may never write one journal.
    for (let tries = 0; old && tries < 100 && (await isHealthy(old)); tries++) await sleep(100)
    return undefined
  }

  async function waitForOther(): Promise<string> {
    for (const until = Date.now() + startLimitMs; Date.now() < until; await sleep(200)) {
      const address = readAddress(addressFile)
      if (address && (await isHealthy(address))) return address
    }
    throw new AppError(
      'connection_unreachable',
      'The practice site of this installation does not answer. It runs in one process of one machine; start that one again.',
    )
  }

  async function startChild(): Promise<string> {
    const args = [
      '--port',
      String(port),
      '--data',
      join(folder, 'wix'),
      '--rate',
      '200',
      '--exit-with-parent',
      ...(clockOffsetFile === '' ? [] : ['--clock-offset-file', clockOffsetFile]),
    ]
    const started = fork(entry, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] })
    child = started
    const ready = Promise.withResolvers<string>()
    let wasReady = false
    started.once('message', (message) => {
      wasReady = true
      ready.resolve((message as { url: string }).url)
    })
    started.once('error', ready.reject)
    started.once('exit', (code) => {
      ready.reject(
        new AppError('unavailable', `The practice site could not start (exit code ${code}). Try again.`),
      )
      child = undefined
      running = undefined
      // One that cannot even start would only fail again; the next caller tries it.
      if (wasReady && !isStopping) restart(code)
    })
    return ready.promise
  }

  /** Runs may be talking to it, so it comes back by itself, on the same port. */
  function restart(code: number | null): void {
    logger.warn({ code }, 'the practice site ended and is started again')
    setTimeout(() => {
      if (!isStopping)
        url().catch((error: unknown) => logger.error({ err: error }, 'the practice site does not start'))
    }, 1000).unref()
  }

  return {
    url,
    async ensureSite({ siteId, apiKey, name }) {
      const base = await url()
      const { sites } = (await control(base, 'GET', 'sites')) as { sites: { id: string }[] }
      if (!sites.some((site) => site.id === siteId))
        await control(base, 'POST', 'sites', { id: siteId, name })
      await seedPracticeSite((...call) => control(base, ...call), siteId)
      const { keys } = (await control(base, 'GET', 'keys')) as { keys: { key: string }[] }
      if (!keys.some((one) => one.key === apiKey)) await control(base, 'POST', 'keys', { key: apiKey })
    },
    pid: () => child?.pid,
    async stop() {
      isStopping = true
      const running = child
      if (running) {
        const gone = new Promise((resolve) => running.once('exit', resolve))
        running.kill('SIGTERM')
        const isGone = await Promise.race([gone.then(() => true), sleep(5_000, false, { ref: false })])
        if (!isGone) running.kill('SIGKILL')
      }
      await lock?.release()
    },
  }
}

function readAddress(file: string): string | undefined {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as { url: string }).url
  } catch {
    return undefined
  }
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/__simulator/health`, { signal: AbortSignal.timeout(2_000) })
    await answer.body?.cancel()
    return answer.ok
  } catch {
    return false
  }
}

async function control(base: string, method: string, path: string, body?: object): Promise<unknown> {
  const answer = await fetch(`${base}/__simulator/${path}`, {
    method,
    signal: AbortSignal.timeout(10_000),
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
  if (!answer.ok)
    throw new AppError(
      'unavailable',
      `The practice site refused to be prepared (${answer.status}). Try again.`,
    )
  return answer.json()
}
