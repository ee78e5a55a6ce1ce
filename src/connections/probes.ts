// The harmless requests of a check, as the permissions of the table declare them.
import type { Probe as DeclaredProbe } from '../targets/permission.ts'
import { permissionTable } from './permission-table.ts'

export interface Probe extends Omit<DeclaredProbe, 'otherCatalog'> {
  permission: string
  otherCatalog?: Probe
}

export const probes: readonly Probe[] = permissionTable.flatMap(({ name, probes: declared }) =>
  declared.map((one) => forPermission(one, name)),
)

/**
 * The first question: a light read of the first destination, which tells whether the credentials open the site at all.
 */
export const firstRead: Probe = probes[0]!

export const otherProbes: readonly Probe[] = probes.slice(1)

/** Requests of a check at most: the probes, and who the credentials are (a token, the site, its address). */
export const mostRequests = 3 + probes.reduce((sum, one) => sum + (one.otherCatalog ? 2 : 1), 0)

function forPermission({ otherCatalog, ...declared }: DeclaredProbe, permission: string): Probe {
  return {
    ...declared,
    permission,
    ...(otherCatalog && { otherCatalog: forPermission(otherCatalog, permission) }),
  }
}
