import { Select } from '@mantine/core'
import { lazy, Suspense } from 'react'
import classes from './Projects.module.css'
import { Question } from './Question.tsx'
import type { ProjectAnswers } from './useProjectAnswers.ts'

/** For places alone whose fields their owner decides. */
const SiteFields = lazy(async () => ({ default: (await import('./SiteFields.tsx')).SiteFields }))

const starter = 'starter'

interface Props {
  answers: ProjectAnswers
  judged: boolean
}

export function TemplateQuestion({ answers, judged }: Props) {
  const { template, destination, site } = answers
  return (
    <Question
      number={4}
      title="What does each page say?"
      text="A template fills the fields from a row. You can change it at any time, beside a live preview."
      below={
        destination?.fieldsDependOnSite &&
        (site.waitsFor !== null ? (
          <p className={classes.pending} data-open={judged || undefined}>
            Choose the {site.waitsFor} first: which fields there are depends on the site.
          </p>
        ) : (
          <Suspense fallback={null}>
            <SiteFields
              site={site}
              dataset={answers.dataset}
              template={template}
              sources={answers.sources}
              judged={judged}
              onChange={answers.setSource}
            />
          </Suspense>
        ))
      }
    >
      <Select
        aria-label="Template"
        allowDeselect={false}
        value={template?.id ?? starter}
        onChange={(id) => answers.chooseTemplate(id === starter || id === null ? undefined : id)}
        data={[
          { value: starter, label: 'A new template, built from the columns' },
          ...answers.fitting.map((item) => ({ value: item.id, label: item.name })),
        ]}
      />
    </Question>
  )
}
