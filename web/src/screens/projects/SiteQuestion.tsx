import { Button, Select } from '@mantine/core'
import type { Connection } from '../../../../src/api/connection.ts'
import { usePracticeSite } from '../../queries/connections.ts'
import { ButtonLink } from '../../ui/ButtonLink.tsx'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import classes from './Projects.module.css'
import { Question } from './Question.tsx'
import type { ProjectAnswers } from './useProjectAnswers.ts'

interface Props {
  connections: Connection[]
  answers: ProjectAnswers
  judged: boolean
}

export function SiteQuestion({ connections, answers, judged }: Props) {
  const practice = usePracticeSite()
  return (
    <Question number={2} title="Which site?" text="Where the pages will be published.">
      {connections.length === 0 ? (
        <div className={classes.row}>
          <ButtonLink to="/connections" search={{ connect: true }} variant="default">
            Connect Wix
          </ButtonLink>
          <Button variant="default" loading={practice.isPending} onClick={() => practice.mutate()}>
            Try on a practice site
          </Button>
        </div>
      ) : (
        <Select
          aria-label="Site"
          placeholder="Choose the site"
          allowDeselect={false}
          value={answers.connection?.id ?? null}
          error={judged ? answers.problems.connection : null}
          onChange={(id) => answers.chooseConnection(id ?? undefined)}
          data={connections.map((item) => ({ value: item.id, label: item.siteName ?? item.name }))}
        />
      )}
      {practice.error && (
        <ErrorNote title="The practice site could not be connected" error={practice.error} />
      )}
    </Question>
  )
}
