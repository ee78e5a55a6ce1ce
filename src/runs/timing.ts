// Every waiting time of a run, with its reason, in one place.

export interface Timing {
  /** A look that finds nothing counts only after the lost request has certainly ended. */
  doubtDeadlineMs: number
  /** Wix offers no consistent read of posts: "absent" has to be said twice, this far apart. */
  doubtGapMs: number
  /** How often a doubtful item is looked for; finding it settles it at once. */
  doubtLookEveryMs: number
  /**
   * How long Wix may take with what it has accepted, such as an image it has to fetch, each counted from when it was
   * asked for: after the first of these times its pages stand back behind the others, after the second they are held.
   */
  assetPendingMs: number
  assetLateMs: number
  /** The pauses between looks at it. */
  assetLooksMs: readonly number[]
  /** How often, while names are being made, it is seen whether pages can go already: all that may are read for it. */
  lookAheadMs: number
  leaseMs: number
  leaseRenewMs: number
  /** How often every worker looks for runs without a worker. */
  pollMs: number
  /** How often a run reads what its owner asked for and whose turn it is, and whether it may send. */
  watchMs: number
  /** How long the pauses are between reads of a page that Wix does not show yet. */
  verifyRetryMs: readonly number[]
  /**
   * After this many changes in a row that came to nothing, or two that are `outageToldAfterMs` apart, Wix is left alone:
   * for each of these pauses in turn, and then for the last one again and again.
   */
  outageAfterCalls: number
  outagePausesMs: readonly number[]
  /** What passes sooner is not worth a word in the diary. */
  outageToldAfterMs: number
  /** How long a cancelled run goes on with the last steps of pages that are there; what is left then is told of each. */
  lastStepsMs: number
  /** How long a stopping worker waits for the answers it is owed. */
  drainMs: number
}

/** `doubtSeconds`: how long an unanswered write may still be on its way (default 120, after which the client has given up every call). */
export function timingFor(doubtSeconds: number): Timing {
  return {
    doubtDeadlineMs: doubtSeconds * 1000,
    doubtGapMs: (doubtSeconds * 1000) / 3,
    doubtLookEveryMs: Math.max(500, (doubtSeconds * 1000) / 9),
    assetPendingMs: 60_000,
    assetLateMs: 600_000,
    assetLooksMs: [1000, 2000, 4000, 8000],
    lookAheadMs: 500,
    leaseMs: 5000,
    leaseRenewMs: 1500,
    pollMs: 2000,
    watchMs: 1000,
    verifyRetryMs: [1000, 3000, 9000],
    outageAfterCalls: 3,
    outagePausesMs: [5000, 15_000, 30_000, 60_000],
    outageToldAfterMs: 20_000,
    lastStepsMs: 30_000,
    drainMs: 25_000,
  }
}
