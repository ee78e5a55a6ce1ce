import type { ReactNode } from 'react'
import classes from './List.module.css'

/** A line of a row on a phone, below its title: what it says first on the left, the rest on the right. */
export function CardLine({ children }: { children: ReactNode }) {
  return <span className={classes.cardLine}>{children}</span>
}
