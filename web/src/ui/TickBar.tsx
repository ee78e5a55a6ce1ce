// What is ticked of a list, and what can be done with it; there while something is.
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { count, counted } from './format.ts'
import classes from './List.module.css'

interface Props {
  /** What one row is, and what it is chosen for: "page". */
  noun: string
  ticked: number
  /** Of lists that can be chosen as a whole. */
  all?: {
    /** All that match are chosen, also those that are not loaded. */
    isChosen: boolean
    /** How many match; null while nobody has counted. */
    matching: number | null
    /** Every row that matches is loaded and ticked, so that there is nothing more to choose. */
    isWhole: boolean
    isCounting: boolean
    onChoose: () => void
  }
  onClear: () => void
  /** The buttons, after "Clear". */
  children: ReactNode
  /** Before it: why something cannot be done. */
  before?: ReactNode
}

export function TickBar({ noun, ticked, all, onClear, children, before }: Props) {
  return (
    <section className={classes.tickBar} aria-label={`Chosen ${noun}s`}>
      <span className={classes.ticked} role="status">
        {all?.isChosen
          ? `All ${counted(all.matching ?? 0, noun)} that match`
          : `${counted(ticked, noun)} ticked`}
      </span>
      {all && !all.isChosen && !all.isWhole && (
        <Button variant="subtle" size="xs" onClick={all.onChoose} loading={all.isCounting}>
          {all.matching === null ? 'Select all that match' : `Select all ${count(all.matching)} that match`}
        </Button>
      )}
      <span className={classes.tickEnd}>
        {before}
        <Button variant="subtle" color="gray" size="xs" onClick={onClear}>
          Clear
        </Button>
        {children}
      </span>
    </section>
  )
}
