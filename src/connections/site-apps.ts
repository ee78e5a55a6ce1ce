// Which apps of Wix a site has, as far as the answers to probes show it. Pure.
import type { Capabilities, SiteApp } from '../api/connection.ts'
import { targets } from '../targets/index.ts'
import type { WixApp } from '../targets/permission.ts'
import type { AppInstance } from '../wix/index.ts'
import type { Finding } from './judge.ts'

/** Those that a destination needs, each once. */
const apps: readonly WixApp[] = [...new Map(targets.map(({ app }) => [app.id, app])).values()]

export function unknownCapabilities(): Capabilities {
  return Object.fromEntries(apps.map(({ id }) => [id, 'unknown']))
}

export function judgeCapabilities(findings: readonly Finding[], instance: AppInstance | null): Capabilities {
  return Object.fromEntries(
    apps.map((app) => {
      const found = presenceOf(
        app,
        findings.filter((one) => one.probe.app === app.id),
      )
      const isListed = instance?.site.installedWixApps.some((entry) => app.isListed?.(entry) ?? false)
      return [app.id, found === 'unknown' && isListed ? 'yes' : found]
    }),
  )
}

function presenceOf(app: WixApp, findings: readonly Finding[]): string {
  if (app.presence) return app.presence(findings)
  if (findings.some((one) => one.verdict === 'granted')) return 'yes'
  return findings.some((one) => one.cause === 'app_missing') ? 'no' : 'unknown'
}

/** What a later check could not tell keeps what was found before. */
export function mergeCapabilities(before: Capabilities, now: Capabilities): Capabilities {
  const known = Object.entries(now).filter(([, found]) => found !== 'unknown')
  return { ...now, ...before, ...Object.fromEntries(known) }
}

/** With names and states, for the doors. */
export function siteApps(capabilities: Capabilities): SiteApp[] {
  return apps.map(({ id, name }) => {
    const found = capabilities[id] ?? 'unknown'
    const state = found === 'unknown' ? 'unknown' : found === 'no' || found === 'none' ? 'no' : 'yes'
    return { id, name, state, version: state === 'yes' && found !== 'yes' ? found : null }
  })
}

export function isAppMissing(app: WixApp, capabilities: Capabilities): boolean {
  return siteApps(capabilities).some(({ id, state }) => id === app.id && state === 'no')
}
