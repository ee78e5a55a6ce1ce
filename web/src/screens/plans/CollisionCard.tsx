// One collision with its choices: a toggle each, so that pressing what is chosen undoes the decision.
import { Button } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Choice, Collision } from '../../../../src/api/plan.ts'
import { CollisionSides } from './CollisionSides.tsx'
import classes from './Collisions.module.css'
import shared from './Plans.module.css'
import { SourceButton } from './SourceButton.tsx'

const choices: { choice: Choice; label: string; letter: string }[] = [
  { choice: 'theirs', label: "Keep Wix's", letter: 'w' },
  { choice: 'ours', label: 'Take ours', letter: 'o' },
  { choice: 'hold', label: 'Hold', letter: 'h' },
]

const decided: Readonly<Record<Choice, string>> = {
  theirs: 'Decided: what is in Wix stays.',
  ours: 'Decided: ours goes.',
  hold: 'Held: the page waits.',
}

interface Props {
  collision: Collision
  name: string
  choice: Choice | null
  /** Null: undecided again. */
  onChoose: (choice: Choice | null) => void
  /** Beside the choices, once one is made. */
  children: ReactNode
}

export function CollisionCard({ collision, name, choice, onChoose, children }: Props) {
  const title = `collision-${collision.id}`
  return (
    <li
      className={classes.card}
      data-collision={collision.id}
      tabIndex={-1}
      aria-labelledby={title}
      aria-describedby={`${title}-state`}
    >
      <div className={classes.head}>
        <h4 id={title}>{name}</h4>
        <span id={`${title}-state`} className={classes.state} data-open={choice === null || undefined}>
          {choice === null ? 'Undecided' : decided[choice]}
        </span>
        {[collision.ours, collision.theirs].some(({ html }) => html !== null) && <SourceButton of={name} />}
      </div>
      <CollisionSides collision={collision} choice={choice} />
      {/* biome-ignore lint/a11y/useSemanticElements: buttons as on the page's own decision, not a form */}
      <div className={classes.choices} role="group" aria-label={`Decide: ${name}`}>
        {choices.map((one) => (
          <Button
            key={one.choice}
            size="xs"
            variant={choice === one.choice ? 'light' : 'default'}
            aria-pressed={choice === one.choice}
            aria-keyshortcuts={one.letter}
            leftSection={choice === one.choice ? <IconCheck size={14} /> : undefined}
            rightSection={<kbd className={shared.key}>{one.letter}</kbd>}
            onClick={() => onChoose(choice === one.choice ? null : one.choice)}
          >
            {one.label}
          </Button>
        ))}
        {choice !== null && children}
      </div>
    </li>
  )
}
