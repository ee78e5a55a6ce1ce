// The foot of the dialog. Connect is always there to be pressed; pressing early shows what is missing.
import { Button, Loader } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { Status } from '../../ui/Status.tsx'
import { focusOn } from './blamed-fields.ts'
import { isUnreached } from './check-retries.ts'
import classes from './Dialog.module.css'
import { verdictOf } from './say.ts'
import type { ConnectForm } from './useConnectForm.ts'

interface Props {
  form: ConnectForm
  isReplacing: boolean
  asks: boolean
  onKeep: () => void
  onCancel: () => void
  onDiscard: () => void
}

export function ConnectActions({ form, isReplacing, asks, onKeep, onCancel, onDiscard }: Props) {
  const keep = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (asks) keep.current?.focus()
  }, [asks])

  if (asks) {
    return (
      <div className={classes.actions} role="alertdialog" aria-labelledby="connect-leave">
        <p id="connect-leave">
          Close without {isReplacing ? 'replacing' : 'connecting'}? What you entered is not stored.
        </p>
        <Button
          ref={keep}
          variant="default"
          onClick={() => {
            onKeep()
            setTimeout(() => document.querySelector<HTMLElement>('[data-autofocus]')?.focus(), 0)
          }}
        >
          Keep editing
        </Button>
        <Button color="red.8" onClick={onDiscard}>
          Discard and close
        </Button>
      </div>
    )
  }
  const isChecking = form.state.phase === 'asking'
  const isBusy = form.isSaving || isChecking
  return (
    <div className={classes.actions}>
      <Verdict form={form} isReplacing={isReplacing} />
      <Button variant="default" onClick={onCancel}>
        Cancel
      </Button>
      {isUnreached(form.failure) && (
        <Button variant="default" onClick={form.saveUnchecked}>
          Save without checking
        </Button>
      )}
      <Button
        type="submit"
        aria-busy={isBusy || undefined}
        rightSection={form.isSaving ? <Loader size={14} color="currentColor" aria-hidden /> : null}
      >
        {isReplacing ? 'Replace' : 'Connect'}
      </Button>
    </div>
  )
}

/** What came of the check, where no scrolling can hide it; before that, what happens to the credentials. */
function Verdict({ form, isReplacing }: Pick<Props, 'form' | 'isReplacing'>) {
  const verdict = verdictOf(form.state)
  if (!verdict)
    return (
      <p>
        {isReplacing
          ? 'The stored credentials stay in use until the new ones are checked.'
          : 'Encrypted before they are stored, and never shown again.'}
      </p>
    )
  const { tone, sign, words, isProblem } = verdict
  return (
    <p className={classes.verdict}>
      <Status tone={tone} sign={sign} wrap>
        {words}
      </Status>
      {isProblem && (
        <button type="button" className={classes.link} onClick={() => focusOn('connect-problem')}>
          Show what to do
        </button>
      )}
    </p>
  )
}
