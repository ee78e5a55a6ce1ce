import { useRef } from 'react'
import classes from './Preview.module.css'

interface Props<V extends string> {
  label: string
  tabs: { value: V; label: string }[]
  active: V
  onChange: (value: V) => void
}

/** Tabs inside a panel, moved through with the arrow keys. */
export function SubTabs<V extends string>({ label, tabs, active, onChange }: Props<V>) {
  const list = useRef<HTMLDivElement>(null)
  const move = (step: number) => {
    const index = tabs.findIndex((tab) => tab.value === active)
    const next = tabs[(index + step + tabs.length) % tabs.length]
    if (!next) return
    onChange(next.value)
    list.current?.querySelector<HTMLElement>(`[data-value="${next.value}"]`)?.focus()
  }
  return (
    <div className={classes.subtabs} role="tablist" aria-label={label} ref={list}>
      {tabs.map((tab) => (
        <button
          key={tab.value}
          type="button"
          role="tab"
          data-value={tab.value}
          aria-selected={tab.value === active}
          tabIndex={tab.value === active ? 0 : -1}
          className={classes.subtab}
          onClick={() => onChange(tab.value)}
          onKeyDown={(event) => {
            if (event.key === 'ArrowRight') move(1)
            if (event.key === 'ArrowLeft') move(-1)
          }}
        >
          {tab.label}
        </button>
      ))}
    </div>
  )
}
