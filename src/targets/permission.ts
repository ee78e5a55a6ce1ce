// Permissions of Wix, how each is proven, and the app of Wix behind a destination. The check of a connection, what
// keeps a run from starting, the guide of the dashboard and the words of errors all follow from what targets declare.
import type { WixClient, WixError } from '../wix/index.ts'

/**
 * A harmless request that shows whether the calls of a permission would succeed. Nothing is created or changed: a
 * write addresses what cannot exist, with a valid body, since Wix asks for the permission before it looks.
 */
export interface Probe {
  id: string
  /** The app of Wix that must be on the site for an answer; null: none. */
  app: string | null
  run(client: WixClient, signal: AbortSignal): Promise<unknown>
  /** True: "no such item" is proof that the call was let in. */
  provesByNotFound?: boolean
  /** Refusals that come from behind the gate, so that the call was let in. */
  isBehindGate?(error: WixError): boolean
  /** The address of the site in the answer, where it happens to stand there. */
  siteUrlIn?(body: unknown): string | null
  /** Asked instead when this one meets the other catalog of Wix Stores. */
  otherCatalog?: Probe
}

export interface PermissionSpec {
  /** As the API key screen of Wix spells it. */
  name: string
  purpose: string
  /** What is lost without it. */
  without: string
  /** True: a comfort beside the list that a key is made with. */
  optional?: boolean
  /** What else the list of an app instance may call it; Wix does not say whether that has names or scope ids. */
  scopes: readonly string[]
  /** Bigger permissions through which it is granted, as Wix documents them. */
  coveredBy?: readonly string[]
  /** Bigger ones that grant it on some sites and not on others, as Wix's pages disagree: only a probe can tell. */
  perhapsCoveredBy?: readonly string[]
  /** The weightiest first. */
  probes: readonly Probe[]
}

/** A permission that a destination uses, and whether it can do anything without. */
export interface PermissionNeed {
  permission: PermissionSpec
  isRequired: boolean
}

/** What became of one probe. */
export interface ProbeResult {
  probe: Pick<Probe, 'id' | 'app'>
  verdict: 'granted' | 'missing' | 'unknown'
  /** Why nobody can tell. */
  cause: string | null
  error: WixError | null
}

/** The app of Wix that a site must have for a destination. */
export interface WixApp {
  /** Names it among what a check finds on a site. */
  id: string
  /** As Wix shows it. */
  name: string
  /** Whether this entry of the apps that an app instance lists is it. */
  isListed?(entry: string): boolean
  /**
   * From what the probes of this app found: `no` or `none`, `unknown`, else that it is there, as `yes` or with the
   * name of its version. Absent: a probe that is let in proves it.
   */
  presence?(results: readonly ProbeResult[]): string
}

type Call = Omit<Parameters<WixClient['request']>[0], 'isWrite'>

/** A probe that is one request. */
export function probe(
  id: string,
  app: string | null,
  call: Call,
  more: Omit<Probe, 'id' | 'app' | 'run'> = {},
): Probe {
  const run: Probe['run'] = async (client, signal) =>
    (await client.request({ ...call, isWrite: false }, { signal })).body
  return { id, app, run, ...more }
}

/** The id of nothing. */
export const noId = '00000000-0000-0000-0000-000000000000'

/** The shortest list. */
export const onePage = { paging: { limit: 1 } }
