// Finds or installs a PostgreSQL and runs it for the tests, in a folder of its own, on a free port.
import { execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

export interface RunningPostgres {
  url: string
  /** Ends the server and deletes its data. */
  stop(): Promise<void>
}

const isRoot = process.getuid?.() === 0
/** Small and capital letters of all languages, as any server that people use knows them. */
const ctype = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8'

/** The folder with `initdb` and `postgres`, the newest one there is. */
function findBinaries(): string | undefined {
  const folders: string[] = []
  for (const root of ['/usr/lib/postgresql', '/usr/local/opt', '/opt/homebrew/opt']) {
    if (!existsSync(root)) continue
    for (const name of readdirSync(root)) folders.push(join(root, name, 'bin'))
  }
  folders.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).reverse()
  folders.push('/usr/local/bin', '/usr/bin', '/usr/local/pgsql/bin')
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')))
}

function install(): void {
  if (!isRoot || !existsSync('/usr/bin/apt-get')) {
    throw new Error(
      'PostgreSQL was not found, and this is not a Debian system with root rights, so it cannot be installed ' +
        'here. Install it, or set TEST_POSTGRES_URL to a server the tests may create databases on.',
    )
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  try {
    execFileSync('apt-get', ['update', '-qq'], { stdio: 'pipe', env })
    execFileSync('apt-get', ['install', '-qq', '-y', '--no-install-recommends', 'postgresql'], {
      stdio: 'pipe',
      env,
    })
  } catch (error) {
    const said = String((error as { stderr?: Buffer }).stderr ?? error).trim()
    throw new Error(
      `apt-get could not install PostgreSQL: ${said}\nInstall it yourself, or set TEST_POSTGRES_URL.`,
    )
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** PostgreSQL refuses to run as root; Debian's package brings the user it wants. */
function serverUser(): { uid?: number; gid?: number } {
  if (!isRoot) return {}
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

async function waitUntilReady(url: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const client = new pg.Client(url)
    try {
      await client.connect()
      return await client.end()
    } catch (error) {
      await client.end().catch(() => {})
      if (attempt === 200) throw new Error('The PostgreSQL of the tests did not start', { cause: error })
      await sleep(50)
    }
  }
}

/**
 * A PostgreSQL server for the tests: the one of TEST_POSTGRES_URL, or a fresh one. `fsync` is off unless asked for.
 * `within`: where its data goes. In memory a database of a test is made in an eighth of the time.
 * Throws with a plain reason when there is none and none can be installed.
 */
export async function ensurePostgres({ fsync = false, within = tmpdir() } = {}): Promise<RunningPostgres> {
  const given = process.env.TEST_POSTGRES_URL
  if (given) {
    return { url: given, stop: async () => {} }
  }
  if (!findBinaries()) install()
  const binaries = findBinaries()
  if (!binaries) throw new Error('PostgreSQL was installed, but its initdb is not where it is expected')

  const user = serverUser()
  const folder = mkdtempSync(join(within, 'seomatic-postgres-'))
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid ?? user.uid)
  const data = join(folder, 'data')
  execFileSync(
    join(binaries, 'initdb'),
    ['-D', data, '-U', 'seomatic', '-A', 'trust', '-E', 'UTF8', '--no-locale', `--lc-ctype=${ctype}`, '-N'],
    {
      stdio: 'pipe',
      cwd: folder,
      ...user,
    },
  )
  const port = await freePort()
  // Through a socket in the folder an answer takes a seventh less than through the network, which is there as well.
  const url = `postgres://seomatic@127.0.0.1:${port}/postgres?host=${encodeURIComponent(folder)}`
  const settings = ['listen_addresses=127.0.0.1', `port=${port}`, `unix_socket_directories=${folder}`]
  settings.push('max_connections=200', `fsync=${fsync ? 'on' : 'off'}`)
  const server = spawn(join(binaries, 'postgres'), ['-D', data, ...settings.flatMap((one) => ['-c', one])], {
    stdio: 'ignore',
    cwd: folder,
    ...user,
  })
  const end = async (signal: NodeJS.Signals) => {
    const gone = new Promise((resolve) => server.once('exit', resolve))
    server.kill(signal)
    await gone
  }
  // Whatever ends the tests ends their server too.
  const killWithUs = () => server.kill('SIGKILL')
  process.once('exit', killWithUs)
  await waitUntilReady(url)
  return {
    url,
    stop: async () => {
      process.off('exit', killWithUs)
      await end('SIGINT')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
