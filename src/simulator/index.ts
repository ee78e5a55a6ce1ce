// A Wix you can run. Written from the API contract alone; it knows nothing of any client.

import type { AddressInfo } from 'node:net'
import { type Control, createControl } from './control/control.ts'
import { createRouter } from './route.ts'
import { allRoutes } from './routes/all.ts'
import { createHttpServer } from './server.ts'
import { createWorld } from './world.ts'

export type { CollectionRecord, Field, ItemRecord } from './cms/types.ts'
export type { Collections, NewCollection } from './control/collections.ts'
export type { Control, NewSite } from './control/control.ts'
export type { Items } from './control/items.ts'
export type { PersonEdit } from './control/person-edit.ts'
export { type Fault, type FaultKind, faultKinds } from './faults/fault.ts'
export type { FileRecord } from './media/types.ts'
export { allPermissions, scopeOf } from './permissions.ts'
export type { LogEntry } from './request-log.ts'
export type {
  InfoSectionRecord,
  ProductRecord,
  ProductV1Record,
  StoreCategoryRecord,
} from './stores/types.ts'
export type { ApiKey, AppCredential, Member, PostRecord, Site, Switches } from './types.ts'

export interface SimulatorOptions {
  /** 0, the default, takes a free port. */
  port?: number
  host?: string
  /** Folder of the journal; without it everything is gone at the end. */
  dataDir?: string
  /** Requests per minute for each credential and site; 0 means no limit. Default 200, as Wix documents. */
  ratePerMinute?: number
  /** Faults and ids follow from it. */
  seed?: number
  /** The machine's clock in milliseconds since 1970, by which rates and faults go too. */
  now?: () => number
  /** File with milliseconds to add to Wix's clock, read again at each look. */
  clockOffsetFile?: string
}

export interface Simulator {
  url: string
  port: number
  control: Control
  close(): Promise<void>
}

/** Starts a simulated Wix on a local port; resolves once it answers. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { port = 0, host = '127.0.0.1', ratePerMinute = 200, seed = 1, now = Date.now } = options
  const { dataDir, clockOffsetFile } = options
  const world = createWorld({ dataDir, ratePerMinute, seed, now, clockOffsetFile })
  const router = createRouter(allRoutes(world.blog, world.history))
  const control = createControl(world)
  const server = createHttpServer(world, router, control)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const { port: taken } = server.address() as AddressInfo
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}`,
    port: taken,
    control,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
      world.store.close()
    },
  }
}
