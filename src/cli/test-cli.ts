// The command line as its users run it: a process of its own, here against a server of the test.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const bin = fileURLToPath(new URL('../../bin/seomatic.mjs', import.meta.url))

export interface CliRun {
  code: number | null
  stdout: string
  stderr: string
  /** The one document on stdout; undefined when it is none. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  json: any
}

export interface RunOptions {
  env?: Record<string, string>
  /** What is sent to stdin; nothing unless told. */
  input?: string
  /** Called with everything on stderr so far; returns the signal to send, once. */
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

  function run(args: string[], options: RunOptions = {}): Promise<CliRun> {
    const child = spawn(process.execPath, [bin, ...args], {
      cwd: folder,
      env: {
        PATH: process.execPath,
        HOME: folder,
        XDG_CONFIG_HOME: join(folder, 'config'),
        ...env,
        ...options.env,
      },
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
      child.once('close', (code) => {
        const run = { code, ...out }
        // Not enumerable, so that a run can be compared without it.
        resolve(Object.defineProperty(run, 'json', { value: readJson(out.stdout) }) as CliRun)
      })
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
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
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
