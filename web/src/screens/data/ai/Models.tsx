// The models that may be asked: whose they are, what they cost, and what may be done with them.
import { Button } from '@mantine/core'
import { IconPencil, IconPlugConnected, IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { AiEndpoint } from '../../../../../src/api/ai.ts'
import { aiKinds } from '../../../../../src/api/ai-words.ts'
import { useRemoveModel, useTestModel } from '../../../queries/ai.ts'
import { Confirm } from '../../../ui/Confirm.tsx'
import { ErrorNote } from '../../../ui/ErrorState.tsx'
import { MoreMenu } from '../../../ui/MoreMenu.tsx'
import { notify } from '../../../ui/Notices.tsx'
import { openedLater } from '../../../ui/openedLater.tsx'
import { Status } from '../../../ui/Status.tsx'
import { Table } from '../../../ui/Table.tsx'
import classes from './Ai.module.css'

const ModelDialog = openedLater(async () => (await import('./ModelDialog.tsx')).ModelDialog)

interface Props {
  models: AiEndpoint[]
  isOwner: boolean
  onAdd: () => void
}

export function Models({ models, isOwner, onAdd }: Props) {
  const test = useTestModel()
  const remove = useRemoveModel()
  const [edited, setEdited] = useState<AiEndpoint | null>(null)
  const [removed, setRemoved] = useState<AiEndpoint | null>(null)
  const ask = (id: string) =>
    test.mutate(id, {
      onSuccess: ({ isFine, message }) => notify(message, isFine ? 'good' : 'bad'),
    })
  return (
    <section className={classes.section} aria-label="Models">
      <div className={classes.head}>
        <h2>Models</h2>
        {isOwner && (
          <Button size="xs" variant="default" leftSection={<IconPlus size={14} />} onClick={onAdd}>
            Add a model
          </Button>
        )}
      </div>
      <Table
        label="Models"
        rows={models}
        rowKey={({ id }) => id}
        columns={[
          { id: 'name', header: 'Name', render: (model) => <Name model={model} /> },
          {
            id: 'kind',
            header: 'Asked as',
            width: '200px',
            wide: true,
            render: ({ kind }) => aiKinds[kind].name,
          },
          { id: 'price', header: 'For a million tokens', width: '190px', wide: true, render: prices },
          { id: 'key', header: 'Key', width: '100px', render: keyState },
          {
            id: 'menu',
            header: <span className="sr-only">Actions</span>,
            width: '48px',
            align: 'right',
            render: (model) => (
              <MoreMenu
                label={`More for ${model.name}`}
                width={170}
                entries={[
                  { label: 'Ask one word', icon: IconPlugConnected, onPick: () => ask(model.id) },
                  ...(isOwner
                    ? [
                        { label: 'Change', icon: IconPencil, onPick: () => setEdited(model) },
                        {
                          label: 'Remove',
                          icon: IconTrash,
                          isRemoval: true,
                          onPick: () => setRemoved(model),
                        },
                      ]
                    : []),
                ]}
              />
            ),
          },
        ]}
      />
      {test.error && <ErrorNote title="The model could not be asked" error={test.error} />}
      {edited && (
        <ModelDialog
          key={edited.id}
          opened
          model={edited}
          onClose={() => setEdited(null)}
          onSaved={() => setEdited(null)}
        />
      )}
      <Confirm
        opened={removed !== null}
        onClose={() => setRemoved(null)}
        title={`Remove ${removed?.name ?? 'the model'}?`}
        action="Remove"
        busy={remove.isPending}
        error={remove.error}
        errorTitle="The model was not removed"
        onConfirm={() => removed && remove.mutate(removed.id, { onSuccess: () => setRemoved(null) })}
      >
        Its key is forgotten. What it has answered stays.
      </Confirm>
    </section>
  )
}

function Name({ model }: { model: AiEndpoint }) {
  return (
    <>
      {model.name}
      {model.name !== model.model && <div className={classes.small}>{model.model}</div>}
    </>
  )
}

function prices({ priceIn, priceOut, currency }: AiEndpoint): string {
  return priceIn + priceOut === 0 ? 'Free' : `${priceIn} in, ${priceOut} out (${currency})`
}

function keyState({ key }: AiEndpoint) {
  if (key === 'stored') return 'Stored'
  if (key === 'none') return 'None'
  return (
    <Status tone="bad" sign="lock">
      Locked
    </Status>
  )
}
