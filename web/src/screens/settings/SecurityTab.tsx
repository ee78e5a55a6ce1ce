import { Button, Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { EncryptionKeyState } from '../../../../src/api/key.ts'
import { keyQuery, useKeepCopy, useRotateKey } from '../../queries/diagnostics.ts'
import { useSession } from '../../queries/session.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { ErrorNote, ErrorState } from '../../ui/ErrorState.tsx'
import { counted, day } from '../../ui/format.ts'
import { KeyValues } from '../../ui/KeyValues.tsx'
import { notify } from '../../ui/Notices.tsx'
import { BlockSkeleton } from '../../ui/Skeletons.tsx'
import { Status } from '../../ui/Status.tsx'
import { Section } from './Section.tsx'
import classes from './Settings.module.css'

export function SecurityTab() {
  const { insecureTransport } = useSession()
  return (
    <>
      <Section
        title="Encryption key"
        text="It seals the credentials of your sites and sources. A backup of the database is of no use without it: keep a copy apart from your backups."
      >
        <Key />
      </Section>
      <Section title="Way to this server" text="What your browser and the server say to each other.">
        {insecureTransport ? (
          <Status tone="bad" sign="cross">
            Plain HTTP to another machine: anyone in between can read it. Put an HTTPS proxy in front.
          </Status>
        ) : (
          <Status tone="good" sign="check">
            Protected
          </Status>
        )}
      </Section>
    </>
  )
}

function Key() {
  const query = useQuery(keyQuery)
  const rotate = useRotateKey()
  const [asking, setAsking] = useState(false)
  if (query.isPending) return <BlockSkeleton lines={4} />
  if (query.error) {
    return (
      <ErrorState
        title="The key could not be loaded"
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    )
  }
  const key = query.data
  return (
    <>
      <KeyValues
        items={[
          [
            'Fingerprint',
            <code key="id" className="code">
              {key.keyId}
            </code>,
          ],
          [
            'Where it is',
            key.path ? (
              <code key="path" className="code">
                {key.path}
              </code>
            ) : (
              'The environment (APP_ENCRYPTION_KEY)'
            ),
          ],
          ['Seals', counted(key.sealed + key.waiting, 'secret')],
          ...(key.locked > 0
            ? ([
                [
                  'Locked',
                  `${counted(key.locked, 'secret')} of another key (${key.lackingKeyIds.join(', ')})`,
                ],
              ] as [string, string][])
            : []),
          ['Copy', <KeptCopy key="copy" state={key} />],
        ]}
      />
      <Group gap="xs" mt="md">
        {key.path && (
          <CopyButton text={`cp ${key.path} /somewhere/safe/`} label="Copy a command that saves it" />
        )}
        {key.copyKept === null && <KeepButton />}
        <Button variant="default" onClick={() => setAsking(true)} disabled={key.path === null}>
          Replace the key…
        </Button>
      </Group>
      {key.path === null && (
        <p className={classes.text} style={{ marginTop: 8 }}>
          A key from the environment is replaced with <code className="code">seomatic keys rotate</code>, once
          every process has the new one.
        </p>
      )}
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title="Replace the encryption key?"
        action="Replace the key"
        danger={false}
        busy={rotate.isPending}
        error={rotate.error}
        errorTitle="The key was not replaced"
        onConfirm={() =>
          rotate.mutate(undefined, {
            onSuccess: () => {
              setAsking(false)
              notify('All secrets are sealed with the new key. Keep a copy of it.')
            },
          })
        }
      >
        A new key is made and everything stored is sealed with it; runs go on. Older backups of the database
        need the older key.
      </Confirm>
    </>
  )
}

function KeptCopy({ state: { copyKept } }: { state: EncryptionKeyState }) {
  return copyKept === null ? (
    <Status tone="warn" sign="warning" wrap>
      Nobody has said that one is kept
    </Status>
  ) : (
    <Status tone="good" sign="check">
      Kept, said {copyKept.by} on {day(copyKept.at)}
    </Status>
  )
}

function KeepButton() {
  const keep = useKeepCopy()
  return (
    <>
      <Button loading={keep.isPending} onClick={() => keep.mutate()}>
        I have kept a copy
      </Button>
      {keep.error && <ErrorNote title="That was not saved" error={keep.error} />}
    </>
  )
}
