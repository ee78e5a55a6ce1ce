// Describes a column: what it is called, what the model is asked about each row, and what its answer may be. Beside it
// stands what a real row would ask.
import { Button, Group, NumberInput, Select, TextInput } from '@mantine/core'
import '@mantine/core/styles/NumberInput.layer.css'
import { useState } from 'react'
import type { AiColumn, AiColumnType, AiEndpoint } from '../../../../../src/api/ai.ts'
import { aiColumnTypes } from '../../../../../src/api/ai-words.ts'
import type { Dataset } from '../../../../../src/api/dataset.ts'
import { useCreateColumn, useUpdateColumn } from '../../../queries/ai.ts'
import { ErrorNote } from '../../../ui/ErrorState.tsx'
import { Modal } from '../../../ui/Modal.tsx'
import { notify } from '../../../ui/Notices.tsx'
import { LinesField } from '../steps/fields.tsx'
import classes from './Ai.module.css'
import { blankColumn, type ColumnDraft, hasLength, inputOf, problemsOf } from './column-draft.ts'
import { PromptField } from './PromptField.tsx'
import { PromptPreview } from './PromptPreview.tsx'
import { StandingField } from './StandingField.tsx'

interface Props {
  opened: boolean
  dataset: Dataset
  models: AiEndpoint[]
  /** Null: a new one. */
  column: AiColumn | null
  onClose: () => void
}

export function ColumnDialog({ opened, column, onClose, ...rest }: Props) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={column ? `Change ${column.name}` : 'Add an AI column'}
      size={980}
    >
      <Form column={column} onClose={onClose} {...rest} />
    </Modal>
  )
}

const types = Object.entries(aiColumnTypes).map(([value, label]) => ({ value, label }))

function Form({ dataset, models, column, onClose }: Omit<Props, 'opened'>) {
  const { draft, set, shown, save, isBusy, error } = useColumnForm({ dataset, models, column, onClose })
  const model = models.find(({ id }) => id === draft.endpointId)
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <div className={classes.form}>
        <div className={classes.fields}>
          {column === null && (
            <TextInput
              label="Name"
              description="As templates will call it."
              placeholder="Summary"
              maxLength={100}
              data-autofocus
              value={draft.name}
              error={shown('name')}
              onChange={(event) => set({ name: event.currentTarget.value })}
            />
          )}
          <PromptField
            dataset={dataset}
            value={draft.prompt}
            error={shown('prompt')}
            onChange={(prompt) => set({ prompt })}
          />
          <div className={classes.pair}>
            <Select
              label="The answer is"
              allowDeselect={false}
              value={draft.type}
              data={types}
              onChange={(type) => type !== null && set({ type: type as AiColumnType })}
            />
            {hasLength(draft.type) && (
              <NumberInput
                label="Characters at most"
                min={1}
                max={50_000}
                allowDecimal={false}
                value={draft.mostCharacters}
                error={shown('mostCharacters')}
                onChange={(next) => set({ mostCharacters: next === '' ? '' : Number(next) })}
              />
            )}
          </div>
          {draft.type === 'choice' && (
            <LinesField
              label="What may be answered, one a line"
              description={shown('choices')}
              lines={draft.choices}
              onChange={(choices) => set({ choices })}
            />
          )}
          <Select
            label="Model"
            allowDeselect={false}
            value={draft.endpointId}
            data={models.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(endpointId) => endpointId !== null && set({ endpointId })}
          />
          <StandingField
            value={draft.standing}
            currency={model?.currency ?? ''}
            error={shown('standing')}
            onChange={(standing) => set({ standing })}
          />
        </div>
        <PromptPreview dataset={dataset} draft={draft} onAllowed={(allowed) => set({ allowed })} />
      </div>
      {error && (
        <ErrorNote title={column ? 'The column was not changed' : 'The column was not added'} error={error} />
      )}
      <Group justify="flex-end" gap="xs" mt="md">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={isBusy}>
          {column ? 'Save' : 'Add the column'}
        </Button>
      </Group>
    </form>
  )
}

function useColumnForm({ dataset, models, column, onClose }: Omit<Props, 'opened'>) {
  const create = useCreateColumn(dataset.id)
  // A new column has nothing to change yet.
  const update = useUpdateColumn(column ?? { id: '', datasetId: dataset.id })
  const [draft, setDraft] = useState<ColumnDraft>(() => blankColumn(column, models[0]?.id ?? ''))
  const [isJudged, setJudged] = useState(false)
  const problems = problemsOf(draft)
  const isBusy = create.isPending || update.isPending
  const save = () => {
    setJudged(true)
    if (Object.keys(problems).length > 0 || isBusy) return
    const { name, ...settings } = inputOf(draft)
    if (column) update.mutate(settings, { onSuccess: onClose })
    else {
      const onSuccess = () => {
        notify(`${name} is added. Try a few rows next.`)
        onClose()
      }
      create.mutate({ name, ...settings }, { onSuccess })
    }
  }
  return {
    draft,
    set: (change: Partial<ColumnDraft>) => setDraft((before) => ({ ...before, ...change })),
    shown: (name: keyof ColumnDraft) => (isJudged ? problems[name] : undefined),
    save,
    isBusy,
    error: create.error ?? update.error,
  }
}
