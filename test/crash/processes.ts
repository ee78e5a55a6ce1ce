// The product and the simulated Wix as processes of their own, so that killing one never touches the other.
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { builtOnce } from '../helpers/built-program.ts'
import { fewConnections } from '../helpers/database.ts'
import { shortLived } from '../helpers/short-lived.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
// With much else to do, a machine took two minutes. Less than a test may take, so that it says why it failed.
const startLimitMs = 150_000
const sealingKey = randomBytes(32).toString('base64')

export interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
}

export interface SimulatorProcess {
  url: string
  /** One control call: `control('POST', 'faults', {...})`. */
  control<T>(method: string, path: string, body?: unknown): Promise<T>
  stop(): Promise<void>
}

export interface ProductProcess {
  /** Empty when it is a worker alone. */
  url: string
  /** When it was started and when it said that it is ready (`Date.now()`). */
  startedAt: number
  readyAt: number
  ended: Promise<Ended>
  isRunning(): boolean
  /** Everything it has written so far, log and plain words together. */
  output(): string
  kill(signal: NodeJS.Signals): void
  /** SIGTERM, and how it ended. */
  stop(): Promise<Ended>
}

export interface ProductSettings {
  dataDir: string
  databaseUrl: string
  wixUrl: string
  /** Further settings: CRASH_AT, SERVICES, LOG_LEVEL ... */
  env?: Record<string, string>
  /** kill -9 this long after it was started, ready or not. */
  killAfterMs?: number
}

const children = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL')
})

function start(args: string[], env: Record<string, string>): { child: ChildProcess; output: () => string } {
  const child = spawn(process.execPath, args, {
    cwd: root,
    // Nothing of our own environment: a setting of the machine must not change what is tested. The compile cache is
    // what `npm start` has too.
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  children.add(child)
  child.once('exit', () => children.delete(child))
  let output = ''
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.setEncoding('utf8')
    stream.on('data', (text: string) => {
      output += text
    })
  }
  return { child, output: () => output }
}

/** It ended before it was ready: one that kills itself may well do so when it takes up a run again. */
export class EndedEarly extends Error {}

/** Waits for a line; throws with everything that was said when the process ends before, or takes too long. */
async function waitFor(child: ChildProcess, output: () => string, pattern: RegExp): Promise<RegExpExecArray> {
  const limit = Date.now() + startLimitMs
  for (;;) {
    const found = pattern.exec(output())
    if (found) return found
    const hasEnded = child.exitCode !== null || child.signalCode !== null
    if (hasEnded || Date.now() > limit) {
      const words = `The process did not say ${pattern}:\n${output().slice(-4000)}`
      throw hasEnded ? new EndedEarly(words) : new Error(words)
    }
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

export async function startSimulatorProcess(
  dataDir: string,
  options: { rate?: number; seed?: number } = {},
): Promise<SimulatorProcess> {
  const { rate = 0, seed = 1 } = options
  const program = await builtOnce()
  const { child, output } = start(
    [
      program.simulator,
      '--data',
      dataDir,
      '--rate',
      String(rate),
      '--seed',
      String(seed),
      '--exit-with-parent',
    ],
    {},
  )
  const [, url = ''] = await waitFor(child, output, /"url":"([^"]+)"/)
  return {
    url,
    async control<T>(method: string, path: string, body?: unknown) {
      const answer = await fetch(`${url}/__simulator/${path}`, {
        method,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      const text = await answer.text()
      if (!answer.ok) throw new Error(`The simulator refused ${method} ${path}: ${text}`)
      return JSON.parse(text) as T
    },
    async stop() {
      if (child.exitCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      await gone
    },
  }
}

/** Starts the server and waits until it says that it is ready; throws when it ends before. */
export async function startProduct(settings: ProductSettings): Promise<ProductProcess> {
  const program = await builtOnce()
  const startedAt = Date.now()
  const { child, output } = start([...shortLived, program.main], {
    DATA_DIR: settings.dataDir,
    SAMPLE_PROJECT: 'off',
    DATABASE_URL: settings.databaseUrl,
    DATABASE_CONNECTIONS: String(fewConnections),
    WIX_API_URL: settings.wixUrl,
    PORT: '0',
    DOUBT_SECONDS: '3',
    // PostgreSQL may be shared by many processes, so the key has to be given there.
    ...(settings.databaseUrl !== '' && { APP_ENCRYPTION_KEY: sealingKey }),
    ...settings.env,
  })
  const ended = once(child, 'exit').then(([code, signal]): Ended => ({ code, signal }))
  if (settings.killAfterMs !== undefined) {
    const timer = setTimeout(() => child.kill('SIGKILL'), settings.killAfterMs)
    void ended.then(() => clearTimeout(timer))
  }
  const [, url = ''] = await waitFor(child, output, /SEOmatic is ready(?: at (\S+)| \(worker\))[\s\S]*?\n\n/)
  return {
    url,
    startedAt,
    readyAt: Date.now(),
    ended,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    output,
    kill: (signal) => void child.kill(signal),
    stop() {
      child.kill('SIGTERM')
      return ended
    },
  }
}
