import { IconChevronDown } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './Disclose.module.css'

/** The line that opens and closes what stands below it. */
export function Disclose({
  isOpen,
  onToggle,
  children,
}: {
  isOpen: boolean
  onToggle: () => void
  children: ReactNode
}) {
  return (
    <button type="button" className={classes.disclose} aria-expanded={isOpen} onClick={onToggle}>
      <IconChevronDown size={14} aria-hidden data-open={isOpen || undefined} />
      {children}
    </button>
  )
}
