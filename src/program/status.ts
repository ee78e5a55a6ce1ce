// What this installation says of itself.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { retention } from '../api/retention.ts'
import type { Status } from '../api/status.ts'
import type { Config } from '../config.ts'
import type { Database } from '../db/types.ts'
import type { MasterKey } from '../vault/master-key.ts'

const rootFolder = fileURLToPath(new URL('../..', import.meta.url))

/** What people see of it under Settings. */
export function describeInstallation(config: Config, database: Database, masterKey: MasterKey): Status {
  return {
    version: readVersion(),
    database: { kind: database.kind, durable: database.durable, reason: database.durableReason },
    encryptionKey: { source: masterKey.source, path: masterKey.path },
    services: config.services,
    startedAt: database.now().toISOString(),
    kept: { plans: retention.plans, runs: retention.runs },
  }
}

function readVersion(): string {
  const { version } = JSON.parse(readFileSync(join(rootFolder, 'package.json'), 'utf8')) as {
    version: string
  }
  return version
}
