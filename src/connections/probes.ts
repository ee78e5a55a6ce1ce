// One harmless request (or two) per permission that shows whether a key has it. Nothing is created or changed:
// writes address an id that cannot exist, and Wix asks for permission before it looks for the item.
import { isWixError, type WixClient, type WixErrorKind } from '../wix/index.ts'

export type Verdict = 'granted' | 'missing' | 'unknown'

export interface Probe {
  permission: string
  /** True: "no such item" is proof that the call was let in. */
  provesByNotFound: boolean
  run(client: WixClient, signal: AbortSignal): Promise<unknown>
}

const noId = '00000000-0000-0000-0000-000000000000'

/** The first question to ask: a light read that tells whether the key opens the site at all. */
export const firstRead: Probe = {
  permission: 'Manage Blog',
  provesByNotFound: false,
  run: (client, signal) => client.draftPosts.list({ paging: { limit: 1 } }, { signal }),
}

export const siteDetails = 'Read site, business, and email details'

const otherProbes: Probe[] = [
  {
    permission: 'Manage Blog',
    provesByNotFound: true,
    run: (client, signal) =>
      client.request(
        {
          method: 'PATCH',
          path: `/blog/v3/draft-posts/${noId}`,
          body: { draftPost: { id: noId, title: 'probe' } },
          isWrite: true,
        },
        { signal },
      ),
  },
  {
    permission: 'Manage Ricos Document',
    provesByNotFound: false,
    run: (client, signal) =>
      client.request(
        {
          method: 'POST',
          path: '/ricos/v1/ricos-document/convert/to-ricos',
          body: { plainText: 'ok', options: { plugins: [] } },
          isWrite: false,
        },
        { signal },
      ),
  },
  {
    permission: 'Read Members',
    provesByNotFound: false,
    run: (client, signal) =>
      client.request(
        { method: 'GET', path: '/members/v1/members', query: { paging: { limit: 1 } }, isWrite: false },
        { signal },
      ),
  },
]

/** The probes that judge these permissions, without the first read. A permission nobody can probe has none. */
export function probesFor(permissions: readonly string[]): Probe[] {
  return otherProbes.filter((probe) => permissions.includes(probe.permission))
}

const refusals = new Set<WixErrorKind>(['forbidden', 'auth'])
const letIn = new Set<WixErrorKind>(['not_found', 'validation', 'conflict'])

/** What a probe's failure proves; a failure that is not Wix's answer proves nothing. */
export function judge(probe: Probe, error: unknown): Verdict {
  if (!isWixError(error)) throw error
  if (refusals.has(error.kind)) return 'missing'
  return probe.provesByNotFound && letIn.has(error.kind) ? 'granted' : 'unknown'
}

/** Several probes of one permission: one refusal is enough, and only all together grant it. */
export function combine(verdicts: Verdict[]): Verdict {
  if (verdicts.includes('missing')) return 'missing'
  return verdicts.length > 0 && verdicts.every((one) => one === 'granted') ? 'granted' : 'unknown'
}
