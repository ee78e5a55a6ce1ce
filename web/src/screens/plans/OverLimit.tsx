import { IconAlertTriangle } from '@tabler/icons-react'
import classes from './Plans.module.css'

/** Beside a button that sends: the daily limit of the site would be exceeded. It keeps nobody from sending. */
export function OverLimit({ words }: { words: string }) {
  return (
    <p className={classes.overLimit} role="status">
      <IconAlertTriangle size={15} stroke={1.9} aria-hidden />
      <span>{words}</span>
    </p>
  )
}
