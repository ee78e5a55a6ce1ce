// "12 of 4,812", and the buttons to the rows before and after; the keys are those of the list, and n and p.
import { ActionIcon } from '@mantine/core'
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useCommands } from './commands.ts'
import { count } from './format.ts'
import classes from './Panel.module.css'
import type { PanelPlace } from './panel-place.ts'

export function PanelSteps({ place }: { place: PanelPlace }) {
  const { index, total, hasNext, onGo, goneBy } = place
  const hasPrevious = index > 0
  const steps = useRef<HTMLDivElement>(null)
  const go = (way: 'previous' | 'next', by: typeof way | null) => {
    if (way === 'previous' ? !hasPrevious : !hasNext) return false
    goneBy.current = by
    onGo(way === 'previous' ? index - 1 : index + 1)
    return true
  }
  useCommands('Panel', [
    { words: 'Next page or row', keys: ['n'], run: () => go('next', null), isKeyOnly: true },
    { words: 'Previous page or row', keys: ['p'], run: () => go('previous', null), isKeyOnly: true },
    { words: 'Close the panel', keys: ['Escape'], isKeyOnly: true },
  ])
  // biome-ignore lint/correctness/useExhaustiveDependencies: with another row the buttons are others
  useEffect(() => {
    if (goneBy.current === null) return
    const [same, other] = goneBy.current === 'next' ? [1, 0] : [0, 1]
    const buttons = [...(steps.current?.querySelectorAll('button') ?? [])]
    goneBy.current = null
    const [first, second] = [buttons[same], buttons[other]]
    const target = first?.disabled ? second : first
    target?.focus({ preventScroll: true })
  }, [goneBy, index])
  if (index < 0) return null
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div className={classes.steps} role="group" aria-label="Through the list" ref={steps}>
      <span className="num">
        {count(index + 1)}
        {total !== null && ` of ${count(total)}`}
      </span>
      <ActionIcon
        size={26}
        aria-label="Previous"
        title="Previous (k)"
        aria-keyshortcuts="k p"
        disabled={!hasPrevious}
        onClick={() => go('previous', 'previous')}
      >
        <IconChevronUp size={16} />
      </ActionIcon>
      <ActionIcon
        size={26}
        aria-label="Next"
        title="Next (j)"
        aria-keyshortcuts="j n"
        disabled={!hasNext}
        onClick={() => go('next', 'next')}
      >
        <IconChevronDown size={16} />
      </ActionIcon>
    </div>
  )
}
