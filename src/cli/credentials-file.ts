// Where `setup` and `login` keep the server's address and an API token: one file only this user can read.
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import type { ClientConfig } from '../config.ts'
import { CliError } from './errors.ts'

const schema = z.object({ url: z.url(), token: z.string().min(1), tokenId: z.string() })
export type Credentials = z.infer<typeof schema>

export interface CredentialsFile {
  readonly path: string
  /** Null when there is no file. */
  read(): Credentials | null
  write(credentials: Credentials): void
  remove(): void
  /** Whether others of this machine could read it. */
  isExposed(): boolean
}

export function createCredentialsFile(config: Pick<ClientConfig, 'configHome' | 'home'>): CredentialsFile {
  const path = join(config.configHome || join(config.home, '.config'), 'seomatic', 'credentials.json')
  return {
    path,
    read() {
      const text = readIfThere(path)
      if (text === null) return null
      const parsed = schema.safeParse(parseJson(text))
      if (parsed.success) return parsed.data
      throw new CliError(
        'credentials_unreadable',
        `${path} is not what "seomatic login" wrote. Delete it and run "seomatic login" again.`,
      )
    },
    write(credentials) {
      const folder = dirname(path)
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      chmodSync(folder, 0o700)
      // A file that exists keeps its mode when it is written to; a new one in its place has ours from the start.
      const fresh = `${path}.${process.pid}.new`
      writeFileSync(fresh, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
      renameSync(fresh, path)
    },
    remove: () => rmSync(path, { force: true }),
    isExposed() {
      if (process.platform === 'win32') return false
      const found = statSync(path, { throwIfNoEntry: false })
      return found !== undefined && (found.mode & 0o077) !== 0
    },
  }
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
