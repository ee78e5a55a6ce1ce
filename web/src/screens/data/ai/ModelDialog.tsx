// A model: who answers, with which key, and what that costs. It is asked one word once it is stored.
import { Button, Group, NumberInput, PasswordInput, Select, Stack, TextInput } from '@mantine/core'
import '@mantine/core/styles/NumberInput.layer.css'
import { useDisclosure } from '@mantine/hooks'
import { useState } from 'react'
import type { AiEndpoint, AiEndpointKind } from '../../../../../src/api/ai.ts'
import { aiAddresses, aiKinds } from '../../../../../src/api/ai-words.ts'
import { useCreateModel, useTestModel, useUpdateModel } from '../../../queries/ai.ts'
import { Disclose } from '../../../ui/Disclose.tsx'
import { ErrorNote } from '../../../ui/ErrorState.tsx'
import { Modal } from '../../../ui/Modal.tsx'
import { notify } from '../../../ui/Notices.tsx'
import { Status } from '../../../ui/Status.tsx'
import classes from './Ai.module.css'
import { blankModel, changeOf, inputOf, type ModelDraft, problemsOf } from './model-draft.ts'

interface Props {
  opened: boolean
  /** Null: a new one. */
  model: AiEndpoint | null
  onClose: () => void
  onSaved: () => void
}

export function ModelDialog({ opened, model, onClose, onSaved }: Props) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={model ? `Change ${model.name}` : 'Add a model'}
      size={540}
    >
      <Form model={model} onClose={onClose} onSaved={onSaved} />
    </Modal>
  )
}

const kinds = Object.entries(aiKinds).map(([value, { name }]) => ({ value, label: name }))

function Form({ model, onClose, onSaved }: Omit<Props, 'opened'>) {
  const create = useCreateModel()
  const update = useUpdateModel()
  const test = useTestModel()
  const [stored, setStored] = useState(model)
  const [draft, setDraft] = useState<ModelDraft>(() => blankModel(model))
  const [isJudged, setJudged] = useState(false)
  const set = (change: Partial<ModelDraft>) => {
    test.reset()
    setDraft((before) => ({ ...before, ...change }))
  }
  const problems = problemsOf(draft)
  const isBusy = create.isPending || update.isPending || test.isPending
  const failed = create.error ?? update.error ?? test.error
  const shown = (name: keyof ModelDraft) => (isJudged ? problems[name] : undefined)

  async function save(): Promise<void> {
    setJudged(true)
    if (Object.keys(problems).length > 0 || isBusy) return
    const saved = stored
      ? await update.mutateAsync({ id: stored.id, change: changeOf(stored, draft) })
      : await create.mutateAsync(inputOf(draft))
    setStored(saved)
    const { isFine, message } = await test.mutateAsync(saved.id)
    if (!isFine) return
    notify(message)
    onSaved()
  }

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        // What fails is shown below.
        save().catch(() => undefined)
      }}
    >
      <Stack gap="md">
        <Select
          label="Who answers"
          description={aiKinds[draft.kind].hint}
          allowDeselect={false}
          value={draft.kind}
          data={kinds}
          onChange={(kind) => kind !== null && set(withKind(kind as AiEndpointKind, draft))}
        />
        <TextInput
          label="Model"
          description="As its provider calls it."
          placeholder={modelExamples[draft.kind]}
          value={draft.model}
          error={shown('model')}
          data-autofocus
          onChange={(event) => set({ model: event.currentTarget.value })}
        />
        <PasswordInput
          label={draft.kind === 'ollama' ? 'Key, where it asks for one' : 'Key'}
          description="Stored sealed, and never shown again."
          placeholder={stored?.key === 'stored' ? 'Stored; leave blank to keep it' : undefined}
          autoComplete="off"
          value={draft.key}
          onChange={(event) => set({ key: event.currentTarget.value })}
        />
        <Prices draft={draft} problem={shown('priceIn') ?? shown('priceOut')} onChange={set} />
        <More draft={draft} problem={shown('address')} onChange={set} />
        {failed && <ErrorNote title="The model was not stored" error={failed} />}
        {test.data && !test.data.isFine && (
          <Status tone="warn" sign="warning" wrap>
            It is stored, and does not answer. {test.data.message}
          </Status>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={test.data ? onSaved : onClose}>
            {test.data ? 'Leave it so' : 'Cancel'}
          </Button>
          <Button type="submit" loading={isBusy}>
            {stored ? 'Save and ask one word' : 'Add and ask one word'}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

const modelExamples: Readonly<Record<AiEndpointKind, string>> = {
  'openai-compatible': 'gpt-5-mini',
  anthropic: 'claude-haiku-4-5',
  ollama: 'llama3.2',
}

/** A model of one's own costs nothing until somebody says otherwise. */
function withKind(kind: AiEndpointKind, { priceIn, priceOut }: ModelDraft): Partial<ModelDraft> {
  const isFree = kind === 'ollama' && priceIn === '' && priceOut === ''
  return { kind, address: '', ...(isFree && { priceIn: 0, priceOut: 0 }) }
}

interface PartProps {
  draft: ModelDraft
  problem: string | undefined
  onChange: (change: Partial<ModelDraft>) => void
}

function Prices({ draft, problem, onChange }: PartProps) {
  return (
    <div>
      <div className={classes.pair}>
        <NumberInput
          label="Price of prompts"
          min={0}
          decimalScale={6}
          value={draft.priceIn}
          onChange={(next) => onChange({ priceIn: next === '' ? '' : Number(next) })}
        />
        <NumberInput
          label="Price of answers"
          min={0}
          decimalScale={6}
          value={draft.priceOut}
          onChange={(next) => onChange({ priceOut: next === '' ? '' : Number(next) })}
        />
        <TextInput
          label="Currency"
          maxLength={10}
          value={draft.currency}
          onChange={(event) => onChange({ currency: event.currentTarget.value })}
        />
      </div>
      <p className={classes.small}>
        {problem ??
          'For a million tokens, as your provider charges them. Estimates and caps go by these prices.'}
      </p>
    </div>
  )
}

function More({ draft, problem, onChange }: PartProps) {
  const isSet = draft.address !== '' || draft.thinkingTokens > 0
  const [isOpen, { toggle }] = useDisclosure(isSet || draft.kind === 'ollama')
  return (
    <>
      <Disclose isOpen={isOpen || problem !== undefined} onToggle={toggle}>
        Another address, thinking, requests at once
      </Disclose>
      {(isOpen || problem !== undefined) && (
        <>
          <TextInput
            label="Address"
            description={
              draft.kind === 'ollama'
                ? 'Whoever runs this server opens it with FETCH_ALLOWED_HOSTS, such as localhost:11434.'
                : 'Blank for that of its provider. Another one forgets a stored key.'
            }
            placeholder={aiAddresses[draft.kind]}
            inputMode="url"
            autoComplete="off"
            value={draft.address}
            error={problem}
            onChange={(event) => onChange({ address: event.currentTarget.value })}
          />
          <TextInput
            label="Called here"
            placeholder={draft.model || 'The name of the model'}
            maxLength={100}
            value={draft.name}
            onChange={(event) => onChange({ name: event.currentTarget.value })}
          />
          <div className={classes.pair}>
            <NumberInput
              label="Tokens to think with"
              min={0}
              max={100_000}
              allowDecimal={false}
              value={draft.thinkingTokens}
              onChange={(next) => onChange({ thinkingTokens: Number(next) || 0 })}
            />
            <NumberInput
              label="Requests at once"
              min={1}
              max={16}
              allowDecimal={false}
              value={draft.parallel}
              onChange={(next) => onChange({ parallel: Number(next) || 1 })}
            />
          </div>
          <p className={classes.small}>
            A model that thinks before it answers needs some tokens for it, which are paid for. Without them
            its answers are cut off.
          </p>
        </>
      )}
    </>
  )
}
