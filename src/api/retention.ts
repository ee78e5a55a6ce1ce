// How long what is no longer needed is kept: one table for the job that tidies up, the documentation and the settings.

export const retention = {
  /** The list of pages of a plan that was put aside or published; the plan itself stays with its figures. */
  plans: { newest: 10, days: 30 },
  /** The pages of a run with what stood in Wix before; the run itself stays with its receipt. */
  runs: { newest: 20, days: 180 },
  /** Payloads that nothing names any more. */
  payloads: { days: 1 },
} as const
