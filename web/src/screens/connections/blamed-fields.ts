// Which fields of the dialog an answer is about, and which one keeps the credentials from being sent. Pure.
import type { CheckFailure } from '../../../../src/api/connection.ts'
import type { CredentialField, RecognisedCredentials } from '../../../../src/api/credentials.ts'
import { type Entry, fieldsOf, type Tab } from './entry.ts'

/** The fields an answer is about. */
export function blamedFields(failure: CheckFailure | null, tab: Tab): CredentialField[] {
  const isApp = tab === 'app'
  switch (failure?.code) {
    case 'WIX-CRED':
      return isApp ? ['appId', 'appSecret'] : ['apiKey']
    case 'WIX-SITE':
      return isApp ? ['instanceId'] : ['siteId']
    case 'WIX-KEY-OR-SITE':
      return isApp ? ['appId', 'appSecret', 'instanceId'] : ['apiKey', 'siteId']
    default:
      return []
  }
}

/** The id of the element that the answer leads to. */
export function firstBlamed(failure: CheckFailure | null, { tab }: Entry): string {
  const [first] = blamedFields(failure, tab)
  return first ? `credential-${first}` : 'connect-problem'
}

/** The id of the first field that keeps the credentials from being sent; null when none does. */
export function firstToFill(entry: Entry, made: RecognisedCredentials): string | null {
  if (made.sendable) return null
  const fields = fieldsOf[entry.tab]
  const isWrong = (name: CredentialField) =>
    made.missing.includes(name) || made.problems.some((one) => one.field === name)
  return `credential-${fields.find(isWrong) ?? fields[0]}`
}

/** The id of the field where the text of another stands after the tab changed under it. */
export function homeOf(next: Entry, before: Entry, from: CredentialField): string {
  const fields = fieldsOf[next.tab]
  const moved = fields.find((name) => next.fields[name] !== before.fields[name])
  return `credential-${fields.includes(from) ? from : (moved ?? fields[0])}`
}

/** After what is about to be drawn. */
export function focusOn(id: string): void {
  setTimeout(() => document.getElementById(id)?.focus(), 0)
}
