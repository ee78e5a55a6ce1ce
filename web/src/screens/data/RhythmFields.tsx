import { Group, Select, TextInput } from '@mantine/core'
import { weekdays } from '../../../../src/api/rhythm.ts'
import { everyChoices, type RhythmDraft, toRhythm } from './rhythm-draft.ts'

interface Props {
  draft: RhythmDraft
  timeZone: string
  onChange: (draft: RhythmDraft) => void
}

/** How often a source is read again by itself. */
export function RhythmFields({ draft, timeZone, onChange }: Props) {
  const { every } = draft
  const isTimed = every === 'day' || every === 'week' || every === 'month'
  const set = (change: Partial<RhythmDraft>) => onChange({ ...draft, ...change })
  return (
    <Group align="flex-end" gap="sm">
      <Select
        label="Read again"
        w={190}
        allowDeselect={false}
        value={every}
        onChange={(next) => next !== null && set({ every: next as RhythmDraft['every'] })}
        data={everyChoices}
      />
      {every === 'week' && (
        <Select
          label="On"
          w={140}
          allowDeselect={false}
          value={String(draft.weekday)}
          onChange={(next) => next !== null && set({ weekday: Number(next) })}
          data={weekdays.map((label, index) => ({ value: String(index + 1), label }))}
        />
      )}
      {every === 'month' && (
        <Select
          label="On day"
          w={90}
          allowDeselect={false}
          value={String(draft.day)}
          onChange={(next) => next !== null && set({ day: Number(next) })}
          data={Array.from({ length: 31 }, (_, index) => String(index + 1))}
        />
      )}
      {isTimed && (
        <TextInput
          label="At"
          w={150}
          value={draft.at}
          error={toRhythm(draft) === undefined ? 'Such as 06:30.' : null}
          rightSectionWidth={96}
          rightSection={<small>{timeZone.split('/').at(-1)?.replaceAll('_', ' ')}</small>}
          onChange={(event) => set({ at: event.currentTarget.value })}
        />
      )}
    </Group>
  )
}
