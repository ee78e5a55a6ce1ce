// The foot of the dialog. Connect is always there to be pressed; pressing early shows what is missing.
import { Button, Loader } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { isUnreached } from './checker.ts'
import classes from './Dialog.module.css'
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
      <p>
        {isReplacing
          ? 'The stored credentials stay in use until the new ones are checked.'
          : 'Encrypted before they are stored, and never shown again.'}
      </p>
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
