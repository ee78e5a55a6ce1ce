// What a project does when its data are refreshed, and what may leave then without anybody looking.
import { Button, Checkbox, NativeSelect, Stack, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Reaction, RefreshRule as Rule } from '../../../../src/api/refresh-rule.ts'
import { refreshRuleQuery, useSetRefreshRule } from '../../queries/refresh-rules.ts'
import { ErrorNote, NotLoaded } from '../../ui/ErrorState.tsx'
import { notify } from '../../ui/Notices.tsx'
import { openedLater } from '../../ui/openedLater.tsx'
import { Status } from '../../ui/Status.tsx'
import classes from './Projects.module.css'

const RenewDialog = openedLater(async () => (await import('../schedules/RenewDialog.tsx')).RenewDialog)

const reactions: { value: Reaction; label: string; help: string }[] = [
  { value: 'show', label: 'Show me', help: 'What changed shows in the list of pages; nothing leaves.' },
  { value: 'plan', label: 'Plan it', help: 'A plan of all pages is made, and you are told.' },
  {
    value: 'publish',
    label: 'Publish within what I agree to',
    help: 'Pages of the rows that changed go out by themselves. Removals and what somebody edited in Wix always wait for you.',
  },
]

export function RefreshRule({ projectId }: { projectId: string }) {
  const query = useQuery(refreshRuleQuery(projectId))
  if (!query.data)
    return <NotLoaded title="What happens when the data are refreshed could not be loaded" query={query} />
  return <RuleForm key={query.data.consent?.at ?? ''} projectId={projectId} rule={query.data} />
}

function RuleForm({ projectId, rule }: { projectId: string; rule: Rule }) {
  const set = useSetRefreshRule(projectId)
  const [reaction, setReaction] = useState<Reaction>(rule.reaction)
  const [creates, setCreates] = useState(rule.consent?.creates ?? true)
  const [updates, setUpdates] = useState(rule.consent?.updates ?? true)
  const [mostText, setMostText] = useState(String(rule.consent?.maxPages ?? 100))
  const maxPages = Number(mostText.replaceAll(/[\s,]/g, ''))
  const isWrong = !(Number.isInteger(maxPages) && maxPages >= 1 && maxPages <= 100_000)
  const chosen = reactions.find(({ value }) => value === reaction)
  const heldShare = rule.consent?.heldShare ?? 0.2
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (reaction === 'publish' && isWrong) return
        const consent = { creates, updates, maxPages, heldShare }
        set.mutate(
          { reaction, ...(reaction === 'publish' && { consent }) },
          { onSuccess: () => notify('The settings are saved.') },
        )
      }}
    >
      <Stack gap="md">
        <Waiting projectId={projectId} rule={rule} />
        <NativeSelect
          label="When the data are refreshed from their source"
          description={chosen?.help}
          value={reaction}
          onChange={(event) => setReaction(event.currentTarget.value as Reaction)}
          data={reactions.map(({ value, label }) => ({ value, label }))}
        />
        {reaction === 'publish' && (
          <>
            {rule.hasSchedule ? (
              <p className={classes.lead}>New rows get their dates from the schedule.</p>
            ) : (
              <Checkbox
                label="Publish new rows"
                checked={creates}
                onChange={(event) => setCreates(event.currentTarget.checked)}
              />
            )}
            <Checkbox
              label="Update pages whose rows changed"
              checked={updates}
              onChange={(event) => setUpdates(event.currentTarget.checked)}
            />
            <TextInput
              label="At most, in one refresh"
              description="With more pages it waits and tells you."
              inputMode="numeric"
              w={200}
              value={mostText}
              error={isWrong ? 'Enter a number from 1 to 100,000.' : null}
              onChange={(event) => setMostText(event.currentTarget.value)}
            />
          </>
        )}
        {set.error && <ErrorNote title="The settings were not saved" error={set.error} />}
        <div>
          <Button type="submit" variant="default" loading={set.isPending}>
            {reaction === 'publish' ? 'Agree and save' : 'Save'}
          </Button>
        </div>
      </Stack>
    </form>
  )
}

function Waiting({ projectId, rule: { state, cause, reason } }: { projectId: string; rule: Rule }) {
  const [renewing, renew] = useDisclosure(false)
  if (state !== 'waiting') return null
  return (
    <Stack gap="xs" align="flex-start">
      <Status tone="warn" sign="warning" wrap>
        {reason}
      </Status>
      {cause?.endsWith('_changed') && <Button onClick={renew.open}>Look and renew</Button>}
      <RenewDialog of="refresh" projectId={projectId} opened={renewing} onClose={renew.close} />
    </Stack>
  )
}
