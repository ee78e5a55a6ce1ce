import '../../ui/schemas.ts'
import { Button, Group, Select, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { NoticeKind } from '../../../../src/api/notice-kind.ts'
import {
  type Webhook,
  type WebhookFormat,
  webhookFormatSchema,
  webhookInputSchema,
} from '../../../../src/api/webhook.ts'
import { webhookFormats } from '../../../../src/api/webhook-format.ts'
import { useCreateWebhook, useUpdateWebhook } from '../../queries/webhooks.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { useJudgedFields } from '../../ui/useJudgedFields.ts'
import { KindChoice, turned } from './KindChoice.tsx'
import { SecretDialog } from './SecretDialog.tsx'

/** Adds a webhook and shows its secret, or changes one. */
export function WebhookDialog({ webhook, onClose }: { webhook: Webhook | null; onClose: () => void }) {
  const create = useCreateWebhook()
  const update = useUpdateWebhook()
  const [format, setFormat] = useState<WebhookFormat>(webhook?.format ?? 'standard')
  const [off, setOff] = useState<NoticeKind[]>(webhook?.off ?? [])
  const form = useJudgedFields(
    { name: webhook?.name ?? '', url: webhook?.url ?? '' },
    {
      name: (value) => (value.trim() === '' ? 'Enter a name.' : null),
      url: (value) => webhookInputSchema.shape.url.safeParse(value.trim()).error?.issues[0]?.message ?? null,
    },
  )
  if (create.data) return <SecretDialog secret={create.data.secret} onClose={onClose} />
  const { isPending, error } = webhook ? update : create
  const save = () => {
    const { name, url } = form.values
    const input = { name: name.trim(), url: url.trim(), format, off }
    if (!webhook) create.mutate(input)
    else {
      // The address alone is checked again, and only where it is another one.
      const { url: _, ...rest } = input
      const change = input.url === webhook.url ? rest : input
      update.mutate({ id: webhook.id, change }, { onSuccess: onClose })
    }
  }
  return (
    <Modal opened onClose={onClose} title={webhook ? `Edit ${webhook.name}` : 'Add webhook'} size={520}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (form.judgeAll() && !isPending) save()
        }}
      >
        <Stack gap="sm">
          <TextInput label="Name" maxLength={100} data-autofocus {...form.field('name')} />
          <TextInput
            label="Address"
            description="Each notice is sent there as a POST with JSON."
            placeholder="https://"
            inputMode="url"
            autoComplete="off"
            {...form.field('url')}
          />
          <Select
            label="Format"
            description={formatHelp[format]}
            allowDeselect={false}
            value={format}
            onChange={(value) => setFormat(value as WebhookFormat)}
            data={webhookFormatSchema.options.map((value) => ({ value, label: webhookFormats[value] }))}
          />
          <KindChoice
            label="What is sent"
            off={off}
            onTurn={(kind, isOn) => setOff(turned(off, kind, isOn))}
          />
          {error && (
            <ErrorNote
              title={webhook ? 'The webhook was not changed' : 'The webhook was not added'}
              error={error}
            />
          )}
          <Group justify="flex-end" gap="xs" mt="sm">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={isPending}>
              {webhook ? 'Save' : 'Add webhook'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

const formatHelp: Record<WebhookFormat, string> = {
  standard: 'Signed after the Standard Webhooks specification, with libraries for every language.',
  slack:
    'For an incoming webhook of Slack, and of what imitates it (Mattermost, Rocket.Chat, Discord with /slack).',
}
