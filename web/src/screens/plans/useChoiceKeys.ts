// Collisions decided by key: w, o or h for the one that has the focus, else the first undecided; then on to the next.
// u undoes the last decision and goes back to it.
import type { RefObject } from 'react'
import type { Choice, Collision } from '../../../../src/api/plan.ts'
import { useCommands } from '../../ui/commands.ts'

interface Keys {
  list: RefObject<HTMLElement | null>
  collisions: readonly Collision[]
  choiceOf: (collision: Collision) => Choice | null
  choose: (collision: Collision, choice: Choice) => void
  undo: () => Collision | null
}

export function useChoiceKeys({ list, collisions, choiceOf, choose, undo }: Keys): void {
  const isOpen = (one: Collision) => choiceOf(one) === null
  const decide = (choice: Choice) => (event?: KeyboardEvent) => {
    const target = event?.target as Element | undefined
    const focused = target?.closest<HTMLElement>('[data-collision]')?.dataset['collision']
    const current = collisions.find(({ id }) => id === focused) ?? collisions.find(isOpen)
    if (current === undefined) return false
    choose(current, choice)
    const after = collisions.slice(collisions.indexOf(current) + 1)
    const next = after.find(isOpen) ?? collisions.find((one) => one !== current && isOpen(one)) ?? current
    focusCard(list.current, next.id)
    return true
  }
  useCommands(
    'Conflicts',
    [
      { words: 'Keep what is in Wix', keys: ['w'], run: decide('theirs'), isKeyOnly: true },
      { words: 'Take ours', keys: ['o'], run: decide('ours'), isKeyOnly: true },
      { words: 'Hold', keys: ['h'], run: decide('hold'), isKeyOnly: true },
      {
        words: 'Undo the last decision',
        keys: ['u'],
        run: () => {
          const undone = undo()
          if (undone) focusCard(list.current, undone.id)
          return undone !== null
        },
        isKeyOnly: true,
      },
    ],
    collisions.length > 0,
  )
}

function focusCard(list: HTMLElement | null, id: string): void {
  for (const card of list?.querySelectorAll<HTMLElement>('[data-collision]') ?? [])
    if (card.dataset['collision'] === id) card.focus()
}
