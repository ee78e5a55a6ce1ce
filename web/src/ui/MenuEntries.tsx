import { Menu } from '@mantine/core'
import type { Icon } from '@tabler/icons-react'
import { Fragment, type ReactNode } from 'react'

export interface MenuEntry {
  label: string
  icon: Icon
  /** Takes something away; stands below a line where others come before it. */
  isRemoval?: boolean
  onPick: () => void
}

interface Props {
  entries: MenuEntry[]
  width: number | undefined
  children: ReactNode
}

/** An open menu below what it belongs to; loaded by MoreMenu.tsx. */
export function MenuEntries({ entries, width, children }: Props) {
  return (
    <Menu position="bottom-end" width={width} defaultOpened>
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>
        {entries.map(({ label, icon: Sign, isRemoval = false, onPick }, index) => (
          <Fragment key={label}>
            {isRemoval && index > 1 && <Menu.Divider />}
            <Menu.Item
              color={isRemoval ? 'red.8' : undefined}
              leftSection={<Sign size={15} />}
              onClick={onPick}
            >
              {label}
            </Menu.Item>
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
