// How each action of a plan looks, in its list and in its bar.
import type { PlanAction } from '../../../../src/api/plan.ts'
import type { Sign, Tone } from '../../ui/Status.tsx'

export const actionLooks: Readonly<Record<PlanAction, { tone: Tone; sign: Sign }>> = {
  create: { tone: 'good', sign: 'check' },
  adopt: { tone: 'accent', sign: 'link' },
  update: { tone: 'accent', sign: 'info' },
  move: { tone: 'accent', sign: 'info' },
  remove: { tone: 'bad', sign: 'cross' },
  conflict: { tone: 'warn', sign: 'warning' },
  gone: { tone: 'warn', sign: 'warning' },
  held: { tone: 'bad', sign: 'lock' },
  unchanged: { tone: 'quiet', sign: 'dashed' },
  down: { tone: 'quiet', sign: 'pause' },
  take_down: { tone: 'warn', sign: 'pause' },
  restore: { tone: 'good', sign: 'check' },
}
