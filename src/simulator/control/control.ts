// What a test or the practice site does to the simulated Wix from outside the API.

import { randomBytes } from 'node:crypto'
import { publishDue } from '../blog/due.ts'
import type { WixClock } from '../clock.ts'
import type { FaultState } from '../faults/engine.ts'
import type { Fault } from '../faults/fault.ts'
import { type Visit, visit } from '../public-page.ts'
import { newMember } from '../routes/members.ts'
import { global } from '../store.ts'
import type { ApiKey, AppCredential, AppName, Member, Obj, Site, Switches } from '../types.ts'
import type { Settings, World } from '../world.ts'
import { type Collections, createCollections } from './collections.ts'
import { createItems, type Items } from './items.ts'

export interface NewSite {
  id?: string
  accountId?: string
  name?: string
  url?: string
  language?: string
  timeZone?: string
  multilingual?: boolean
  supportedLanguages?: string[]
  installedApps?: AppName[]
  catalogVersion?: 'V1' | 'V3'
  published?: boolean
  /** Stores V3 answers 428 this long: reads, and writes (by default as long again). 0 ends it. */
  provisioning?: { readsMs: number; writesMs?: number }
  switches?: Partial<Switches>
  members?: { id?: string; nickname: string; status?: Member['status'] }[]
}

export interface Control extends Items, Collections {
  createSite(given?: NewSite): { site: Site; members: Member[] }
  changeSite(given: NewSite & { id: string }): { site: Site }
  removeSite(id: string): void
  sites(): Site[]
  createKey(given?: Partial<ApiKey>): ApiKey
  changeKey(given: Partial<ApiKey> & { key: string }): ApiKey
  keys(): ApiKey[]
  createApp(given: Partial<Omit<AppCredential, 'instances'>> & { instances?: NewInstance[] }): AppCredential
  changeApp(given: Partial<AppCredential> & { appId: string }): AppCredential
  apps(): AppCredential[]
  addFault(fault: Omit<Fault, 'id'> & { id?: string }): Fault
  /** Without an id, every fault. */
  removeFaults(id?: string): void
  faults(): FaultState[]
  requests(since?: number, options?: { limit?: number | undefined; bodies?: boolean }): Obj[]
  lastRequest(): number
  clearRequests(): void
  settings(): Settings
  changeSettings(given: Partial<Omit<Settings, 'switches'>> & { switches?: Partial<Switches> }): Settings
  /** Wix's clock, as it was moved. */
  clock(): { now: string }
  /** Moves it, and publishes what is due then. */
  moveClock(by: Parameters<WixClock['move']>[0]): { now: string }
  /** Forgets which requests have used up the rate. */
  resetRate(): void
  starts(): number
  /** What a visitor sees at an address of a site, as HTML; undefined where there is nothing, or a redirect. */
  page(siteId: string, url: string): string | undefined
  /** What the site answers at an address: a page, a redirect that comes before it, or neither. */
  visit(siteId: string, url: string): Visit
}

interface NewInstance {
  instanceId?: string
  siteId: string
}

/** Owner of everything that does not say otherwise. */
const defaultAccount = 'a0000000-0000-4000-8000-000000000001'

const defaultMembers: NonNullable<NewSite['members']> = [
  { nickname: 'Site Owner' },
  { nickname: 'Mary Writer' },
  { nickname: 'Guest Author', status: 'OFFLINE' },
]

export function createControl(world: World): Control {
  const { store } = world
  const saveSite = (site: Site) => {
    store.put('site', global, site.id, site)
    store.commit()
    return site
  }
  const known = <T>(value: T | undefined, what: string, id: string): T => {
    if (value === undefined) throw new Error(`there is no ${what} ${id}`)
    return value
  }
  const provisioningUntil = (given: NewSite['provisioning']) => {
    if (!given) return {}
    const { readsMs, writesMs = readsMs * 2 } = given
    return { provisioning: { readsUntilMs: world.now() + readsMs, writesUntilMs: world.now() + writesMs } }
  }
  const visited = (siteId: string, url: string) => {
    publishDue(world)
    return visit(store, siteId, url, world.steadyNow())
  }
  const clock = () => ({ now: new Date(world.now()).toISOString() })
  return {
    createSite(given = {}) {
      const { members = defaultMembers, switches, provisioning, ...rest } = given
      const id = (given.id ?? world.newId()).toLowerCase()
      const at = world.writeTime()
      const site = saveSite({
        accountId: defaultAccount,
        name: 'Practice site',
        url: `https://example.wixsite.com/${id.slice(0, 8)}`,
        language: 'en',
        multilingual: false,
        supportedLanguages: given.multilingual ? ['en', 'de', 'fr', 'es'] : [],
        installedApps: ['blog', 'members'],
        catalogVersion: 'V3',
        published: true,
        createdDate: at,
        ...rest,
        ...provisioningUntil(provisioning),
        id,
        switches: { ...world.settings.switches, ...switches },
      })
      const created = members.map(({ id: memberId = world.newId(), nickname, status = 'APPROVED' }) => {
        const member = newMember(id, memberId, nickname, world.writeTime(), { status })
        store.put('member', id, memberId, member)
        return member
      })
      store.commit()
      return { site, members: created }
    },
    changeSite(given) {
      const before = known(store.get('site', global, given.id), 'site', given.id)
      const { members: _, switches, provisioning, ...rest } = given
      return {
        site: saveSite({
          ...before,
          ...rest,
          ...provisioningUntil(provisioning),
          switches: { ...before.switches, ...switches },
        }),
      }
    },
    removeSite(id) {
      store.remove('site', global, id)
      store.commit()
    },
    sites: () => store.all('site', global),
    createKey(given = {}) {
      const key: ApiKey = {
        key: given.key ?? newKey(),
        accountId: given.accountId ?? defaultAccount,
        sites: given.sites ?? [],
        permissions: given.permissions ?? ['*'],
        revoked: given.revoked ?? false,
      }
      store.put('key', global, key.key, key)
      store.commit()
      return key
    },
    changeKey(given) {
      const key = { ...known(store.get('key', global, given.key), 'key', given.key), ...given }
      store.put('key', global, key.key, key)
      store.commit()
      return key
    },
    keys: () => store.all('key', global),
    createApp(given) {
      const app: AppCredential = {
        appId: given.appId ?? world.newId(),
        secret: given.secret ?? randomBytes(24).toString('hex'),
        name: given.name ?? 'Publisher',
        permissions: given.permissions ?? ['*'],
        tokenLifeSecs: given.tokenLifeSecs ?? 14_400,
        instances: (given.instances ?? []).map(({ siteId, instanceId }) => ({
          siteId,
          instanceId: instanceId ?? world.newId(),
        })),
      }
      store.put('app', global, app.appId, app)
      store.commit()
      return app
    },
    changeApp(given) {
      const app = { ...known(store.get('app', global, given.appId), 'app', given.appId), ...given }
      store.put('app', global, app.appId, app)
      store.commit()
      return app
    },
    apps: () => store.all('app', global),
    addFault: (fault) => world.faults.add(fault),
    removeFaults(id) {
      if (id === undefined) world.faults.clear()
      else if (!world.faults.remove(id)) throw new Error(`there is no fault ${id}`)
    },
    faults: () => world.faults.list(),
    requests: (since = 0, options) => world.log.since(since, options),
    lastRequest: () => world.log.last(),
    clearRequests: () => world.log.clear(),
    settings: () => world.settings,
    changeSettings(given) {
      const { switches, ...rest } = given
      Object.assign(world.settings, rest)
      Object.assign(world.settings.switches, switches)
      return world.settings
    },
    resetRate: () => world.rate.reset(),
    starts: () => store.starts,
    clock,
    moveClock(by) {
      world.move(by)
      publishDue(world)
      store.commit()
      return clock()
    },
    page(siteId, url) {
      return visited(siteId, url).html
    },
    visit: visited,
    ...createItems(world),
    ...createCollections(world),
  }
}

// Real keys are a prefix and something like a JWT, several hundred characters long.
function newKey(): string {
  const part = (value: Obj) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const head = part({ kid: randomBytes(4).toString('hex'), alg: 'RS256' })
  const claims = part({
    data: { id: randomBytes(16).toString('hex'), identity: { type: 'application' } },
    iat: 0,
  })
  return `IST.${head}.${claims}.${randomBytes(128).toString('base64url')}`
}
