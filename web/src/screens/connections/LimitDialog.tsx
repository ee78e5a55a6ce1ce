// A number of a site that is not to be passed, or none at all: asked for, judged, saved.
import { Button, Group, Stack, TextInput } from '@mantine/core'
import type { UseMutationResult, UseQueryResult } from '@tanstack/react-query'
import { useState } from 'react'
import { ErrorNote, ErrorState } from '../../ui/ErrorState.tsx'
import { count } from '../../ui/format.ts'
import { Modal } from '../../ui/Modal.tsx'
import { notify } from '../../ui/Notices.tsx'
import { BlockSkeleton } from '../../ui/Skeletons.tsx'

interface FormProps<T> {
  label: string
  /** Says what a blank field means. */
  description: string
  least: number
  most: number
  save: UseMutationResult<T, Error, number | null>
  notSaved: string
  /** What holds from now on. */
  saved: (answer: T) => string
}

interface Props<T> extends FormProps<T> {
  title: string
  opened: boolean
  onClose: () => void
  query: UseQueryResult<T>
  notLoaded: string
  limitOf: (answer: T) => number | null
}

export function LimitDialog<T>({ title, opened, onClose, query, notLoaded, limitOf, ...form }: Props<T>) {
  return (
    <Modal opened={opened} onClose={onClose} title={title} size={440}>
      {query.data !== undefined ? (
        <LimitForm key={limitOf(query.data)} limit={limitOf(query.data)} onDone={onClose} {...form} />
      ) : query.error ? (
        <ErrorState title={notLoaded} error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <BlockSkeleton lines={3} />
      )}
    </Modal>
  )
}

function LimitForm<T>({
  limit,
  label,
  description,
  least,
  most,
  save,
  notSaved,
  saved,
  onDone,
}: FormProps<T> & { limit: number | null; onDone: () => void }) {
  const [text, setText] = useState(limit === null ? '' : String(limit))
  // What was not saved outlives the form, and the next opening is not to begin with why.
  const [isSent, setSent] = useState(false)
  const value = text.trim() === '' ? null : Number(text.replaceAll(/[\s,]/g, ''))
  const isWrong = value !== null && !(Number.isInteger(value) && value >= least && value <= most)
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (isWrong || save.isPending) return
        setSent(true)
        save.mutate(value, {
          onSuccess: (answer) => {
            notify(saved(answer))
            onDone()
          },
        })
      }}
    >
      <Stack gap="sm">
        <TextInput
          label={label}
          description={description}
          inputMode="numeric"
          data-autofocus
          value={text}
          error={isWrong ? `Enter a number from ${count(least)} to ${count(most)}, or nothing.` : null}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {isSent && save.error && <ErrorNote title={notSaved} error={save.error} />}
        <Group justify="flex-end" gap="xs" mt="sm">
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" loading={save.isPending} disabled={isWrong}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
