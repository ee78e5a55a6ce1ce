// What the live region of the dialog says about a check: one short sentence for each state. Pure.
import type { ConnectionCheck } from '../../../../src/api/connection.ts'
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

/** "10 of 12 permissions granted" */
export function countGranted({ permissions }: Pick<ConnectionCheck, 'permissions'>): string {
  const granted = permissions.filter((one) => one.state === 'granted').length
  return `${granted} of ${permissions.length} permissions granted`
}
