// One decision for a page that was edited in Wix, by button or by key, and its undoing.
import { Button } from '@mantine/core'
import { IconArrowBackUp, IconCheck } from '@tabler/icons-react'
import type { PlanItemDetail, Resolution } from '../../../../src/api/plan.ts'
import { useResolve } from '../../queries/plans.ts'
import { useCommands } from '../../ui/commands.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import classes from './Plans.module.css'

const choices: { value: Resolution; label: string; text: string; letter: string }[] = [
  {
    value: 'keep_theirs',
    label: "Keep Wix's version",
    text: 'The edit stays and becomes the new baseline.',
    letter: 'w',
  },
  { value: 'take_ours', label: 'Take ours', text: 'The edit in Wix is overwritten.', letter: 'o' },
  {
    value: 'hold',
    label: 'Hold',
    text: 'Nothing is sent; you will be asked again next time.',
    letter: 'h',
  },
]

interface Props {
  projectId: string
  planId: string
  item: PlanItemDetail
}

export function DecidePage({ projectId, planId, item }: Props) {
  const { mutate, isPending, variables, error } = useResolve(projectId, planId)
  const { resolution, rowKey } = item
  const decide = (next: Resolution | null) => mutate({ resolution: next, rowKeys: [rowKey] })
  // Part by part the keys are those of the parts.
  const isWhole = (item.merge?.collisions.length ?? 0) === 0
  useCommands(
    'Conflicts',
    [
      ...choices.map(({ value, label, letter }) => ({
        words: label,
        keys: [letter],
        run: () => decide(value),
        isKeyOnly: true,
      })),
      {
        words: 'Undo the decision',
        keys: ['u'],
        run: () => (resolution === null ? false : decide(null)),
        isKeyOnly: true,
      },
    ],
    isWhole && !isPending,
  )
  return (
    <section aria-label="Decide this conflict">
      <div className={classes.choices}>
        {choices.map(({ value, label, letter }) => {
          const isChosen = resolution === value
          return (
            <Button
              key={value}
              variant={isChosen ? 'light' : 'default'}
              aria-pressed={isChosen}
              {...(isWhole && { 'aria-keyshortcuts': letter })}
              leftSection={isChosen ? <IconCheck size={15} /> : undefined}
              rightSection={
                isWhole ? (
                  <kbd className={classes.key} aria-hidden>
                    {letter}
                  </kbd>
                ) : undefined
              }
              loading={isPending && variables.resolution === value}
              disabled={isPending}
              onClick={() => decide(isChosen ? null : value)}
            >
              {label}
            </Button>
          )
        })}
        {resolution !== null && (
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconArrowBackUp size={15} />}
            loading={isPending && variables.resolution === null}
            disabled={isPending}
            onClick={() => decide(null)}
          >
            Undo
          </Button>
        )}
      </div>
      <p className={classes.quiet} role="status">
        {resolution === 'merge'
          ? 'Decided part by part, as below.'
          : (choices.find(({ value }) => value === resolution)?.text ??
            'Undecided: the page stays as it is in Wix.')}
      </p>
      {error && <ErrorNote title="The decision was not stored" error={error} />}
    </section>
  )
}
