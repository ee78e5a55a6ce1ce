import { Button, Group, Select, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { TokenScope } from '../../../../src/api/token.ts'
import { useCreateToken } from '../../queries/settings.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { Modal } from '../../ui/Modal.tsx'
import classes from './Settings.module.css'
import { scopeHelp, scopeWords } from './token-scopes.ts'

const tokenScopes: TokenScope[] = ['read', 'edit', 'publish', 'manage']

/** Names a token, then shows its secret, once. */
export function NewToken({ onClose }: { onClose: () => void }) {
  const create = useCreateToken()
  const [name, setName] = useState('')
  const [scope, setScope] = useState<TokenScope>('publish')
  const [days, setDays] = useState<string>('90')
  const [judged, setJudged] = useState(false)
  const made = create.data
  return (
    <Modal
      opened
      onClose={onClose}
      title={made ? 'Copy the secret now' : 'New API token'}
      size={480}
      closeOnClickOutside={made === undefined}
    >
      {made ? (
        <Stack gap="sm">
          <p className={classes.text}>It is stored as a hash and cannot be shown again.</p>
          <code className={classes.secret}>{made.secret}</code>
          <Group justify="flex-end" gap="xs">
            <CopyButton text={made.secret} label="Copy the secret" />
            <Button onClick={onClose}>I saved it</Button>
          </Group>
        </Stack>
      ) : (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            setJudged(true)
            if (name.trim() === '' || create.isPending) return
            create.mutate({ name: name.trim(), scope, expiresInDays: days === 'never' ? null : Number(days) })
          }}
        >
          <Stack gap="sm">
            <TextInput
              label="Name"
              description="What it is for, so you know which one to revoke later."
              data-autofocus
              maxLength={100}
              value={name}
              error={judged && name.trim() === '' ? 'Enter a name.' : null}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Select
              label="May"
              description={scopeHelp[scope]}
              allowDeselect={false}
              value={scope}
              onChange={(value) => setScope(value as TokenScope)}
              data={tokenScopes.map((value) => ({ value, label: scopeWords[value] }))}
            />
            <Select
              label="Expires"
              allowDeselect={false}
              value={days}
              onChange={(value) => setDays(value ?? '90')}
              data={[
                { value: '30', label: 'In 30 days' },
                { value: '90', label: 'In 90 days' },
                { value: '365', label: 'In a year' },
                { value: 'never', label: 'Never' },
              ]}
            />
            {create.error && <ErrorNote title="The token was not created" error={create.error} />}
            <Group justify="flex-end" gap="xs" mt="sm">
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button type="submit" loading={create.isPending}>
                Create token
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  )
}
