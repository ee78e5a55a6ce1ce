import { type PermissionSpec, wixPermissions } from '../../../../src/api/permissions.ts'
import { CopyText } from './CopyText.tsx'
import classes from './Guide.module.css'

const asked = wixPermissions.filter((one) => !one.optional)
const optional = wixPermissions.filter((one) => one.optional)

/** Each permission as Wix names it, with what it is for and what is lost without it. */
export function GuidePermissions() {
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

function PermissionLines({ permissions }: { permissions: PermissionSpec[] }) {
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
