// Data, site, place, template: questions on one page, each answered as soon as it can be.
import { Button, TextInput } from '@mantine/core'
import { Link, useSearch } from '@tanstack/react-router'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { InSlices } from '../../ui/InSlices.tsx'
import { DataQuestion } from './DataQuestion.tsx'
import { DestinationCards } from './DestinationCards.tsx'
import { OptionFields } from './OptionFields.tsx'
import classes from './Projects.module.css'
import { Question } from './Question.tsx'
import { RedirectFields } from './RedirectFields.tsx'
import { SiteQuestion } from './SiteQuestion.tsx'
import { TemplateQuestion } from './TemplateQuestion.tsx'
import { useCreateFromAnswers } from './useCreateFromAnswers.ts'
import { type ProjectChoices, useProjectAnswers } from './useProjectAnswers.ts'

export function NewProjectForm(choices: ProjectChoices) {
  const answers = useProjectAnswers(choices, useSearch({ from: '/shell/projects/new' }))
  const creation = useCreateFromAnswers(answers)
  const { connection, destination, problems } = answers
  const { judged } = creation

  return (
    <form
      noValidate
      className={classes.wizard}
      onSubmit={(event) => {
        event.preventDefault()
        creation.submit()
      }}
    >
      <DataQuestion datasets={choices.datasets} answers={answers} judged={judged} />
      <SiteQuestion connections={choices.connections} answers={answers} judged={judged} />
      <Question
        number={3}
        title="What does each row become?"
        text="The part of the site the pages go to, and how. Chosen once for all pages of the project."
      >
        <DestinationCards
          destinations={choices.destinations}
          chosen={destination?.id}
          connection={connection}
          onChoose={(id) => {
            answers.chooseDestination(id)
            creation.forgive()
          }}
        />
        {destination && connection ? (
          <OptionFields
            isNew
            destination={destination}
            connectionId={connection.id}
            values={answers.options}
            judged={judged}
            fields={answers.site.fields}
            onChange={answers.setOption}
          />
        ) : (
          <p className={classes.small}>Choose a site first; some of the answers come from it.</p>
        )}
      </Question>
      <InSlices>
        <TemplateQuestion answers={answers} judged={judged} />
        <Question
          number={5}
          title="What becomes of old addresses?"
          text="When pages move or leave the site. You can change this at any time."
        >
          <RedirectFields value={answers.redirects} judged={judged} onChange={answers.setRedirects} />
        </Question>
        <Question number={6} title="What is it called?" text="Only you see this name.">
          <TextInput
            aria-label="Name of the project"
            maxLength={100}
            value={answers.name}
            error={judged ? problems.name : null}
            onChange={(event) => answers.setName(event.currentTarget.value)}
          />
        </Question>
        {creation.templateError && (
          <ErrorNote title="The template was not created" error={creation.templateError} />
        )}
        {creation.projectError && (
          <ErrorNote title="The project was not created" error={creation.projectError} />
        )}
        <div className={classes.wizardEnd}>
          <Button type="submit" loading={creation.isBusy}>
            Create project
          </Button>
          <Button component={Link} to="/projects" variant="subtle" color="gray">
            Cancel
          </Button>
        </div>
      </InSlices>
    </form>
  )
}
