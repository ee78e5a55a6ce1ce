// Answers to checks, for tests.
import type { CheckFailure, ConnectionCheck } from '../../../../src/api/connection.ts'

export const checked: ConnectionCheck = {
  number: 0,
  checkedAt: '2026-01-02T03:04:05.000Z',
  method: 'api_key',
  ok: false,
  site: null,
  hasAllSites: false,
  sites: null,
  steps: [],
  permissions: [],
  capabilities: { blog: 'unknown', cms: 'unknown', stores: 'unknown' },
  apps: [],
  failure: null,
  notes: [],
}

export function failureOf(code: CheckFailure['code']): CheckFailure {
  return {
    code,
    title: `Title of ${code}`,
    reason: 'Because.',
    steps: ['Do this.'],
    links: [],
    requestId: null,
    reached: null,
    retryAfterMs: null,
  }
}
