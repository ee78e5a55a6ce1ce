import { Menu, UnstyledButton } from '@mantine/core'
import { IconKey, IconLogout, IconUser } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { User } from '../../../../src/api/session.ts'
import { useLogout } from './queries.ts'
import classes from './Shell.module.css'

function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  return ((words[0]?.[0] ?? '?') + (words.length > 1 ? (words.at(-1)?.[0] ?? '') : '')).toUpperCase()
}

export function UserMenu({ user }: { user: User }) {
  const logout = useLogout()
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <UnstyledButton className={classes.avatar}>
          <span aria-hidden>{initials(user.name)}</span>
          <span className="sr-only">Account of {user.name}</span>
        </UnstyledButton>
      </Menu.Target>
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
