import { SegmentedControl } from '@mantine/core'
import '@mantine/core/styles/SegmentedControl.layer.css'
import { useId } from 'react'
import classes from './Choice.module.css'

interface Props<T extends string> {
  label: string
  /** The label is read aloud and not shown. */
  hidesLabel?: boolean
  value: T
  choices: { value: T; label: string }[]
  onChange: (value: T) => void
}

/** One of a few, all in view. */
export function Choice<T extends string>({ label, hidesLabel, value, choices, onChange }: Props<T>) {
  const id = useId()
  return (
    <div className={classes.choice}>
      <div id={id} className={hidesLabel ? 'sr-only' : classes.label}>
        {label}
      </div>
      <SegmentedControl
        aria-labelledby={id}
        value={value}
        onChange={(picked) => onChange(picked as T)}
        data={choices}
      />
    </div>
  )
}
