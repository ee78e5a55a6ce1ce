// Every single permission taken away at every kind of site, with every way Wix may refuse, for both kinds of
// credentials; every pair of them too, at each site and for each kind with a way of refusing whose turn it is, so that
// a pair meets all of them somewhere. Without faults each answer is exact, except where the table allows not to know.
import { afterAll, expect, it } from 'vitest'
import type { PermissionState } from '../api/connection.ts'
import { holds } from '../simulator/permissions.ts'
import type { Site, Switches } from '../simulator/types.ts'
import { type Cause, cannotTell } from './cannot-tell.ts'
import { checkCredentials } from './check.ts'
import type { Credentials } from './credentials.ts'
import { permissionTable } from './permission-table.ts'
import { mostRequests } from './probes.ts'
import { createDirectWix } from './test-wix.ts'

const names = permissionTable.map(({ name }) => name)
const pairs = names.flatMap((one, i) => names.slice(i + 1).map((other) => [one, other]))
const singles: string[][] = [[], ...names.map((name) => [name])]

const both = [false, true]
const refusals: Partial<Switches>[] = both.flatMap((deny401) =>
  both.flatMap((emptyBodies) =>
    both.map((appCheckBeforePermission) => ({
      deny401,
      swap401and403: deny401,
      emptyBodies,
      appCheckBeforePermission,
    })),
  ),
)
/** The newer pages of Wix: scopes of their own, and codes of Wix Data for what is missing there. */
const newer: Partial<Switches> = {
  manageProductsCovers: ['products'],
  catalogVersionScope: 'own',
  dataDenied: 'WDE0027',
}
const switches = [...refusals, newer, { ...newer, appCheckBeforePermission: true, deny401: true }]

type SiteKind = Pick<Site, 'installedApps' | 'catalogVersion'>
const siteKinds: Record<string, SiteKind> = {
  'everything, catalog V3': { installedApps: ['blog', 'members', 'stores', 'cms'], catalogVersion: 'V3' },
  'everything, catalog V1': { installedApps: ['blog', 'members', 'stores', 'cms'], catalogVersion: 'V1' },
  'the blog alone': { installedApps: ['blog', 'members'], catalogVersion: 'V3' },
  'the store alone': { installedApps: ['members', 'stores'], catalogVersion: 'V3' },
  'the CMS alone': { installedApps: ['cms'], catalogVersion: 'V1' },
}

/** The app that answers the probe of a permission. */
const appOf: Record<string, string> = Object.fromEntries(
  permissionTable.flatMap(({ name, probes: [first] }) => (first?.app ? [[name, first.app]] : [])),
)

/** Whether a bigger permission holds these, no list of an app tells. */
const perhapsCovered = new Set(
  permissionTable.filter(({ perhapsCoveredBy }) => perhapsCoveredBy).map(({ name }) => name),
)

const wix = createDirectWix()
const accountId = 'a1111111-1111-4111-8111-111111111111'
const reached = new Set<Cause>()
let cases = 0

afterAll(() => {
  process.stdout.write(`doctor: ${cases} combinations\n`)
})

interface Tried {
  credentials: Credentials
  held: string[]
  site: Site
}

function prepare(kind: 'api_key' | 'names' | 'scopes', given: SiteKind, turned: Partial<Switches>) {
  const all = { ...turned, instancePermissions: kind === 'scopes' ? ('scopes' as const) : ('names' as const) }
  wix.control.changeSettings({ switches: all })
  const { site } = wix.control.createSite({ ...given, accountId, switches: all })
  const { key } = wix.control.createKey({ accountId })
  const app = wix.control.createApp({ instances: [{ siteId: site.id }] })
  const { instanceId } = app.instances[0]!
  return (removed: string[]): Tried => {
    const held = names.filter((name) => !removed.includes(name))
    if (kind === 'api_key') {
      wix.control.changeKey({ key, permissions: held })
      return { credentials: { kind, apiKey: key, siteId: site.id, accountId }, held, site }
    }
    wix.control.changeApp({ appId: app.appId, permissions: [...held, 'Manage Your App'] })
    const { appId, secret: appSecret } = app
    return { credentials: { kind: 'app', appId, appSecret, instanceId, siteId: null }, held, site }
  }
}

type Checked = Awaited<ReturnType<typeof checkCredentials>>

async function check(credentials: Credentials): Promise<Checked> {
  const before = wix.requests()
  const recognised = {
    kind: credentials.kind,
    values: {},
    notes: [],
    problems: [],
    missing: [],
    complete: true,
    sendable: true,
  }
  const result = await checkCredentials(
    { credentials, recognised },
    { baseUrl: 'https://wix.test', fetch: wix.fetch },
  )
  expect(wix.requests() - before).toBeLessThanOrEqual(mostRequests)
  return result
}

/** Whether not knowing is allowed by the table, for this permission at this site. */
function mayBeUnknown({ name, reason }: PermissionState, site: Site): boolean {
  const cause = (Object.keys(cannotTell) as Cause[]).find((one) => cannotTell[one].words === reason)
  if (!cause) return false
  reached.add(cause)
  const app = appOf[name]
  if (app === undefined) return false
  const { apps } = cannotTell[cause]
  if (apps !== 'any' && !(apps as readonly string[]).includes(app)) return false
  if (cause === 'other_catalog') return site.catalogVersion === 'V1'
  const isMissing = !(site.installedApps as string[]).includes(app)
  // Without words, 428 may mean the catalog, and 400 that the CMS is missing.
  if (cause === 'app_missing')
    return isMissing || (app === 'stores' && site.switches.emptyBodies && site.catalogVersion === 'V1')
  return cause === 'no_code' && isMissing && app === 'cms' && site.switches.emptyBodies
}

/** What is said of the credentials and is not so, in words. */
function faultsOf({ failure, permissions, ok }: Checked, { credentials, held, site }: Tried): string[] {
  const faults: string[] = []
  if (failure && !['WIX-PERM', 'WIX-APP'].includes(failure.code)) faults.push(`fails with ${failure.code}`)
  for (const one of permissions) {
    const truth = holds(held, one.name, site.switches) ? 'granted' : 'missing'
    // The list of an app tells what hides behind an app that is not installed.
    const isListed = credentials.kind !== 'api_key' && !perhapsCovered.has(one.name)
    const isRight = one.state === truth || (one.state === 'unknown' && !isListed && mayBeUnknown(one, site))
    if (!isRight) faults.push(`${one.name} is ${truth}, not ${one.state}`)
    if (one.via && !holds([one.via], one.name)) faults.push(`${one.name} is not held by ${one.via}`)
  }
  // No destination that needs a missing permission keeps the credentials from being stored alone.
  const open = (needed: string[], app: Site['installedApps'][number]) =>
    site.installedApps.includes(app) && needed.every((name) => holds(held, name, site.switches))
  const isOpen =
    open(['Manage Blog'], 'blog') ||
    open(['Manage Data Items', 'Read Data Collections'], 'cms') ||
    open(['Manage Products', 'Read Products'], 'stores')
  if (isOpen && !ok) faults.push('a destination is open, and they are refused')
  return faults
}

let turn = 0
for (const [siteName, given] of Object.entries(siteKinds)) {
  for (const kind of ['api_key', 'names', 'scopes'] as const) {
    const first = turn++
    it(`a site with ${siteName}; ${kind === 'api_key' ? 'API key' : `app that lists ${kind}`}`, async () => {
      for (const [way, turned] of switches.entries()) {
        const remove = prepare(kind, given, turned)
        const itsPairs = pairs.filter((_, i) => (i + first) % switches.length === way)
        for (const removed of [...singles, ...itsPairs]) {
          cases += 1
          const { credentials, held, site } = remove(removed)
          const faults = faultsOf(await check(credentials), { credentials, held, site })
          // Asked of each permission alone, vitest's words for it took most of the time.
          if (faults.length > 0)
            expect.fail(
              `${faults.join('; ')}, without ${removed.join(' and ') || 'nothing'}, ${JSON.stringify(turned)}`,
            )
        }
      }
    })
  }
}

it('reaches the lines of the table that need no fault', () => {
  expect([...reached].sort()).toEqual(['app_missing', 'no_code', 'other_catalog'])
})
