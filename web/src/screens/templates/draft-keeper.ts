// Keeps what is being written on the server: a moment after the last key, one call at a time, again and again while the
// server does not answer. Knows no React, and nothing of templates but their texts.
import type { TemplateDraftInput, TemplateDraftState } from '../../../../src/api/template-draft.ts'
import { ApiError } from '../../api.ts'

export type Written = Omit<TemplateDraftInput, 'expectedRevision'>

/**
 * - `none`: nothing is written that the version does not say
 * - `keeping`: the server does not have the last of it yet
 * - `retrying`: it does not answer; asked again by itself
 * - `elsewhere`: another window keeps a draft of this person; this one is not kept until one is chosen
 * - `refused`: it will not be kept; asked again with the next key
 */
export type DraftStatus = 'none' | 'keeping' | 'kept' | 'retrying' | 'elsewhere' | 'refused'

interface Deps {
  keep(draft: TemplateDraftInput): Promise<TemplateDraftState>
  discard(revision: string): Promise<unknown>
  onStatus(status: DraftStatus, error: Error | null): void
  /** What was kept, with what the server says beside it. */
  onKept(state: TemplateDraftState): void
}

const restMs = 700
const againMs = 3000

export class DraftKeeper {
  readonly #deps: Deps
  /** What should be kept, and what is; null: nothing. */
  #wanted: Written | null
  #kept: Written | null
  #revision: string | null
  #timer: ReturnType<typeof setTimeout> | undefined
  #running: Promise<void> | null = null
  #isPaused = false
  #status: DraftStatus

  constructor(deps: Deps, kept: Written | null, revision: string | null) {
    this.#deps = deps
    this.#wanted = kept
    this.#kept = kept
    this.#revision = revision
    this.#status = kept === null ? 'none' : 'kept'
  }

  /** Of the draft that the server keeps for this window. */
  get revision(): string | null {
    return this.#revision
  }

  /** @param written null: no more than the version says, so that no draft is needed */
  write(written: Written | null): void {
    if (isSame(written, this.#wanted)) return
    this.#wanted = written
    this.#later(restMs)
  }

  /** Keeps at once what is not kept yet. True: the server has all of it. */
  async flush(): Promise<boolean> {
    clearTimeout(this.#timer)
    await this.#running
    if (!this.#isDone()) await this.#run()
    return this.#isDone()
  }

  /** Until `saved` or `resume` nothing is sent: the draft would change while it becomes a version. */
  async pause(): Promise<void> {
    this.#isPaused = true
    clearTimeout(this.#timer)
    await this.#running
  }

  resume(): void {
    this.#isPaused = false
    if (!this.#isDone()) this.#later(restMs)
  }

  /** The draft became a version, and is gone with that. */
  saved(): void {
    this.#revision = null
    this.#kept = null
    this.#wanted = null
    this.#status = 'none'
    this.resume()
  }

  /**
   * Goes on in place of the draft of another window: with what was written here, or with what was written there.
   * @param isTheirs what was written there is shown here from now on
   */
  takeOver(revision: string | null, kept: Written | null, isTheirs: boolean): void {
    this.#revision = revision
    this.#kept = kept
    if (isTheirs) this.#wanted = kept
    this.#status = 'none'
    this.#later(0)
  }

  /** No timer is left behind; what is not kept is sent once more. */
  close(): void {
    void this.flush().finally(() => clearTimeout(this.#timer))
  }

  #isDone(): boolean {
    return isSame(this.#wanted, this.#kept) && (this.#wanted !== null || this.#revision === null)
  }

  #later(ms: number): void {
    clearTimeout(this.#timer)
    if (this.#isPaused) return
    if (this.#isDone()) {
      this.#say(this.#wanted === null ? 'none' : 'kept')
      return
    }
    // Of two windows that write, each would be refused with every key.
    if (this.#status === 'elsewhere') return
    // What fails is said until it goes well.
    if (this.#status !== 'retrying' && this.#status !== 'refused') this.#say('keeping')
    this.#timer = setTimeout(() => void this.#run(), ms)
  }

  #say(status: DraftStatus, error: Error | null = null): void {
    this.#status = status
    this.#deps.onStatus(status, error)
  }

  #run(): Promise<void> {
    this.#running ??= this.#send().finally(() => {
      this.#running = null
    })
    return this.#running
  }

  async #send(): Promise<void> {
    const wanted = this.#wanted
    try {
      if (wanted !== null) {
        const state = await this.#deps.keep({ ...wanted, expectedRevision: this.#revision })
        this.#revision = state.draft?.revision ?? null
        this.#deps.onKept(state)
      } else if (this.#revision !== null) {
        await this.#deps.discard(this.#revision)
        this.#revision = null
      }
      this.#kept = wanted
      // What was written in the meantime waits for its own moment of rest.
      this.#status = wanted === null ? 'none' : 'kept'
      this.#later(restMs)
    } catch (error) {
      this.#failed(error as Error)
    }
  }

  #failed(error: Error): void {
    const status = error instanceof ApiError ? error.status : 0
    if (error instanceof ApiError && error.code === 'stale') this.#say('elsewhere', error)
    else if (status !== 0 && status !== 429 && status < 500) this.#say('refused', error)
    else {
      this.#say('retrying', error)
      if (!this.#isPaused) this.#timer = setTimeout(() => void this.#run(), againMs)
    }
  }
}

function isSame(a: Written | null, b: Written | null): boolean {
  if (a === null || b === null) return a === b
  return (
    a.name === b.name &&
    a.baseVersion === b.baseVersion &&
    a.baseName === b.baseName &&
    isSameFields(a.fields, b.fields)
  )
}

/** A field without a text is as one that is not there. */
export function isSameFields(a: Record<string, string>, b: Record<string, string>): boolean {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every(
    (name) => (a[name] ?? '') === (b[name] ?? ''),
  )
}
