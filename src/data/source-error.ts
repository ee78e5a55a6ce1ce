// What is wrong with rows, wherever they come from.

/** The rows cannot be used as they are. `message`: what, where, and what to do. */
export class SourceError extends Error {
  readonly code: string
  readonly lines: number[]

  constructor(code: string, message: string, lines: number[] = []) {
    super(message)
    this.name = 'SourceError'
    this.code = code
    this.lines = lines
  }
}
