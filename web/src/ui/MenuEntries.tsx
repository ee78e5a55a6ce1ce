import { Menu } from '@mantine/core'
import type { Icon } from '@tabler/icons-react'
import { Fragment, type ReactNode, type RefObject, useEffect, useState } from 'react'

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
  /** The one that is the children. */
  button: RefObject<HTMLElement | null>
  children: ReactNode
}

/** An open menu below what it belongs to; loaded by MoreMenu.tsx. */
export function MenuEntries({ entries, width, button, children }: Props) {
  const [isOpen, setOpen] = useState(false)
  // It is another one than was pressed, and a menu gives the focus back to what had it as it opened.
  useEffect(() => {
    button.current?.focus()
    setOpen(true)
  }, [button])
  return (
    <Menu position="bottom-end" width={width} opened={isOpen} onChange={setOpen}>
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>
        {entries.map(({ label, icon: Sign, isRemoval = false, onPick }, index) => (
          <Fragment key={label}>
            {isRemoval && index > 1 && <Menu.Divider />}
            <Menu.Item
              color={isRemoval ? 'red.8' : undefined}
              leftSection={<Sign size={15} />}
              onClick={() => {
                // What opens now gives the focus back to the button: the entry will be gone.
                button.current?.focus()
                onPick()
              }}
            >
              {label}
            </Menu.Item>
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
