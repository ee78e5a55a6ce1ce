import { Button, Checkbox } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Plan } from '../../../../src/api/plan.ts'
import type { Project } from '../../../../src/api/project.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { count, counted, durationRange } from '../../ui/format.ts'
import { Status, Tag } from '../../ui/Status.tsx'
import { Ago } from '../../ui/Time.tsx'
import { useDestination } from '../connections/queries.ts'
import { ConfirmDeletion } from './ConfirmDeletion.tsx'
import classes from './Plans.module.css'
import { useApplyPlan, useTickRemovals } from './queries.ts'
import {
  aboutWix,
  createsSentence,
  groupSentence,
  headline,
  publishAction,
  removalOf,
  removalWords,
  writes,
} from './sentences.ts'

interface Props {
  project: Project
  plan: Plan
  again: ReactNode
}

/** What this plan would do, in sentences, and the one button that does it. */
export function PlanSummary({ project, plan, again }: Props) {
  const navigate = useNavigate()
  const apply = useApplyPlan(project.id)
  const removals = useTickRemovals(project.id, plan.id)
  const { label, reason } = publishAction(plan)
  const isOff = reason !== null
  // How many are taken over stands in the headline.
  const groups = plan.problemGroups.filter(({ code }) => code !== 'adopted')
  const destination = useDestination(project.destination)
  const removal = destination && removalOf(destination, project)
  const [confirming, dialog] = useDisclosure(false)
  const deletes = removal === 'delete' && plan.includeRemovals ? plan.counts.remove : 0
  const publish = () =>
    apply.mutate(plan.id, {
      onSuccess: (run) => void navigate({ to: '/runs/$id', params: { id: run.id }, search: {} }),
    })

  return (
    <section className={classes.summary} aria-labelledby="plan-headline">
      <div className={classes.summaryMain}>
        <h2 id="plan-headline" className="num">
          {headline(plan)}
        </h2>
        <p className={classes.second}>{aboutWix(plan)}</p>
        <ul className={classes.facts}>
          {plan.creates.map((item) => (
            <li key={item.kind}>
              <Status tone="quiet" sign="info" wrap>
                {createsSentence(item)}
              </Status>
              <details>
                <summary>{item.kind === 'image' ? 'Show addresses' : 'Show names'}</summary>
                <p>
                  {item.names.join(', ')}
                  {item.count > item.names.length && ` and ${count(item.count - item.names.length)} more`}
                </p>
              </details>
            </li>
          ))}
          {groups.map((group) => (
            <li key={`${group.code}:${group.field ?? ''}`}>
              <Status
                wrap
                tone={group.severity === 'error' ? 'bad' : group.severity === 'warning' ? 'warn' : 'quiet'}
                sign={
                  group.severity === 'error' ? 'cross' : group.severity === 'warning' ? 'warning' : 'info'
                }
              >
                {groupSentence(group)}
              </Status>
            </li>
          ))}
          {plan.wixValidation.note !== '' && (
            <li>
              <Status
                wrap
                tone={
                  plan.wixValidation.invalid > 0 ? 'bad' : plan.wixValidation.checked > 0 ? 'good' : 'quiet'
                }
                sign={
                  plan.wixValidation.invalid > 0
                    ? 'cross'
                    : plan.wixValidation.checked > 0
                      ? 'check'
                      : 'dashed'
                }
              >
                {plan.wixValidation.checked > 0 &&
                  `Wix's own validator looked at ${counted(plan.wixValidation.checked, 'sample')}: `}
                {plan.wixValidation.note}
              </Status>
            </li>
          )}
        </ul>
        {plan.counts.remove > 0 && removal === 'keep' && (
          <p className={classes.second}>
            {counted(plan.counts.remove, 'row is', 'rows are')} gone. Their products are not this project's
            and stay, with their info sections.
          </p>
        )}
        {plan.counts.remove > 0 && removal !== 'keep' && (
          <div className={classes.removals}>
            <Checkbox
              checked={plan.includeRemovals}
              disabled={removals.isPending}
              onChange={(event) => removals.mutate(event.currentTarget.checked)}
              label={`Also remove ${counted(plan.counts.remove, 'page')} whose rows are gone`}
              description={`Off, they stay in Wix as they are. The list is below, under Remove. ${removalWords(removal)}`}
            />
            {removals.error && <ErrorNote title="The choice was not stored" error={removals.error} />}
          </div>
        )}
      </div>
      <div className={classes.summarySide}>
        {plan.site.kind === 'practice' && <Tag tone="accent">Practice site: nothing leaves this machine</Tag>}
        <Button
          fullWidth
          loading={apply.isPending}
          disabled={isOff || apply.isSuccess}
          aria-describedby={isOff ? 'publish-reason' : undefined}
          onClick={deletes > 0 ? dialog.open : publish}
        >
          {label}
        </Button>
        {isOff ? (
          <p id="publish-reason">{reason}</p>
        ) : (
          <p>
            Takes {durationRange(plan.estimate.seconds)}: {plan.estimate.reason}.
          </p>
        )}
        {writes(plan) > 0 && plan.conflictsOpen > 0 && (
          <p>{counted(plan.conflictsOpen, 'conflict')} undecided; those pages stay as they are in Wix.</p>
        )}
        {apply.error && !confirming && <ErrorNote title="The run did not start" error={apply.error} />}
        <ConfirmDeletion
          opened={confirming}
          pages={deletes}
          label={label}
          busy={apply.isPending || apply.isSuccess}
          error={apply.error}
          onConfirm={publish}
          onClose={dialog.close}
        />
        <div className={classes.meta}>
          {again}
          <p>
            Made <Ago at={plan.createdAt} /> by {plan.author}
            <br />
            Data version {plan.datasetVersion}, template version {plan.templateVersion}
            {plan.hash && (
              <>
                <br />
                <span className="code">{plan.hash.slice(0, 12)}</span>
              </>
            )}
          </p>
        </div>
      </div>
    </section>
  )
}
