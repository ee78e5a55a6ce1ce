// What a render process and its watcher say to each other. What is made of a row is the business of whoever starts
// the process: the job says how, and the worker file makes it.
export interface RenderRequest<Job, Row> {
  batch: number
  /** Equal for equal jobs. */
  key: string
  job: Job
  rows: Row[]
}

export type RenderReply<Result> =
  | { kind: 'ready' }
  /** Results of the batch, in order, as soon as there are some. */
  | { kind: 'results'; batch: number; results: Result[] }
  /** Of all rows, or of those before too many in succession took all their time. */
  | { kind: 'done'; batch: number }
  /** Our own mistake, and no fault of a row. */
  | { kind: 'failed'; batch: number; stack: string }

/** A byte is written here at each step of a row: whoever waits learns of it even when this process hangs on the row. */
export const stepFd = 3

/** The steps of a row, as bytes. */
export const steps = {
  /** The template is being rendered: text of a user decides how long that takes. */
  rendering: 1,
  /** The texts are there, and our own code makes something of them. */
  converting: 2,
} as const

/** Rows in succession that take all their time, after which a batch ends: see patience.ts. */
export const mostSpent = 3
