// The command line against a server of the test: in this process, since starting one for each command takes most of the
// time, or as its users run it (`asProcess`). test/documented-commands.test.ts runs all of the documents as processes.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { runCli } from './run-cli.ts'

const bin = fileURLToPath(new URL('../../bin/seomatic.mjs', import.meta.url))

export interface CliRun {
  code: number | null
  stdout: string
  stderr: string
  /** The one document on stdout; undefined when it is none. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  json: any
}

type Printed = Pick<CliRun, 'code' | 'stdout' | 'stderr'>
type Env = Record<string, string>

export interface RunOptions {
  env?: Record<string, string>
  /** What is sent to stdin; nothing unless told. */
  input?: string
  /** As a process of its own. */
  asProcess?: true
  /** Called with everything a process has on stderr so far; returns the signal to send, once. */
  onStderr?: (text: string) => NodeJS.Signals | undefined
}

export interface TestCli {
  /** Holds the credentials and the files of the test. */
  readonly folder: string
  readonly credentialsPath: string
  run(args: string[], options?: RunOptions): Promise<CliRun>
  /** Writes a file of the test and returns its path. */
  file(name: string, content: string | Uint8Array): string
  credentials(): { url: string; token: string; tokenId: string }
  remove(): void
}

/** `env` is added to every run; nothing of the surroundings but PATH comes in. */
export function createTestCli(env: Record<string, string> = {}): TestCli {
  const folder = mkdtempSync(join(tmpdir(), 'seomatic-cli-'))
  const credentialsPath = join(folder, 'config', 'seomatic', 'credentials.json')

  // Files without a folder are those of the test, for a run in this process too.
  const usualFolder = process.cwd()
  process.chdir(folder)

  async function run(args: string[], options: RunOptions = {}): Promise<CliRun> {
    const itsEnv = { HOME: folder, XDG_CONFIG_HOME: join(folder, 'config'), ...env, ...options.env }
    const { code, ...out } =
      options.asProcess || options.onStderr
        ? await runProcess(args, itsEnv, options)
        : await runHere(args, itsEnv, options)
    // Not enumerable, so that a run can be compared without it.
    return Object.defineProperty({ code, ...out }, 'json', { value: readJson(out.stdout) }) as CliRun
  }

  async function runHere(args: string[], itsEnv: Env, { input = '' }: RunOptions): Promise<Printed> {
    const [stdout, stderr] = [collect(), collect()]
    const around = { env: itsEnv, stdin: Readable.from([Buffer.from(input)]), stdout, stderr }
    const code = await runCli(args, around)
    return { code, stdout: stdout.text(), stderr: stderr.text() }
  }

  function runProcess(args: string[], itsEnv: Env, options: RunOptions): Promise<Printed> {
    const child = spawn(process.execPath, [bin, ...args], {
      cwd: folder,
      env: { PATH: process.execPath, ...itsEnv },
    })
    const out = { stdout: '', stderr: '' }
    let isSignalled = false
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out.stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      out.stderr += text
      const signal = isSignalled ? undefined : options.onStderr?.(out.stderr)
      if (!signal) return
      isSignalled = true
      child.kill(signal)
    })
    child.stdin.on('error', () => undefined)
    child.stdin.end(options.input ?? '')
    return new Promise((resolve, reject) => {
      child.once('error', reject)
      child.once('close', (code) => resolve({ code, ...out }))
    })
  }

  return {
    folder,
    credentialsPath,
    run,
    file(name, content) {
      writeFileSync(join(folder, name), content)
      return join(folder, name)
    },
    credentials: () => JSON.parse(readFileSync(credentialsPath, 'utf8')),
    remove() {
      process.chdir(usualFolder)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function collect(): Writable & { text(): string } {
  const chunks: Buffer[] = []
  const stream = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(Buffer.from(chunk))
      done()
    },
  })
  return Object.assign(stream, { text: () => Buffer.concat(chunks).toString('utf8') })
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export interface ScriptedServer {
  url: string
  requests: { method: string; url: string; headers: IncomingMessage['headers'] }[]
  close(): Promise<void>
}

/** A server that answers what the test says, for what a real one cannot be made to do. */
export async function startScriptedServer(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<ScriptedServer> {
  const requests: ScriptedServer['requests'] = []
  const server = createServer((request, response) => {
    requests.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers })
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

export function sendJson(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
