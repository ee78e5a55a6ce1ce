// The panel beside a table: details of the open row. On narrow screens it covers the table.
import { CloseButton } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { type ReactNode, useContext, useEffect, useRef } from 'react'
import { leaveAlone } from './leave-alone.ts'
import classes from './Panel.module.css'
import { PanelSteps } from './PanelSteps.tsx'
import { PanelPlaceContext } from './panel-place.ts'

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
  const place = useContext(PanelPlaceContext)

  const giveBack = useRef(() => {})
  const covers = useMediaQuery('(max-width: 1080px)', false, { getInitialValueInEffect: false })

  useEffect(() => {
    // A button inside may have the focus by now.
    const hasFocus = panel.current?.contains(document.activeElement)
    if (!hasFocus) {
      opener.current = document.activeElement
      panel.current?.focus({ preventScroll: true })
      panel.current?.scrollIntoView?.({ block: 'nearest' })
    }
    return () => {
      // What is left alone can have no focus.
      giveBack.current()
      if (opener.current instanceof HTMLElement) opener.current.focus({ preventScroll: true })
    }
  }, [])

  useEffect(() => {
    if (!covers || !panel.current) return
    giveBack.current = leaveAlone(panel.current)
    return () => giveBack.current()
  }, [covers])

  useEffect(() => {
    const close = (event: KeyboardEvent) => {
      // What lies over the screen closes first.
      const isOver = event.target instanceof Element && event.target.closest('[role="dialog"], [role="menu"]')
      if (event.key === 'Escape' && !event.defaultPrevented && !isOver) onClose()
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
        {place && <PanelSteps place={place} />}
        <CloseButton aria-label="Close panel" onClick={onClose} />
      </header>
      {tabs}
      <div className={classes.body}>{children}</div>
    </aside>
  )
}
