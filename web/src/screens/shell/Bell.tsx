import { ActionIcon } from '@mantine/core'
import { IconBell } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import classes from './Shell.module.css'

/** Leads to the inbox, and says how much of it is unread. */
export function Bell({ unread }: { unread: number }) {
  const label = unread === 0 ? 'Notices' : `Notices, ${unread} unread`
  return (
    <ActionIcon component={Link} to="/notices" aria-label={label} title={label} className={classes.bell}>
      <IconBell size={16} stroke={1.7} />
      {unread > 0 && (
        <span className={classes.unread} aria-hidden>
          {unread > 99 ? '99+' : unread}
        </span>
      )}
    </ActionIcon>
  )
}
