// The state of a schedule in a sign and a few words. Pure.
import type { Schedule, ScheduleCause } from '../../../../src/api/schedule.ts'
import type { Sign, Tone } from '../../ui/Status.tsx'

const looks: Record<Schedule['state'], { tone: Tone; sign: Sign; word: string }> = {
  active: { tone: 'good', sign: 'clock', word: 'Running' },
  paused: { tone: 'quiet', sign: 'pause', word: 'Paused' },
  waiting: { tone: 'warn', sign: 'warning', word: 'Waits for you' },
  ended: { tone: 'good', sign: 'check', word: 'Every page has had its turn' },
  cancelled: { tone: 'quiet', sign: 'cross', word: 'Cancelled' },
}

export const stateNames = Object.keys(looks) as Schedule['state'][]

export function stateLook({ state }: Pick<Schedule, 'state'>) {
  return looks[state]
}

const renewable: readonly ScheduleCause[] = ['template_changed', 'settings_changed', 'connection_changed']

/** Whether somebody has to look at pages and agree anew, or only to say that it may go on. */
export function needsRenewal({ state, cause }: Pick<Schedule, 'state' | 'cause'>): boolean {
  return state === 'waiting' && cause !== null && renewable.includes(cause)
}
