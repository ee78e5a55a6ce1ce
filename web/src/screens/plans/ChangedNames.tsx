import { Button, Select } from '@mantine/core'
import type { NameChoice, Plan } from '../../../../src/api/plan.ts'
import type { Project } from '../../../../src/api/project.ts'
import { useChooseNames } from '../../queries/plans.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { count, counted } from '../../ui/format.ts'
import { createdWords } from '../pages/created-names.ts'
import classes from './Plans.module.css'

type Name = Plan['names'][number]

/** Shown one by one; what comes after them is decided with all. */
const mostShown = 20

const forAll: [NameChoice, string][] = [
  ['recreate', 'Create all again'],
  ['take_over', 'Take over all new names'],
  ['drop', 'Leave all out'],
]

/** Categories and tags that were renamed or deleted in Wix, each with what becomes of it. */
export function ChangedNames({ project, plan }: { project: Project; plan: Plan }) {
  const choose = useChooseNames(project.id, plan.id)
  const { names } = plan
  const hasRenamed = names.some(({ foundName }) => foundName !== null)
  return (
    <section className={classes.names} aria-labelledby="changed-names">
      <h3 id="changed-names">Names that were changed in Wix</h3>
      <p className={classes.second}>
        What you choose is for all projects of this site. The plan is made anew.
      </p>
      <ul>
        {names.slice(0, mostShown).map((one) => (
          <li key={`${one.kind}:${one.name}`}>
            <span>{nameSentence(one)}</span>
            <Select
              size="xs"
              aria-label={`What becomes of ${noun(one)} “${one.name}”`}
              data={optionsOf(one)}
              value={one.choice}
              allowDeselect={false}
              disabled={choose.isPending}
              onChange={(choice) =>
                choice &&
                choice !== one.choice &&
                choose.mutate({
                  choice: choice as NameChoice,
                  names: [{ kind: one.kind, name: one.name }],
                })
              }
            />
          </li>
        ))}
      </ul>
      {names.length > mostShown && (
        <p className={classes.second}>And {count(names.length - mostShown)} more.</p>
      )}
      {names.length > 1 && (
        <div className={classes.namesAll}>
          {forAll
            .filter(([choice]) => choice !== 'take_over' || hasRenamed)
            .map(([choice, label]) => (
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
      {choose.error && <ErrorNote title="The choice was not stored" error={choose.error} />}
    </section>
  )
}

function optionsOf({ name, foundName }: Name): { value: NameChoice; label: string }[] {
  return [
    { value: 'recreate', label: `Create “${name}” again` },
    ...(foundName === null ? [] : [{ value: 'take_over' as const, label: `Use “${foundName}”` }]),
    { value: 'drop', label: 'Leave it out of the pages' },
  ]
}

function noun({ kind }: Name): string {
  return createdWords[kind]?.[0] ?? kind
}

function nameSentence(one: Name): string {
  const what = one.foundName === null ? 'was deleted' : `is called “${one.foundName}” now`
  return `The ${noun(one)} “${one.name}” ${what}. ${counted(one.pages, 'page has', 'pages have')} it.`
}
