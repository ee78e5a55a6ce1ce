// Names to choose from, with a field to search them: moved through with the arrow keys, picked with Enter.
import { TextInput } from '@mantine/core'
import { useId, useState } from 'react'
import classes from './Visual.module.css'

export interface Pick {
  id: string
  label: string
  detail?: string
}

interface Props<P extends Pick> {
  label: string
  picks: P[]
  onPick: (pick: P) => void
}

export function PickList<P extends Pick>({ label, picks, onPick }: Props<P>) {
  const id = useId()
  const [search, setSearch] = useState('')
  const [active, setActive] = useState(0)
  const wanted = search.trim().toLowerCase()
  const found = picks.filter((pick) => `${pick.label} ${pick.detail ?? ''}`.toLowerCase().includes(wanted))
  const current = found[Math.min(active, found.length - 1)]
  const optionId = (pick: P | undefined) => (pick ? `${id}-${pick.id}` : undefined)
  const move = (step: number) => {
    if (found.length === 0) return
    const next = (Math.min(active, found.length - 1) + step + found.length) % found.length
    setActive(next)
    document.getElementById(optionId(found[next]) ?? '')?.scrollIntoView({ block: 'nearest' })
  }
  return (
    <div className={classes.picks}>
      <TextInput
        data-autofocus
        size="xs"
        aria-label={label}
        placeholder={label}
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls={id}
        aria-activedescendant={optionId(current)}
        value={search}
        onChange={(event) => {
          setSearch(event.currentTarget.value)
          setActive(0)
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') move(1)
          else if (event.key === 'ArrowUp') move(-1)
          else if (event.key === 'Enter' && current) onPick(current)
          else return
          event.preventDefault()
        }}
      />
      {found.length > 0 && (
        <div role="listbox" id={id} aria-label={label} className={classes.pickList}>
          {found.map((pick) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field above, as in every combobox
            // biome-ignore lint/a11y/useKeyWithClickEvents: Enter in the field picks
            <div
              key={pick.id}
              id={optionId(pick)}
              role="option"
              aria-selected={pick === current}
              className={classes.pick}
              onClick={() => onPick(pick)}
            >
              <span>{pick.label}</span>
              {pick.detail && <span className={classes.pickDetail}>{pick.detail}</span>}
            </div>
          ))}
        </div>
      )}
      {found.length === 0 && <p className={classes.hint}>Nothing of that name.</p>}
    </div>
  )
}
