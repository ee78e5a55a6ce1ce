// A connection and its check, in words. Pure.
import type { CheckFailure, Connection, ConnectionCheck, PermissionState } from '../api/connection.ts'
import { pairs } from './table.ts'
import { time, words } from './text.ts'

export function describeConnection(connection: Connection): string {
  const kind = connection.kind === 'practice' ? 'practice site' : `Wix, ${words(connection.method)}`
  const head = pairs([
    ['Name', connection.name],
    ['Id', connection.id],
    ['Kind', kind],
    ['Site', connection.siteName],
    ['Site ID', connection.siteId],
    ['Address', connection.siteUrl],
    ['Status', words(connection.status)],
    ['', connection.statusReason],
    [
      'API key',
      connection.keyLast4 && `ends with ${connection.keyLast4}, fingerprint ${connection.keyFingerprint}`,
    ],
    ['Checked', time(connection.lastCheckedAt)],
    ['Last used', time(connection.lastUsedAt)],
    ['Projects', connection.projects.map((project) => project.name).join(', ') || 'none'],
  ])
  return [head, permissionLines(connection.permissions), failureLines(connection.failure)]
    .filter((part) => part !== '')
    .join('\n\n')
}

export function describeCheck(check: ConnectionCheck): string {
  const site = check.site
    ? `${check.site.name ?? check.site.id}${check.site.url ? `, ${check.site.url}` : ''}`
    : null
  return [
    check.ok ? `The credentials work${site ? ` for ${site}` : ''}.` : 'The credentials do not work.',
    pairs(
      check.steps.map((step) => [step.state, step.detail ? `${step.label}: ${step.detail}` : step.label]),
    ),
    permissionLines(check.permissions),
    check.notes.join('\n'),
    failureLines(check.failure),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

function permissionLines(permissions: PermissionState[]): string {
  return pairs(
    permissions.map((one) => {
      const effect = one.state === 'granted' ? one.purpose : one.without
      return [one.name, `${one.state}${one.required ? '' : ' (optional)'}. ${effect}`]
    }),
  )
}

function failureLines(failure: CheckFailure | null): string {
  if (!failure) return ''
  const steps = failure.steps.map((step, i) => `  ${i + 1}. ${step}`)
  const request = failure.requestId ? [`Wix request ${failure.requestId}`] : []
  return [`${failure.title} (${failure.code})`, failure.reason, ...steps, ...request].join('\n')
}
