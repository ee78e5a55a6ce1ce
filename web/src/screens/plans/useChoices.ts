// What is decided of each collision, shown at once and stored behind it, and undone one after the other.
import { useRef, useState } from 'react'
import type { Choice, Collision } from '../../../../src/api/plan.ts'
import { useChoose } from '../../queries/plans.ts'

interface Page {
  projectId: string
  planId: string
  rowKey: string
  collisions: readonly Collision[]
}

export function useChoices({ projectId, planId, rowKey }: Page) {
  const { mutateAsync, error } = useChoose(projectId, planId)
  /** Chosen here and not known to the server yet. */
  const [waiting, setWaiting] = useState<Readonly<Record<string, Choice | null>>>({})
  /** What was decided here, the last at the end, each with what it was before. */
  const made = useRef<{ collision: Collision; before: Choice | null }[]>([])
  const choiceOf = (collision: Collision): Choice | null => {
    const shown = waiting[collision.id]
    return shown === undefined ? collision.choice : shown
  }
  const store = (collision: Collision, choice: Choice | null) => {
    setWaiting((before) => ({ ...before, [collision.id]: choice }))
    const settle = () =>
      setWaiting(({ [collision.id]: last, ...others }) =>
        last === undefined || last === choice ? others : { ...others, [collision.id]: last },
      )
    // The error is shown by the mutation's state.
    void mutateAsync({ rowKey, choices: { [collision.id]: choice } }).then(settle, settle)
  }
  const choose = (collision: Collision, choice: Choice | null) => {
    made.current.push({ collision, before: choiceOf(collision) })
    store(collision, choice)
  }
  /** The collision that is as it was before again; null: nothing was decided here. */
  const undo = (): Collision | null => {
    const last = made.current.pop()
    if (!last) return null
    store(last.collision, last.before)
    return last.collision
  }
  return { choiceOf, choose, undo, error }
}
