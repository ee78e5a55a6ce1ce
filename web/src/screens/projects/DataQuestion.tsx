import { Button, Select } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Dataset } from '../../../../src/api/dataset.ts'
import { counted } from '../../ui/format.ts'
import classes from './Projects.module.css'
import { Question } from './Question.tsx'
import type { ProjectAnswers } from './useProjectAnswers.ts'

interface Props {
  datasets: Dataset[]
  answers: ProjectAnswers
  judged: boolean
}

export function DataQuestion({ datasets, answers, judged }: Props) {
  return (
    <Question number={1} title="Which data?" text="Every row becomes one page.">
      {datasets.length === 0 ? (
        <Button component={Link} to="/start" variant="default" className={classes.alone}>
          Start with a table
        </Button>
      ) : (
        <>
          <Select
            aria-label="Data"
            placeholder="Choose the data"
            searchable
            allowDeselect={false}
            value={answers.dataset?.id ?? null}
            error={judged ? answers.problems.dataset : null}
            onChange={(id) => answers.chooseDataset(id ?? undefined)}
            data={datasets.map((item) => ({
              value: item.id,
              label: `${item.name} (${counted(item.rowCount, 'row')})`,
            }))}
          />
          <p className={classes.small}>
            Or <Link to="/start">start with a new table</Link>.
          </p>
        </>
      )}
    </Question>
  )
}
