import { Menu } from '@mantine/core'
import { IconKey, IconLogout, IconUser } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { User } from '../../../../src/api/session.ts'
import { useLogout } from '../../queries/session.ts'
import classes from './Shell.module.css'

/** The menu behind the avatar. It is loaded when somebody reaches for it, and opens as it comes. */
export function AccountMenu({ user, children }: { user: User; children: ReactNode }) {
  const logout = useLogout()
  return (
    <Menu position="bottom-end" width={220} defaultOpened>
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>
        <div className={classes.who}>
          <strong>{user.name}</strong>
          <span>{user.email}</span>
        </div>
        <Menu.Divider />
        <Menu.Item component={Link} to="/settings" leftSection={<IconUser size={15} />}>
          Account and sessions
        </Menu.Item>
        <Menu.Item component={Link} to="/settings?tab=tokens" leftSection={<IconKey size={15} />}>
          API tokens
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconLogout size={15} />}
          disabled={logout.isPending}
          onClick={() => logout.mutate()}
        >
          Log out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
