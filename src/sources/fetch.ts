// Asks a source for its file: opens its secrets, gives it the guarded ways out, and puts what goes wrong into words.
import { setTimeout as delay } from 'node:timers/promises'
import { SourceError } from '../data/source-error.ts'
import { findSourceKind } from '../data/sources/index.ts'
import type { Fetched, Secrets, Source, SourceContext } from '../data/sources/source.ts'
import type { Queries } from '../db/types.ts'
import { isAppError } from '../errors.ts'
import { FetchFailure, type HostCheck, type StreamingFetch } from '../fetcher/streaming-fetch.ts'
import type { Vault } from '../vault/vault.ts'
import type { WixClient } from '../wix/index.ts'
import { hideSecrets, withoutSecrets } from './hide-secrets.ts'
import { type SourceRow, sourceSecretsColumn } from './store.ts'

export interface WaysOut {
  fetch: StreamingFetch
  resolve: HostCheck
  /** Base addresses, by the name of their setting. */
  addresses: Readonly<Record<string, string>>
  /** A site of the workspace, at its pace; fails with an `AppError` where there is no such connection. */
  wix(workspaceId: string, connectionId: string, signal: AbortSignal): Promise<WixClient>
}

export interface FetchFileDeps {
  database: Pick<Queries, 'now'>
  ways: WaysOut
}

/** Everything of a source that is needed to ask it. */
export interface Asked {
  workspaceId: string
  kind: string
  config: Record<string, unknown>
  secrets: Secrets
  known: string | null
}

export async function fetchFile(
  { database, ways }: FetchFileDeps,
  { workspaceId, kind, config, secrets, known }: Asked,
  { save, signal }: Pick<SourceContext, 'save' | 'signal'>,
): Promise<Fetched> {
  const source = requireKind(kind)
  const ending = new AbortController()
  const both = AbortSignal.any([signal, ending.signal])
  const context: SourceContext = {
    ...ways,
    known,
    save,
    signal: both,
    now: () => database.now(),
    sleep: (ms) => delay(ms, undefined, { signal: both }),
    fetch: (url, request) => ways.fetch(url, { ...request, signal: both }),
    wix: (connectionId) => ways.wix(workspaceId, connectionId, both).catch(noConnection),
  }
  try {
    const fetched = await source.fetch(source.config.parse(config), secrets, context)
    if (fetched.state === 'same') return fetched
    return { ...fetched, fileName: hideSecrets(fetched.fileName, secrets) }
  } catch (error) {
    signal.throwIfAborted()
    throw withoutSecrets(error instanceof FetchFailure ? inWords(error) : error, secrets)
  } finally {
    // Whatever the source left open.
    ending.abort()
  }
}

function requireKind(kind: string): Source {
  const source = findSourceKind(kind)
  if (source) return source
  throw new SourceError(
    'source_gone',
    `This version knows no sources of the kind "${kind}". Connect the table in another way, or go back to the version that did.`,
  )
}

function noConnection(error: unknown): never {
  if (!isAppError(error)) throw error
  throw new SourceError(
    'source_missing',
    `The connection of this source cannot be used. ${error.message} Choose another one, or put it right under Connections.`,
  )
}

function inWords({ reason, message }: FetchFailure): SourceError {
  if (['address', 'host', 'port'].includes(reason)) {
    return new SourceError(
      'source_unreachable',
      `${message} Whoever runs this server can open a private host with FETCH_ALLOWED_HOSTS.`,
    )
  }
  if (reason === 'too_large') {
    return new SourceError('too_large', `${message} Leave out columns or rows that no page needs.`)
  }
  if (reason === 'redirects' || reason === 'credentials' || reason === 'scheme' || reason === 'url') {
    return new SourceError('source_unreachable', `${message} Correct the address of the source.`)
  }
  return new SourceError(
    'source_unreachable',
    `${message} Check that the address is right; if it is, this passes by itself with the next refresh.`,
  )
}

/** Fails with a `SourceError` where their key is not here. */
export function openSecrets(vault: Vault, { id, secrets_sealed }: SourceRow): Secrets {
  if (secrets_sealed === null) return {}
  const safe = vault.safe(sourceSecretsColumn)
  if (safe.lockOf(id, secrets_sealed) !== null) {
    throw new SourceError(
      'secrets_locked',
      'The login of this source is locked: the encryption key that sealed it is not here. Put the key back, or enter the login again.',
    )
  }
  return JSON.parse(safe.open(id, secrets_sealed)) as Secrets
}
