// The panel beside a table: details of the open row. On narrow screens it covers the table.
import { CloseButton } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import classes from './Panel.module.css'

interface Props {
  title: string
  subtitle?: ReactNode
  tabs?: ReactNode
  onClose: () => void
  children: ReactNode
}

export function Panel({ title, subtitle, tabs, onClose, children }: Props) {
  const panel = useRef<HTMLElement>(null)
  const opener = useRef<Element | null>(null)

  useEffect(() => {
    opener.current = document.activeElement
    panel.current?.focus({ preventScroll: true })
    return () => {
      if (opener.current instanceof HTMLElement) opener.current.focus({ preventScroll: true })
    }
  }, [])

  useEffect(() => {
    const close = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) onClose()
    }
    document.addEventListener('keydown', close)
    return () => document.removeEventListener('keydown', close)
  }, [onClose])

  return (
    <aside className={classes.panel} ref={panel} tabIndex={-1} aria-label={title}>
      <header className={classes.head}>
        <div className={classes.titles}>
          <h2 className={classes.title}>{title}</h2>
          {subtitle && <div className={classes.subtitle}>{subtitle}</div>}
        </div>
        <CloseButton aria-label="Close panel" onClick={onClose} />
      </header>
      {tabs}
      <div className={classes.body}>{children}</div>
    </aside>
  )
}
