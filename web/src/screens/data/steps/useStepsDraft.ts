// Steps while somebody works on them; nothing is stored before they are applied.
import { useState } from 'react'
import type { Step } from '../../../../../src/api/step.ts'

export interface StepsDraft {
  steps: Step[]
  isChanged: boolean
  /** The step whose form is open. */
  open: string | null
  /** What was done last, for those who do not see it. */
  said: string
  setOpen(id: string | null): void
  add(step: Step): void
  change(step: Step): void
  move(at: number, by: -1 | 1): void
  remove(at: number): void
  reset(): void
}

export function useStepsDraft(saved: Step[], added: Step | null): StepsDraft {
  const [steps, setSteps] = useState(() => (added ? [...saved, added] : saved))
  const [open, setOpen] = useState<string | null>(added?.id ?? null)
  const [said, say] = useState('')
  return {
    steps,
    isChanged: JSON.stringify(steps) !== JSON.stringify(saved),
    open,
    said,
    setOpen,
    add(step) {
      setSteps([...steps, step])
      setOpen(step.id)
    },
    change: (step) => setSteps(steps.map((one) => (one.id === step.id ? step : one))),
    move(at, by) {
      const step = steps[at]!
      setSteps(steps.toSpliced(at, 1).toSpliced(at + by, 0, step))
      say(`Now step ${at + by + 1} of ${steps.length}`)
    },
    remove(at) {
      setSteps(steps.toSpliced(at, 1))
      say(`Step ${at + 1} removed`)
    },
    reset() {
      setSteps(saved)
      setOpen(null)
    },
  }
}
