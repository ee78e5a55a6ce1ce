import type { Step } from '../../../../../src/api/step.ts'

export interface StepFormProps<S extends Step = Step> {
  step: S
  /** Those there are before the step. */
  columns: readonly string[]
  /** The dataset it belongs to. */
  ownId: string | null
  onChange: (step: Step) => void
}
