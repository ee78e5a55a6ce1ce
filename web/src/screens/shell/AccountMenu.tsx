import { Menu, type MenuItemProps } from '@mantine/core'
import { IconKey, IconListCheck, IconLogout, IconUser } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { createLink } from '@tanstack/react-router'
import type { ComponentPropsWithRef, ReactNode } from 'react'
import type { User } from '../../../../src/api/session.ts'
import { firstStepsQuery, useFirstSteps } from '../../queries/sample.ts'
import { useLogout } from '../../queries/session.ts'
import classes from './Shell.module.css'

function ItemAnchor(props: MenuItemProps & Omit<ComponentPropsWithRef<'a'>, keyof MenuItemProps>) {
  return <Menu.Item component="a" {...props} />
}
const ItemLink = createLink(ItemAnchor)

/** The menu behind the avatar. It is loaded when first needed, and opens once it is there. */
export function AccountMenu({ user, children }: { user: User; children: ReactNode }) {
  const logout = useLogout()
  const firstSteps = useFirstSteps()
  const isPutAway = useQuery(firstStepsQuery).data?.isPutAway ?? false
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
        {isPutAway && (
          <ItemLink
            to="/projects"
            leftSection={<IconListCheck size={15} />}
            onClick={() => firstSteps.mutate({ isPutAway: false })}
          >
            Show the first steps
          </ItemLink>
        )}
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
