// The messages between the proxy and the thread that owns the embedded database.
import type { RawResult } from './engine.ts'
import type { SqlErrorFields } from './sql-error.ts'

declare global {
  // Node has it, and leaves its types to those of browsers.
  namespace WebAssembly {
    interface Module {
      readonly [Symbol.toStringTag]: string
    }
    function compile(bytes: Uint8Array<ArrayBuffer>): Promise<Module>
  }
}

export interface WorkerSettings {
  folder: string
  /** The engine's code, where a thread of this process has compiled it before. */
  compiled: WebAssembly.Module | undefined
}

export type Request =
  | { id: number; kind: 'run'; text: string; params: readonly (string | null)[] }
  | { id: number; kind: 'exec'; text: string }
  | { id: number; kind: 'copy'; target: string; text: string }
  | { id: number; kind: 'close' }

export type Reply =
  | { kind: 'ready'; durable: boolean; durableReason: string; compiled: WebAssembly.Module }
  | { kind: 'unusable'; what: string }
  | { kind: 'done'; id: number; results: RawResult[]; inTransaction: boolean }
  | { kind: 'refused'; id: number; error: SqlErrorFields; inTransaction: boolean }
  | { kind: 'notification'; channel: string; payload: string }
  | { kind: 'dying'; why: string }
