import { useQuery } from '@tanstack/react-query'
import type { Permission } from '../../../../src/api/permissions.ts'
import { permissionsQuery } from '../../queries/connections.ts'
import { NotLoaded } from '../../ui/ErrorState.tsx'
import { CopyText } from './CopyText.tsx'
import classes from './Guide.module.css'

/**
 * Each permission as Wix names it, with what it is for and what is lost without it. Once a check has listed them with
 * its findings, that list is the one to tick from.
 */
export function GuidePermissions({ isListed }: { isListed: boolean }) {
  const query = useQuery(permissionsQuery)
  const permissions = query.data ?? []
  const asked = permissions.filter((one) => !one.optional)
  const optional = permissions.filter((one) => one.optional)
  if (isListed) return null
  if (query.isLoadingError)
    return <NotLoaded title="The permissions to tick could not be loaded" query={query} />
  return (
    <section className={classes.permissions}>
      <div className={classes.head}>
        <h3>Permissions to tick</h3>
        <CopyText text={asked.map(({ name }) => name).join('\n')} label="Copy list" />
      </div>
      <PermissionLines permissions={asked} />
      <h3 className={classes.optionalHead}>Optional</h3>
      <PermissionLines permissions={optional} />
    </section>
  )
}

function PermissionLines({ permissions }: { permissions: Permission[] }) {
  return (
    <ul>
      {permissions.map(({ name, purpose, without }) => (
        <li key={name}>
          <b>{name}</b>
          <p>{purpose}</p>
          <p className={classes.without}>Without it: {without}</p>
        </li>
      ))}
    </ul>
  )
}
