// How many calls a plan needs and how long they take at Wix's limit. Pure.

export interface Work {
  creates: number
  updates: number
  removals: number
  assets: number
}

/** Batch sizes come from the target; reads are a hundred a call. */
export function estimateRun(work: Work, batchSize: number, ratePerMinute: number) {
  const hundreds = (n: number) => Math.ceil(n / 100)
  const writes =
    Math.ceil(work.creates / batchSize) +
    Math.ceil(work.updates / batchSize) +
    hundreds(work.removals) +
    work.assets
  const guards = hundreds(work.creates) + hundreds(work.updates) * 2 + hundreds(work.removals) * 2
  const verification = 2 * hundreds(work.creates + work.updates) + hundreds(work.removals)
  const calls = writes + guards + verification
  return {
    calls,
    writes,
    seconds: Math.ceil((calls * 60) / ratePerMinute),
    reason: `${calls} requests to Wix (${writes} of them ${writes === 1 ? 'writes' : 'write'}) at ${ratePerMinute} a minute, which stays under Wix's limit of 200`,
  }
}
