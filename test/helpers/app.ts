// The whole program in this process, on a fresh database, with its owner signed in.
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LightMyRequestResponse } from 'fastify'
import type { Clock } from '../../src/clock.ts'
import { type Config, readConfig } from '../../src/config.ts'
import { type Logger, silentLogger } from '../../src/logger.ts'
import { openProgram, type Program } from '../../src/program.ts'
import { builtOnce } from './built-program.ts'
import { copyPostgresTemplate, copyTemplate, fewConnections } from './database.ts'

export interface TestAppOptions {
  /**
   * Settings that differ; DATA_DIR is a temporary folder, PORT 0, and there is no sample project. The database is on the
   * server of TEST_POSTGRES_URL where there is one; `databaseUrl: ''` asks for the embedded one.
   */
  config?: Partial<Config>
  logger?: Logger
  /** What shown times go by; the machine's unless told. */
  clock?: Clock
  /** Listen on a real port, for browsers and for event streams. */
  listen?: boolean
  /** False leaves the setup open. */
  signedIn?: boolean
}

export interface CallOptions {
  body?: unknown
  /** `owner` unless told: the cookie of the owner's browser. */
  as?: 'owner' | 'token' | 'nobody'
  headers?: Record<string, string>
}

export interface TestApp {
  program: Program
  config: Config
  /** `http://127.0.0.1:port` when listening, else an address that only `call` understands. */
  url: string
  /** The `Cookie` header of the signed-in owner. */
  cookie: string
  /** An API token of the owner. */
  token: string
  owner: { email: string; password: string }
  /** One call of the API as a browser of this site makes it. */
  call(method: string, path: string, options?: CallOptions): Promise<TestAnswer>
  close(): Promise<void>
}

export interface TestAnswer {
  status: number
  headers: LightMyRequestResponse['headers']
  text: string
  /** The parsed JSON; undefined when the body is empty or something else. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  body: any
}

export const testOwner = {
  name: 'Olga Owner',
  email: 'olga@example.com',
  password: 'four unrelated words 42',
}

export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const server = options.config?.databaseUrl === undefined && process.env.TEST_POSTGRES_URL
  const own = server ? await copyPostgresTemplate(server) : undefined
  const databaseUrl = own?.databaseUrl ?? options.config?.databaseUrl ?? ''
  const isShared = databaseUrl !== ''
  const dataDir = isShared ? mkdtempSync(join(tmpdir(), 'seomatic-test-')) : await copyTemplate()
  const config: Config = {
    ...readConfig({ DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'silent', SAMPLE_PROJECT: 'off' }),
    // A server that several processes share needs a key that is given.
    encryptionKey: isShared ? Buffer.alloc(32, 7).toString('base64') : '',
    databaseConnections: fewConnections,
    ...options.config,
    databaseUrl,
  }
  const program = await openProgram(config, options.logger ?? silentLogger, {
    // From source it takes a second to load, for each of hundreds of tests.
    renderWorker: (await builtOnce()).renderWorker,
    ...(options.clock && { clock: options.clock }),
  })
  const app = program.app!
  let url = 'http://127.0.0.1:3000'
  if (options.listen) {
    await app.listen({ host: '127.0.0.1', port: 0 })
    url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  }

  const test: TestApp = {
    program,
    config,
    url,
    cookie: '',
    token: '',
    owner: testOwner,
    async call(method, path, { body, as = 'owner', headers = {} } = {}) {
      const answer = await app.inject({
        method: method as 'GET',
        url: path,
        headers: {
          host: new URL(url).host,
          ...(as === 'owner' && { cookie: test.cookie, origin: url }),
          ...(as === 'token' && { authorization: `Bearer ${test.token}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
      return read(answer)
    },
    async close() {
      await program.stop()
      await own?.drop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
  if (options.signedIn !== false) await signIn(test)
  return test
}

/** Makes the owner, as whom calls are made from then on. Where `signedIn` is not false it is done at the start. */
export async function signIn(test: TestApp): Promise<void> {
  const token = await test.program.accounts.setup.renewToken()
  const made = await test.call('POST', '/api/setup', { as: 'nobody', body: { token, ...testOwner } })
  if (made.status !== 201) throw new Error(`The setup failed: ${made.text}`)
  test.cookie = String(made.headers['set-cookie']).split(';')[0]!
  const created = await test.call('POST', '/api/tokens', { body: { name: 'tests' } })
  test.token = created.body.secret
}

function read(answer: LightMyRequestResponse): TestAnswer {
  const isJson = String(answer.headers['content-type']).startsWith('application/json')
  return {
    status: answer.statusCode,
    headers: answer.headers,
    text: answer.body,
    body: isJson && answer.body !== '' ? JSON.parse(answer.body) : undefined,
  }
}
