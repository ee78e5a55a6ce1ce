// How long what is no longer needed is kept: one table for the job that tidies up, the documentation and the settings.

export const retention = {
  /** The list of pages of a plan that was put aside or published; the plan itself stays with its figures. */
  plans: { newest: 10, days: 30 },
  /** The pages of a run with what stood in Wix before; the run itself stays with its receipt. */
  runs: { newest: 20, days: 180 },
  /** What came of each time a source was read, and imports that were discarded. */
  refreshes: { newest: 50, days: 30 },
  notices: { days: 90 },
  /** Messages that were sent to webhooks and by mail, with what became of each. */
  deliveries: { days: 30 },
  /** Answers of models that no row asks for any more, and the single calls of runs that have ended. */
  answers: { days: 90 },
  /** Payloads that nothing names any more. */
  payloads: { days: 1 },
} as const
