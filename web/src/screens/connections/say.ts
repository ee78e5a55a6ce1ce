// What the live region of the dialog says about a check: one short sentence for each state. Pure.
import type { ConnectionCheck, PermissionState } from '../../../../src/api/connection.ts'
import type { Sign, Tone } from '../../ui/Status.tsx'
import type { CheckerState } from './checker.ts'

export function checkAnnouncement({ phase, check, error }: CheckerState, isSaving: boolean): string {
  if (isSaving) return 'Storing the connection.'
  if (phase === 'asking') return 'Asking Wix.'
  if (phase !== 'answered') return ''
  if (error) return `The check could not run. ${error.message}`
  if (!check) return ''
  if (!check.ok) return check.failure ? `${check.failure.title}. ${check.failure.reason}` : ''
  const site = check.site?.name ?? 'the site'
  return `Wix accepts them for ${site}. ${countGranted(check)}. Press Connect.`
}

interface Verdict {
  tone: Tone
  sign: Sign
  words: string
  /** There is an explanation to look at. */
  isProblem: boolean
}

/** The check in one line; null before there is anything to say. */
export function verdictOf({ phase, check, error }: CheckerState): Verdict | null {
  if (phase === 'asking') return { tone: 'accent', sign: 'busy', words: 'Asking Wix', isProblem: false }
  if (phase !== 'answered') return null
  if (error) return { tone: 'bad', sign: 'cross', words: 'Not checked: no answer came', isProblem: true }
  if (!check) return null
  const title = check.failure?.title ?? ''
  if (!check.ok) return { tone: 'bad', sign: 'cross', words: `Not connected yet: ${title}`, isProblem: true }
  const words = `Ready for ${check.site?.name ?? 'the site'}: ${countGranted(check)}`
  return check.failure
    ? { tone: 'warn', sign: 'warning', words, isProblem: true }
    : { tone: 'good', sign: 'check', words, isProblem: false }
}

/** "10 of 12 permissions granted" */
export function countGranted({ permissions }: Pick<ConnectionCheck, 'permissions'>): string {
  const granted = permissions.filter((one) => one.state === 'granted').length
  return `${granted} of ${permissions.length} permissions granted`
}

/** What is to be ticked in Wix: what is missing, and of the comforts only where nothing else is. */
export function namesToTick(permissions: PermissionState[]): string[] {
  const missing = permissions.filter((one) => one.state === 'missing')
  const needed = missing.filter((one) => !one.optional)
  return (needed.length > 0 ? needed : missing).map(({ name }) => name)
}
