// What filling all rows would cost, and what it may cost at most; nothing is asked before the button.
import { Button, Checkbox, Group, NumberInput, Stack } from '@mantine/core'
import '@mantine/core/styles/NumberInput.layer.css'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { AiColumn, AiEstimate } from '../../../../../src/api/ai.ts'
import { estimateQuery, useStartRun } from '../../../queries/ai.ts'
import { ErrorNote, ErrorState } from '../../../ui/ErrorState.tsx'
import { count, counted } from '../../../ui/format.ts'
import { Modal } from '../../../ui/Modal.tsx'
import { BlockSkeleton } from '../../../ui/Skeletons.tsx'
import classes from './Ai.module.css'
import { money, roundUp } from './money.ts'

interface Props {
  column: AiColumn
  opened: boolean
  onClose: () => void
}

export function RunDialog({ column, opened, onClose }: Props) {
  const query = useQuery({ ...estimateQuery(column.id), enabled: opened })
  return (
    <Modal opened={opened} onClose={onClose} title={`Fill ${column.name}`} size={560}>
      {query.error ? (
        <ErrorState
          title="It could not be estimated"
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      ) : query.data && !query.isFetching ? (
        <Caps column={column} estimate={query.data} onClose={onClose} />
      ) : (
        <BlockSkeleton lines={6} />
      )}
    </Modal>
  )
}

interface CapsProps {
  column: AiColumn
  estimate: AiEstimate
  onClose: () => void
}

function Caps({ column, estimate, onClose }: CapsProps) {
  const start = useStartRun(column)
  const isFree = estimate.mostCost === 0
  const [mostCost, setMostCost] = useState<number | ''>(roundUp(estimate.mostCost))
  // Some are asked twice: endpoints that are busy count.
  const [mostCalls, setMostCalls] = useState<number | ''>(Math.max(1, Math.ceil(estimate.toAsk * 1.2)))
  const [asksHeldAgain, setAgain] = useState(false)
  const hasNothing = estimate.toAsk === 0 && !asksHeldAgain
  const isReady = !hasNothing && mostCost !== '' && mostCalls !== '' && mostCalls > 0
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!isReady || start.isPending) return
        start.mutate({ kind: 'all', mostCost, mostCalls, asksHeldAgain }, { onSuccess: onClose })
      }}
    >
      <Stack gap="md">
        <Figures estimate={estimate} />
        <p className={classes.small}>{wordsOn(estimate)}</p>
        <div className={classes.pair}>
          {!isFree && (
            <NumberInput
              label={`At most, in ${estimate.currency}`}
              min={0}
              max={1_000_000}
              decimalScale={6}
              value={mostCost}
              onChange={(next) => setMostCost(next === '' ? '' : Number(next))}
            />
          )}
          <NumberInput
            label="At most, in calls"
            min={1}
            max={10_000_000}
            allowDecimal={false}
            value={mostCalls}
            onChange={(next) => setMostCalls(next === '' ? '' : Number(next))}
          />
        </div>
        <Checkbox
          label="Ask again for rows that are held"
          description="Each is asked once more; the same question may be answered otherwise."
          checked={asksHeldAgain}
          onChange={(event) => setAgain(event.currentTarget.checked)}
        />
        {start.error && <ErrorNote title="The run was not started" error={start.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={!isReady} loading={start.isPending}>
            {hasNothing ? 'Nothing to ask' : 'Start asking'}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function Figures({ estimate: { toAsk, cost, mostCost, currency } }: { estimate: AiEstimate }) {
  return (
    <dl className={classes.figures}>
      <div>
        <dt>Calls</dt>
        <dd>{count(toAsk)}</dd>
      </div>
      {mostCost > 0 && (
        <>
          <div>
            <dt>Likely</dt>
            <dd>{money(cost, currency)}</dd>
          </div>
          <div>
            <dt>At most</dt>
            <dd>{money(mostCost, currency)}</dd>
          </div>
        </>
      )}
    </dl>
  )
}

function wordsOn({ rows, cached, toAsk, mostCost, isFromAnswers }: AiEstimate): string {
  if (toAsk === 0) return `All ${counted(rows, 'row')} have been asked. Nothing would cost anything.`
  const before = cached > 0 ? `${counted(cached, 'row')} of ${count(rows)} are answered already. ` : ''
  if (mostCost === 0) return `${before}This model costs nothing, so the cap of calls is the one that counts.`
  return isFromAnswers
    ? `${before}Estimated from what this column has used so far.`
    : `${before}Estimated from the length of the prompts. Try a few rows first, and it goes by what they used.`
}
