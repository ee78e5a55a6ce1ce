// The contract of a source: where the rows of a dataset come from and how they are fetched again. One folder for each,
// one line in `index.ts`; nothing outside that folder knows one source from another. A source fetches once into a file;
// from there on everything is an import like any other, whose format says how the file is read.
import type { ZodType } from 'zod'
import type { HostCheck, StreamingFetch } from '../../fetcher/streaming-fetch.ts'
import type { WixClient } from '../../wix/index.ts'

/** By the names that `Source.secrets` has. */
export type Secrets = Readonly<Record<string, string>>

export interface SourceSecret {
  name: string
  label: string
  help: string
  isRequired: boolean
  /** The part of the configuration behind which forms ask for it, as a password behind its user. */
  follows?: string
}

export type Fetched =
  /** Nothing changed since `SourceContext.known`, and nothing was saved. */
  | { state: 'same' }
  | {
      state: 'fetched'
      /** What the file is called, with an ending where it has one: datasets are named by it. */
      fileName: string
      /** What tells this state of the source from others (ETag, revision); only its source reads it. */
      version: string | null
    }

export interface SourceContext {
  /** `version` of what was fetched and taken over last, with the same config; null: fetch in any case. */
  known: string | null
  /** Writes the file, once and streamed. Refuses more than an upload may have. */
  save(content: AsyncIterable<Uint8Array | string>): Promise<{ bytes: number }>
  /** The guarded way out: private hosts only by FETCH_ALLOWED_HOSTS, and the operator's own base addresses. */
  fetch: StreamingFetch
  /** The same guard for connections that are no requests: where they may go. */
  resolve: HostCheck
  /** Base addresses without a slash at their end, by the name of their setting. */
  addresses: Readonly<Record<string, string>>
  /** Of a connection of the workspace, at the pace of its site. One that is not there is a `SourceError`. */
  wix(connectionId: string): Promise<WixClient>
  /** For the limits of others (Retry-After). Rejects when the process stops. */
  sleep(ms: number): Promise<void>
  now(): Date
  signal: AbortSignal
}

export interface Source<Config = unknown> {
  /** The folder's name; stands in the database. */
  readonly id: string
  readonly words: {
    /** "A link". */
    name: string
    hint: string
  }
  /** What the owner says of it. The form, the command line and the API come from this one schema, in `src/api/sources`. */
  readonly config: ZodType<Config>
  readonly secrets: readonly SourceSecret[]
  /** What people recognise it by, without a secret: host and path, base and table. */
  title(config: Config): string
  /** Whom its secrets are for (an origin, a host with its port): where that changes, they must be given again. */
  secretsAreFor(config: Config): string
  /** Takes what must stay secret out of what was written into the config. */
  setApart?(config: Config, secrets: Secrets): { config: Config; secrets: Secrets }
  /**
   * Fetches everything once into `context.save`, or finds that nothing changed. Whatever goes wrong is a `SourceError`
   * (`../source-error.ts`): what, why, what to do, and no secret. A `FetchFailure` may be left to whoever called.
   */
  fetch(config: Config, secrets: Secrets, context: SourceContext): Promise<Fetched>
}
