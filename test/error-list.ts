// A reporter of vitest that writes down what its own report leaves out: errors outside every test. A process that dies
// with a file is one too.
import { writeFileSync } from 'node:fs'
import type { Reporter } from 'vitest/node'

/** An error that belongs to no test. `file` is the one that ran meanwhile, where vitest knows it. */
export interface StrayError {
  file?: string
  message: string
}

export class ErrorList implements Reporter {
  private readonly path: string

  constructor(path: string) {
    this.path = path
  }

  onTestRunEnd(_modules: unknown, errors: readonly Unhandled[]): void {
    const list = errors.map((error): StrayError => {
      const file = fileOf(error)
      return { message: error.message, ...(file !== undefined && { file }) }
    })
    writeFileSync(this.path, JSON.stringify(list))
  }
}

type Unhandled = Parameters<NonNullable<Reporter['onTestRunEnd']>>[1][number]

/** Of a process that died vitest says it in words only. */
function fileOf(error: Unhandled): string | undefined {
  if (typeof error['VITEST_TEST_PATH'] === 'string') return error['VITEST_TEST_PATH']
  return /^Worker exited unexpectedly .* while running test file (.+)$/.exec(error.cause?.message ?? '')?.[1]
}
