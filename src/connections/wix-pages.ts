// Pages of Wix on which credentials and permissions are put right. Pure.
import type { CheckFailure } from '../api/connection.ts'

type Links = CheckFailure['links']

export const keyLinks = [{ label: 'Open API Keys Manager', href: 'https://manage.wix.com/account/api-keys' }]

/** Pages of one's own app: its secret, its permissions, and where it is installed. */
export function appLinks(appId: string, ...pages: ('oauth' | 'permissions' | 'home')[]): Links {
  const all = {
    oauth: { label: 'Open the OAuth page of your app', href: `https://dev.wix.com/apps/${appId}/oauth` },
    permissions: {
      label: 'Open the permissions of your app',
      href: `https://manage.wix.com/apps/${appId}/dev-center-permissions`,
    },
    home: { label: 'Open your app', href: `https://manage.wix.com/apps/${appId}/home` },
  }
  return pages.map((page) => all[page])
}

/** Whose permissions they are: a key's, or those of one's app. */
export type Holder = { kind: 'api_key' } | { kind: 'app'; appId: string }

export function holderOf({ method, appId }: { method: string; appId: string | null }): Holder {
  return method === 'app' ? { kind: 'app', appId: appId ?? '' } : { kind: 'api_key' }
}

export function permissionLinks(holder: Holder): Links {
  return holder.kind === 'app' ? appLinks(holder.appId, 'permissions') : keyLinks
}
