// What protects the caller: a document that is too large, too deep or too slow is refused by name, never half done.

export type LimitCode = 'too-large' | 'too-deep' | 'too-slow' | 'too-many-cells'

/** The input passed a limit. Nothing was converted. */
export class RicosLimitError extends Error {
  readonly code: LimitCode

  constructor(code: LimitCode, message: string) {
    super(message)
    this.name = 'RicosLimitError'
    this.code = code
  }
}

export interface Limits {
  /** Length of the input in UTF-8 bytes. */
  maxBytes: number
  /** Open elements at one point of the input. */
  maxDepth: number
  /** Time for one conversion. */
  maxMs: number
  /** Cells of one table after merged cells were split. */
  maxCells: number
}

export const DEFAULT_LIMITS: Limits = {
  maxBytes: 5 * 1024 * 1024,
  maxDepth: 200_000,
  maxMs: 20_000,
  maxCells: 100_000,
}

/**
 * Watches one conversion. The clock is read once in 1024 steps, and its first reading starts the time: watching costs
 * nothing, and a page of a template ends before.
 */
export class Guard {
  readonly limits: Limits
  #steps = 0
  #deadline: number | undefined

  constructor(limits: Limits) {
    this.limits = limits
  }

  /** @throws RicosLimitError `too-large` */
  checkSize(text: string): void {
    const { maxBytes } = this.limits
    // A UTF-16 unit is at most 3 bytes, so most inputs need no second look.
    if (text.length * 3 <= maxBytes) return
    const bytes = Buffer.byteLength(text)
    if (bytes <= maxBytes) return
    throw new RicosLimitError(
      'too-large',
      `The text is ${bytes} bytes, and ${maxBytes} is the limit. Split it, or raise limits.maxBytes.`,
    )
  }

  /** @throws RicosLimitError `too-slow` */
  step(): void {
    this.#steps++
    if ((this.#steps & 1023) === 0) this.#checkTime()
  }

  #checkTime(): void {
    const now = performance.now()
    this.#deadline ??= now + this.limits.maxMs
    if (now <= this.#deadline) return
    throw new RicosLimitError(
      'too-slow',
      `The conversion took more than ${this.limits.maxMs} ms. The markup is probably broken or hostile: unclosed formatting tags and nested tables are the usual cause. Clean it, or raise limits.maxMs.`,
    )
  }

  /** @throws RicosLimitError `too-deep` */
  checkDepth(depth: number): void {
    if (depth <= this.limits.maxDepth) return
    throw new RicosLimitError(
      'too-deep',
      `More than ${this.limits.maxDepth} elements are open at once. The markup is probably missing its closing tags. Clean it, or raise limits.maxDepth.`,
    )
  }

  /** @throws RicosLimitError `too-many-cells` */
  checkCells(cells: number): void {
    if (cells <= this.limits.maxCells) return
    throw new RicosLimitError(
      'too-many-cells',
      `A table would have ${cells} cells, and ${this.limits.maxCells} is the limit. Split the table, or raise limits.maxCells.`,
    )
  }
}
