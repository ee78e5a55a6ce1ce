// Where the rows of a dataset come from: how it stands, when it is read, and what came of it.
import { Button, Group, Stack } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlayerPause, IconPlayerPlay, IconRefresh, IconWebhook, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { rhythmWords } from '../../../../src/api/rhythm.ts'
import type { Refresh, Source } from '../../../../src/api/source.ts'
import { useCursorList } from '../../queries/cursor-list.ts'
import {
  refreshesQuery,
  useRefreshSource,
  useRemoveHook,
  useRemoveSource,
  useSourceHook,
  useUpdateSource,
} from '../../queries/sources.ts'
import { ButtonLink } from '../../ui/ButtonLink.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { KeyValues } from '../../ui/KeyValues.tsx'
import { ListBody } from '../../ui/ListBody.tsx'
import { MoreMenu } from '../../ui/MoreMenu.tsx'
import { notify } from '../../ui/Notices.tsx'
import { openedLater } from '../../ui/openedLater.tsx'
import { Status } from '../../ui/Status.tsx'
import { Ago, Until } from '../../ui/Time.tsx'
import classes from './Data.module.css'
import { HookDialog } from './HookDialog.tsx'

const EditSource = openedLater(async () => (await import('./EditSource.tsx')).EditSource)

export function SourceTab({ source }: { source: Source }) {
  return (
    <Stack gap="lg" className={classes.padded}>
      <Head source={source} />
      <Facts source={source} />
      <Refreshes id={source.id} />
    </Stack>
  )
}

function Head({ source }: { source: Source }) {
  const refresh = useRefreshSource(source.id)
  const update = useUpdateSource(source.id)
  const hook = useSourceHook(source.id)
  const removeHook = useRemoveHook(source.id)
  const remove = useRemoveSource(source.id)
  const [editing, edit] = useDisclosure(false)
  const [removing, confirm] = useDisclosure(false)
  const [made, setMade] = useState<{ path: string; secret: string } | null>(null)
  const isPaused = source.state === 'paused'
  const isGoing = source.importId !== null
  const failed = [refresh, update, hook, removeHook].find(({ error }) => error !== null)
  return (
    <>
      <Group justify="space-between" align="flex-start">
        <Standing source={source} />
        <Group gap="xs">
          <Button
            leftSection={<IconRefresh size={15} />}
            loading={refresh.isPending || isGoing}
            onClick={() => refresh.mutate(undefined)}
          >
            Refresh now
          </Button>
          <Button variant="default" onClick={edit.open}>
            Change
          </Button>
          <MoreMenu
            label="More for this source"
            width={220}
            entries={[
              {
                label: isPaused ? 'Resume' : 'Pause',
                icon: isPaused ? IconPlayerPlay : IconPlayerPause,
                onPick: () => update.mutate({ isPaused: !isPaused }),
              },
              {
                label: source.hasHook ? 'New webhook secret' : 'Webhook in',
                icon: IconWebhook,
                onPick: () => hook.mutate(undefined, { onSuccess: setMade }),
              },
              ...(source.hasHook
                ? [
                    {
                      label: 'Remove the webhook',
                      icon: IconX,
                      onPick: () =>
                        removeHook.mutate(undefined, {
                          onSuccess: () => notify('Its webhook answers nobody any more.'),
                        }),
                    },
                  ]
                : []),
              { label: 'Disconnect', icon: IconX, isRemoval: true, onPick: confirm.open },
            ]}
          />
        </Group>
      </Group>
      {failed?.error && <ErrorNote title="That did not work" error={failed.error} />}
      <EditSource source={source} opened={editing} onClose={edit.close} />
      {made && <HookDialog {...made} onClose={() => setMade(null)} />}
      <Confirm
        opened={removing}
        onClose={confirm.close}
        title="Disconnect this source?"
        action="Disconnect"
        busy={remove.isPending}
        error={remove.error}
        errorTitle="The source was not disconnected"
        onConfirm={() => remove.mutate(undefined, { onSuccess: confirm.close })}
      >
        The rows stay as they are, and so does your site. They are not read again by themselves.
      </Confirm>
    </>
  )
}

function Standing({ source: { state, problem, importId } }: { source: Source }) {
  if (importId !== null)
    return (
      <Status tone="quiet" sign="busy">
        Reading it now
      </Status>
    )
  if (problem) {
    return (
      <Stack gap={6}>
        <Status tone="bad" sign="cross" wrap>
          The last refresh changed nothing
        </Status>
        <p className={classes.hint}>{problem.message}</p>
        {problem.importId !== null && (
          <div>
            <ButtonLink to="/data/imports/$id" params={{ id: problem.importId }} variant="default" size="xs">
              Look at it
            </ButtonLink>
          </div>
        )}
      </Stack>
    )
  }
  if (state === 'paused')
    return (
      <Status tone="quiet" sign="pause">
        Paused
      </Status>
    )
  return (
    <Status tone="good" sign="check">
      Connected
    </Status>
  )
}

function Facts({ source }: { source: Source }) {
  const zone = source.timeZone.split('/').at(-1)?.replaceAll('_', ' ')
  return (
    <KeyValues
      items={[
        ['From', `${source.kindName}: ${source.title}`],
        [
          'Read again',
          source.rhythm
            ? `${rhythmWords(source.rhythm)}${'at' in source.rhythm ? ` (${zone})` : ''}`
            : 'only when asked',
        ],
        ...(source.nextAt
          ? [['Next', <Until key="next" at={source.nextAt} />] as [string, React.ReactNode]]
          : []),
        ['Last checked', source.checkedAt ? <Ago key="checked" at={source.checkedAt} /> : 'never'],
        ['Last change', source.changedAt ? <Ago key="changed" at={source.changedAt} /> : 'never'],
        ...(source.hasHook ? [['Webhook', `POST /api/hooks/${source.id}`] as [string, string]] : []),
        ...(source.isLocked
          ? [['Login', 'Locked: the key that sealed it is not here. Enter it again.'] as [string, string]]
          : []),
      ]}
    />
  )
}

const outcomes: Record<Refresh['outcome'], string> = {
  going: 'Going on',
  unchanged: 'Nothing changed',
  applied: 'Taken over',
  waiting: 'Waits for you',
  failed: 'Failed',
  discarded: 'Discarded',
}

const triggers: Record<Refresh['trigger'], string> = {
  person: 'by hand',
  rhythm: 'by itself',
  webhook: 'webhook',
}

function Refreshes({ id }: { id: string }) {
  const list = useCursorList(refreshesQuery(id))
  return (
    <section aria-label="Refreshes">
      <h2 className={classes.sectionLead}>Refreshes</h2>
      <ListBody
        framed
        label="Refreshes"
        list={list}
        failed="The refreshes could not be loaded"
        rowKey={(one) => one.id}
        columns={[
          { id: 'at', header: 'When', width: '130px', render: (one) => <Ago at={one.startedAt} /> },
          { id: 'by', header: 'Asked', width: '110px', wide: true, render: (one) => triggers[one.trigger] },
          { id: 'outcome', header: 'Outcome', width: '150px', render: (one) => outcomes[one.outcome] },
          { id: 'what', header: 'What', render: whatOf },
        ]}
      />
    </section>
  )
}

function whatOf({ changes, problem, reasons, outcome }: Refresh): string {
  if (problem) return problem.message
  if (reasons.length > 0) return reasons.map(({ message }) => message).join(' ')
  if (!changes || outcome !== 'applied') return ''
  const parts = [
    changes.added > 0 && `${changes.added} new`,
    changes.changed > 0 && `${changes.changed} changed`,
    changes.removed > 0 && `${changes.removed} gone`,
  ].filter((part) => part !== false)
  return parts.join(', ')
}
