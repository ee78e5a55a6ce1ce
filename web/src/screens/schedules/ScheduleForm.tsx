import { Button } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo, useRef, useState } from 'react'
import type { Project } from '../../../../src/api/project.ts'
import type { ProjectSchedule } from '../../../../src/api/schedule.ts'
import { datasetQuery } from '../../queries/data.ts'
import { schedulePreviewQuery, useSetSchedule } from '../../queries/schedules.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { notify } from '../../ui/Notices.tsx'
import { ConsentFields } from './ConsentFields.tsx'
import classes from './Form.module.css'
import { browserZone } from './local-days.ts'
import { OrderFields } from './OrderFields.tsx'
import { PaceFields } from './PaceFields.tsx'
import { RulePreview } from './RulePreview.tsx'
import { draftOf, type FieldsProps, inputOf, newDraft, type RuleDraft, ruleOf } from './rule-draft.ts'
import { WhenFields } from './WhenFields.tsx'

interface Props {
  project: Project
  state: ProjectSchedule
  /** What of a new rule was chosen before. */
  preset: Partial<RuleDraft>
  onDone: () => void
}

/** The rule on the left, what would come of it on the right. */
export function ScheduleForm({ project, state, preset, onDone }: Props) {
  const [draft, setDraft] = useState(() => firstDraft(state, preset))
  const save = useSetSchedule(project.id)
  // A second click comes before the screen knows of the first.
  const isSending = useRef(false)
  const dataset = useQuery(datasetQuery(project.dataset.id))
  const [slow] = useDebouncedValue(draft, 250)
  const rule = useMemo(() => ruleOf(slow).rule, [slow])
  const preview = useQuery(schedulePreviewQuery(project.id, rule))
  const current = state.schedule?.state === 'cancelled' ? null : state.schedule
  const { input, errors } = inputOf(draft, current?.version)
  const fields: FieldsProps = {
    draft,
    errors,
    set: (patch) => setDraft((before) => ({ ...before, ...patch })),
  }
  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (input === null || isSending.current) return
        isSending.current = true
        save.mutate(input, {
          onSettled: () => {
            isSending.current = false
          },
          onSuccess: ({ dating }) => {
            if (dating === null) notify(current ? 'The schedule is changed.' : 'Every page has its date.')
            onDone()
          },
        })
      }}
    >
      <div className={classes.fields}>
        <Part title="How many">
          <PaceFields {...fields} />
        </Part>
        <Part title="When">
          <WhenFields {...fields} siteZone={state.siteTimeZone} />
        </Part>
        <Part title="Which first">
          <OrderFields {...fields} columns={dataset.data?.columns.map(({ name }) => name) ?? []} />
        </Part>
        <Part title="What may leave unasked">
          <ConsentFields {...fields} offersWix={state.offersWix} />
        </Part>
      </div>
      <div className={classes.side}>
        <RulePreview
          preview={preview.data ?? null}
          error={preview.error}
          isWaiting={preview.isFetching || slow !== draft}
          isComplete={rule !== null}
          before={current}
          ceiling={state.ceilingPerDay}
          timeZone={draft.timeZone}
        />
        {save.error && <ErrorNote title="The schedule was not saved" error={save.error} />}
        <div className={classes.formEnd}>
          <Button type="submit" loading={save.isPending} disabled={input === null}>
            {current ? 'Save the schedule' : 'Start the schedule'}
          </Button>
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
        </div>
        {current === null && (
          <p className={classes.quiet}>
            Nothing leaves before the first slot. You can pause, change or cancel it at any time.
          </p>
        )}
      </div>
    </form>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className={classes.part}>
      <legend>{title}</legend>
      {children}
    </fieldset>
  )
}

function firstDraft({ schedule, siteTimeZone }: ProjectSchedule, preset: Partial<RuleDraft>): RuleDraft {
  // Chosen once, so that a shuffled order does not change while the form is open.
  const seed = crypto.getRandomValues(new Uint32Array(1))[0]!.toString(36)
  const isLive = schedule !== null && schedule.state !== 'cancelled' && schedule.state !== 'ended'
  return isLive ? draftOf(schedule, seed) : { ...newDraft(siteTimeZone ?? browserZone(), seed), ...preset }
}
