import { Button, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ChangedKey, KeyChoice } from '../../../../src/api/changed-key.ts'
import type { Plan } from '../../../../src/api/plan.ts'
import type { Project } from '../../../../src/api/project.ts'
import { changedKeysQuery, useChooseKeys } from '../../queries/plans.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { count, counted } from '../../ui/format.ts'
import classes from './Plans.module.css'

/** Shown one by one; what comes after them is decided with all. */
const mostShown = 20

const undecided = 'open'
const optionWords = [
  { value: undecided, label: 'Not decided: neither goes' },
  { value: 'same', label: 'The same page' },
  { value: 'other', label: 'Not the same' },
]

/** Rows that seem to have had another key before, each with the page that may be theirs. */
export function ChangedKeys({ project, plan }: { project: Project; plan: Plan }) {
  const { open, same, other, unclear } = plan.changedKeys
  const all = open + same + other
  const isShown = all > 0 && plan.state === 'ready'
  const shown = useQuery({ ...changedKeysQuery(plan.id, mostShown), enabled: isShown })
  const choose = useChooseKeys(project.id, plan.id)
  if (all === 0 || plan.state !== 'ready') return unclear > 0 ? <Unclear rows={unclear} /> : null
  const rest = all - (shown.data?.items.length ?? 0)
  return (
    <section className={classes.names} aria-labelledby="changed-keys">
      <h3 id="changed-keys">Rows that had another key before</h3>
      <p className={classes.second}>{sentence(plan.changedKeys)} The plan is made anew.</p>
      {shown.data && (
        <ul>
          {shown.data.items.map((one) => (
            <li key={one.rowKey}>
              <span>{pairSentence(one)}</span>
              <Select
                size="xs"
                w={300}
                maw="100%"
                aria-label={`Whether “${one.rowKey}” is the page of “${one.formerKey}”`}
                data={one.choice === null ? optionWords : optionWords.slice(1)}
                value={one.choice ?? undecided}
                allowDeselect={false}
                disabled={choose.isPending}
                onChange={(choice) =>
                  choice &&
                  choice !== undecided &&
                  choice !== one.choice &&
                  choose.mutate({ choice: choice as KeyChoice, rowKeys: [one.rowKey] })
                }
              />
            </li>
          ))}
        </ul>
      )}
      {shown.data && rest > 0 && <p className={classes.second}>And {count(rest)} more.</p>}
      {(open > 1 || (open === 0 && all > 1)) && (
        <div className={classes.namesAll}>
          {forAll(plan.changedKeys).map(([choice, label]) => (
            <Button
              key={choice}
              size="xs"
              variant="default"
              disabled={choose.isPending}
              onClick={() => choose.mutate({ choice })}
            >
              {label}
            </Button>
          ))}
        </div>
      )}
      {unclear > 0 && <Unclear rows={unclear} />}
      {shown.error && <ErrorNote title="The rows were not loaded" error={shown.error} />}
      {choose.error && <ErrorNote title="The choice was not stored" error={choose.error} />}
    </section>
  )
}

/** What is undecided; where nothing is, what was decided otherwise. */
function forAll({ open, same, other }: Plan['changedKeys']): [KeyChoice, string][] {
  if (open > 0)
    return [
      ['same', `All ${count(open)} are the same page`],
      ['other', `None of the ${count(open)} is`],
    ]
  return [
    ...(other > 0 ? [['same', 'All are the same page after all'] as [KeyChoice, string]] : []),
    ...(same > 0 ? [['other', 'None is the same page after all'] as [KeyChoice, string]] : []),
  ]
}

function sentence({ open, same, other }: Plan['changedKeys']): string {
  const parts = [
    open > 0 &&
      `${counted(open, 'row has', 'rows have')} address or title of a page whose row is gone. Neither goes until you say whether it is the same page.`,
    same > 0 && `${counted(same, 'row', 'rows')} took over the page of another key.`,
    other > 0 && `${counted(other, 'row counts', 'rows count')} as new, as you said.`,
  ]
  return parts.filter((part) => part !== false).join(' ')
}

function pairSentence({ rowKey, title, formerKey, formerTitle, formerAddress, by }: ChangedKey): string {
  const row = `“${rowKey}” (${title})`
  if (by === null) return `${row} had the key “${formerKey}” before.`
  const page = by === 'title' ? formerAddress : formerTitle
  return `${row} has the ${by} of the page of “${formerKey}” (${page}).`
}

function Unclear({ rows }: { rows: number }) {
  return (
    <p className={classes.second}>
      {counted(rows, 'new row shares', 'new rows share')} address or title with several pages or rows, so that
      nobody can tell which is which. {rows === 1 ? 'It counts' : 'They count'} as new; the list names them.
    </p>
  )
}
