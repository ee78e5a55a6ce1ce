// What the render process and its watcher say to each other. A file of its own: whoever imports `worker.ts` becomes one.
import type { RenderedRow, TemplateRow, TemplateSource } from './render-row.ts'

export interface RenderRequest {
  batch: number
  /** Equal for equal sources. */
  key: string
  source: TemplateSource
  rows: TemplateRow[]
}

export type RenderReply =
  | { kind: 'ready' }
  /** Rows of the batch, in order, as soon as there are some. */
  | { kind: 'rows'; batch: number; rows: RenderedRow[] }
  | { kind: 'done'; batch: number }

/** A byte is written here when a row begins: whoever waits learns of it even when this process hangs on the row. */
export const beganFd = 3
