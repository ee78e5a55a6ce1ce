// The state of the dialog: fields, what they are recognised as, the check, and storing. Secrets stay in here and in
// the fields themselves; nothing of them goes through the query client, which would remember it.
import { useEffect, useMemo, useRef, useState } from 'react'
import { firstBlamed, firstToFill, focusOn } from './blamed-fields.ts'
import { askableValues, type Entry, recogniseEntry } from './entry.ts'
import { useEntry } from './useEntry.ts'
import { useLiveCheck } from './useLiveCheck.ts'
import { type Target, useStoring } from './useStoring.ts'

export type ConnectForm = ReturnType<typeof useConnectForm>

export function useConnectForm(target: Target) {
  const { checker, state, failure, isReady, noticeSignOut } = useLiveCheck()
  const storing = useStoring(target, { onRefusal: checker.adopt, onError: noticeSignOut })
  const [isSubmitted, setSubmitted] = useState(false)
  /** Connect was pressed before the answer was there. */
  const wants = useRef(false)

  function onChange(next: Entry, how: 'typed' | 'pasted'): void {
    wants.current = false
    storing.forget()
    checker.change(askableValues(recogniseEntry(next)), how)
  }
  const fields = useEntry(target.connection, state.phase, onChange)
  const { entry } = fields
  const made = useMemo(() => recogniseEntry(entry), [entry])

  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new answer counts
  useEffect(() => {
    if (!wants.current || state.phase !== 'answered') return
    wants.current = false
    if (isReady && !failure) void storing.save(made.values, false)
    else focusOn(firstBlamed(failure, entry))
  }, [state])

  return {
    ...fields,
    made,
    state,
    failure,
    isReady,
    isSubmitted,
    isSaving: storing.isSaving,
    saveError: storing.error,
    askAgain: () => checker.askNow(null),
    saveUnchecked: () => void storing.save(made.values, true),
    /** Never refused: what is missing is shown, what can be asked is asked, what is ready is stored. */
    connect() {
      if (storing.isSaving) return
      setSubmitted(true)
      if (isReady) return void storing.save(made.values, false)
      const first = firstToFill(entry, made)
      if (first !== null) return focusOn(first)
      wants.current = true
      if (state.phase !== 'asking') checker.askNow(made.values)
    },
  }
}
