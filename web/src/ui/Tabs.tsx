// Tabs that are links: the address holds which one is open.
import { Link } from '@tanstack/react-router'
import { useLayoutEffect, useRef } from 'react'
import classes from './Tabs.module.css'

interface Tab {
  value: string
  label: string
  badge?: string | number | null
}

interface Props {
  label: string
  tabs: Tab[]
  active: string
  /** Without the margin of a screen, where a margin is there already. */
  flush?: boolean
  /** The search of a tab's address, from its value. */
  search: (value: string) => { tab: string }
}

export function LinkTabs({ label, tabs, active, flush, search }: Props) {
  const nav = useRef<HTMLElement>(null)
  // On a narrow screen the tabs scroll, and the open one is seen, also when their widths change: a count or a font comes.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another tab is another place
  useLayoutEffect(() => {
    const row = nav.current
    if (row === null) return
    const showOpen = () => {
      const open = row.querySelector<HTMLElement>('[data-active]')
      if (open) row.scrollLeft = open.offsetLeft - (row.clientWidth - open.offsetWidth) / 2
    }
    showOpen()
    const observer = new ResizeObserver(showOpen)
    for (const one of [row, ...row.children]) observer.observe(one)
    return () => observer.disconnect()
  }, [active, tabs.length])
  return (
    <nav ref={nav} className={classes.tabs} data-flush={flush || undefined} aria-label={label}>
      {tabs.map((tab) => (
        <Link
          key={tab.value}
          to="."
          search={search(tab.value) as never}
          className={classes.tab}
          aria-current={tab.value === active ? 'page' : undefined}
          data-active={tab.value === active || undefined}
        >
          {tab.label}
          {tab.badge !== undefined && tab.badge !== null && (
            <span className={classes.badge}>{tab.badge}</span>
          )}
        </Link>
      ))}
    </nav>
  )
}
