import { Popover } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import classes from './Visual.module.css'

interface Props {
  rect: DOMRect
  label: string
  onClose: () => void
  children: ReactNode
}

/** Opens under a place of the page that is no element of React's. */
export function AtPlace({ rect, label, onClose, children }: Props) {
  const [{ left, top, width, height }] = useState(rect)
  return (
    <Popover
      opened
      trapFocus
      returnFocus
      withRoles={false}
      width={320}
      position="bottom-start"
      shadow="md"
      radius="md"
      onChange={(opened) => !opened && onClose()}
    >
      <Popover.Target>
        <span className={classes.place} style={{ left, top, width, height }} />
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={label} className={classes.dropdown}>
        {children}
      </Popover.Dropdown>
    </Popover>
  )
}
