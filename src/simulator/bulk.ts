// Bulk calls: 200 whatever happens to their entries, one result for each, correlated by `originalIndex`.

import { WixError } from './errors.ts'
import type { Call } from './route.ts'
import type { Obj } from './types.ts'

export interface Applied {
  /** Undefined where nothing had to be written. */
  id: string | undefined
  /** What the result carries beside its metadata. */
  extra?: Obj
}

interface BulkOptions<T> {
  /** Known before the entry is tried, so that a failure can name it. */
  idOf?: (input: T) => string | undefined
  /** `action` of results of the data platform. */
  action?: string
  /** The data platform counts no `undetailedFailures`. */
  isData?: boolean
  /** Key of the metadata; references of the data platform spell it differently. */
  metadataKey?: string
}

/** Tries every entry on its own; a refused one changes nothing and fails alone. */
export function inBulk<T>(
  call: Call,
  inputs: readonly T[],
  apply: (input: T, index: number) => Applied,
  { idOf = () => undefined, action, isData = false, metadataKey = 'itemMetadata' }: BulkOptions<T> = {},
): Obj {
  let failures = 0
  let undetailed = 0
  const results = inputs.map((input, originalIndex): Obj => {
    const head = action === undefined ? {} : { action }
    try {
      if (call.effects.failIndexes.includes(originalIndex)) throw injectedFailure(call)
      const isUndetailed = call.effects.undetailedIndexes.includes(originalIndex)
      const isApplied = !isUndetailed || call.effects.undetailedApplies
      const { id, extra } = isApplied ? apply(input, originalIndex) : { id: idOf(input) }
      if (isUndetailed) {
        undetailed += 1
        return { ...head, [metadataKey]: { originalIndex, success: false } }
      }
      return { ...head, [metadataKey]: { id, originalIndex, success: true }, ...extra }
    } catch (error) {
      if (!(error instanceof WixError)) throw error
      failures += 1
      const id = idOf(input)
      return {
        ...head,
        [metadataKey]: { ...(id && { id }), originalIndex, success: false, error: itemError(error) },
      }
    }
  })
  const totalFailures = failures + undetailed
  const counts = { totalSuccesses: results.length - totalFailures, totalFailures }
  return { results, bulkActionMetadata: isData ? counts : { ...counts, undetailedFailures: undetailed } }
}

function injectedFailure({ effects: { failCode } }: Call): WixError {
  const details = { applicationError: { code: failCode, description: `${failCode} by a fault`, data: {} } }
  return new WixError(500, { details }, 'fault: bulk-partial')
}

function itemError(error: WixError): Obj {
  const details = error.body['details'] as Obj | undefined
  const application = details?.['applicationError'] as Obj | undefined
  return (
    application ?? { code: 'INVALID_ARGUMENT', description: String(error.body['message'] ?? error.reason) }
  )
}
