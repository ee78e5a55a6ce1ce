// How far a run is, as lists are narrowed by it; which states are of which stage is in run-state.ts.

export const runStages = ['waiting', 'underway', 'stopped', 'over'] as const
export type RunStage = (typeof runStages)[number]

export const runStageWords: Readonly<Record<RunStage, string>> = {
  waiting: 'Waiting',
  underway: 'Under way',
  stopped: 'Stopped',
  over: 'Over',
}
