// What imports ask of where their files come from. The noun itself lies outside of this folder.
import type { RefreshReason } from '../../api/import.ts'
import type { Tx } from '../../db/types.ts'
import type { Fetched } from '../sources/source.ts'
import type { ImportRecord } from './import-record.ts'

export interface FetchTo {
  save(content: AsyncIterable<Uint8Array | string>): Promise<{ bytes: number }>
  signal: AbortSignal
}

/** What was taken over last of a source, as its bytes tell it; null: nothing. */
export type FetchedFile = Fetched & { lastHash: string | null }

/** Each of those with a transaction is told in the one that makes it so. */
export interface ImportSources {
  /** Whatever is wrong is a `SourceError`. */
  fetch(record: ImportRecord, to: FetchTo): Promise<FetchedFile>
  /** Every import, also of files that were uploaded. */
  applied(tx: Tx, record: ImportRecord, datasetId: string): Promise<void>
  /** After that transaction: to wake whoever works on what it has left. */
  afterApplied?(): Promise<unknown>
  /** A refresh found the rows as they were. `isHeld`: as they were when they were held back. */
  unchanged(tx: Tx, record: ImportRecord, isHeld: boolean): Promise<void>
  /** A refresh waits for a person. */
  held(tx: Tx, record: ImportRecord, reasons: readonly RefreshReason[]): Promise<void>
  /** A refresh failed. */
  refused(tx: Tx, record: ImportRecord, problem: NonNullable<ImportRecord['problem']>): Promise<void>
  /** Somebody put it away, or nobody came back to it. */
  discarded(tx: Tx, record: ImportRecord): Promise<void>
}
