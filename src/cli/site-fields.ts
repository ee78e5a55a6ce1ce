// The fields of a destination on a site, for commands that have no project yet.

import type { Destination, DestinationFields } from '../api/destination.ts'
import { routes } from '../api/routes.ts'
import type { Cli } from './cli.ts'
import { usageError } from './errors.ts'
import { findConnection } from './find.ts'
import { type OptionFlags, readOptionFlags } from './option-flags.ts'
import { readProjectOptions } from './project-options.ts'

export interface SiteFlags extends OptionFlags {
  connection?: string
}

/** Asks the site where the fields depend on it; otherwise they are the same everywhere. */
export async function readSiteFields(
  cli: Cli,
  destination: Destination,
  flags: SiteFlags,
): Promise<DestinationFields> {
  if (!destination.fieldsDependOnSite) return { fields: destination.fields, notes: [], readAt: null }
  if (flags.connection === undefined)
    throw usageError(`Which fields ${destination.id} has comes from the site: add --connection.`)
  const connection = await findConnection(cli, flags.connection)
  const options = await readProjectOptions(cli, destination.id, connection.id, readOptionFlags(flags))
  cli.out.progress(`Asking ${connection.siteName ?? connection.name} for its fields`)
  const body = { destination: destination.id, connectionId: connection.id, options }
  return cli.client().call(routes.destinations.fields, { body })
}
