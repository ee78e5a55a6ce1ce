import { Menu, type MenuItemProps } from '@mantine/core'
import { IconKey, IconLogout, IconUser } from '@tabler/icons-react'
import { createLink } from '@tanstack/react-router'
import type { ComponentPropsWithRef, ReactNode } from 'react'
import type { User } from '../../../../src/api/session.ts'
import { useLogout } from '../../queries/session.ts'
import classes from './Shell.module.css'

function ItemAnchor(props: MenuItemProps & Omit<ComponentPropsWithRef<'a'>, keyof MenuItemProps>) {
  return <Menu.Item component="a" {...props} />
}
const ItemLink = createLink(ItemAnchor)

/** The menu behind the avatar. It is loaded when first needed, and opens once it is there. */
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
        <ItemLink to="/settings" leftSection={<IconUser size={15} />}>
          Account and sessions
        </ItemLink>
        <ItemLink to="/settings" search={{ tab: 'tokens' }} leftSection={<IconKey size={15} />}>
          API tokens
        </ItemLink>
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
