import { Button, Stack } from '@mantine/core'
import { IconCalendarPlus } from '@tabler/icons-react'
import type { Period } from '../../../../src/api/schedule.ts'
import { schedulePresets } from '../../../../src/api/schedule-presets.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PresetGrid } from './PresetGrid.tsx'

interface Props {
  onStart: (count: number, per: Period) => void
  wasCancelled: boolean
}

/** Says what a schedule is good for, with the usual ones a click away. */
export function NoSchedule({ onStart, wasCancelled }: Props) {
  return (
    <EmptyState
      icon={IconCalendarPlus}
      title={wasCancelled ? 'The schedule was cancelled' : 'Publish a little at a time'}
      action={
        <Stack align="center" gap="sm">
          <PresetGrid onPick={onStart} />
          <Button variant="subtle" onClick={() => onStart(schedulePresets.counts[1], 'day')}>
            Set up something else
          </Button>
        </Stack>
      }
    >
      {wasCancelled
        ? 'No page has a date any more. What was published stays as it is.'
        : 'Thousands of pages on one day look odd to search engines. A schedule sends a few at a time, and shows the date of every page before the first one leaves.'}
    </EmptyState>
  )
}
