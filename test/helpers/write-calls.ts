// What of a request log of the simulator was meant to change something.

/** Calls that only read although they are POSTs. */
const reading =
  /\/(query|search|count|get-files|query-variants|search-variants|query-referenced|is-referenced|validate|token|token-info)$/

export function writeCalls(requests: readonly object[]): string[] {
  return requests
    .map((entry) => {
      const { method, path } = entry as Record<string, unknown>
      return `${String(method)} ${String(path)}`
    })
    .filter((call) => !call.startsWith('GET ') && !reading.test(call) && !call.includes('/convert/'))
}
