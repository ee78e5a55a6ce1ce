// All permissions that a connection can have a use for: what the destinations declare, and what connections
// themselves read. The guide, the check and the list of a connection all speak from this one table.
import type { Permission } from '../api/permissions.ts'
import { targets } from '../targets/index.ts'
import { type PermissionSpec, probe } from '../targets/permission.ts'

export interface ListedPermission extends PermissionSpec {
  optional: boolean
  /** Ids of destinations that can do nothing without it. */
  requiredFor: readonly string[]
}

export const siteDetails: PermissionSpec = {
  name: 'Read site, business, and email details',
  purpose: 'Show the name and address of the site.',
  without: 'You see the Site ID instead.',
  optional: true,
  scopes: ['SCOPE.DEV_CENTER.APP-INSTANCE-READ-BASIC-INFO'],
  probes: [probe('properties', null, { method: 'GET', path: '/site-properties/v4/properties' })],
}

/** Of the account and not of the site, so that it is asked in a way of its own; see `examine.ts`. */
export const readSites: PermissionSpec = {
  name: 'Read sites',
  purpose: 'An account permission: lists the sites to choose from, and tells a bad key from a wrong site.',
  without: 'You paste the Site ID yourself.',
  optional: true,
  scopes: ['SCOPE.ACC-DC-OS.READ-SITE'],
  probes: [],
}

/** Each once, comforts last; else in the order in which destinations are listed and name them. */
export const permissionTable: readonly ListedPermission[] = listPermissions()

function listPermissions(): ListedPermission[] {
  const listed = new Map<string, ListedPermission>()
  for (const { id, permissions } of targets)
    for (const { permission, isRequired } of permissions) {
      const known = listed.get(permission.name)
      const requiredFor = [...(known?.requiredFor ?? []), ...(isRequired ? [id] : [])]
      listed.set(permission.name, { ...permission, optional: permission.optional ?? false, requiredFor })
    }
  for (const own of [siteDetails, readSites])
    listed.set(own.name, { ...own, optional: true, requiredFor: [] })
  return [...listed.values()].sort((a, b) => Number(a.optional) - Number(b.optional))
}

export function presentPermission(listed: ListedPermission): Permission {
  const { name, purpose, without, optional, requiredFor } = listed
  return { name, purpose, without, requiredFor: [...requiredFor], optional }
}
