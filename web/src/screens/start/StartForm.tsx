// The questions, each answered by itself and open to another answer, beside the page of a row.
import { Button, TextInput } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import type { Import } from '../../../../src/api/import.ts'
import { suggestKey } from '../../../../src/api/suggest-start.ts'
import { ButtonLink } from '../../ui/ButtonLink.tsx'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { counted } from '../../ui/format.ts'
import { DecisionChips } from '../data/DecisionChips.tsx'
import { EncodingReadings } from '../data/EncodingReadings.tsx'
import { KeyChoice } from '../data/KeyChoice.tsx'
import { DestinationCards } from '../projects/DestinationCards.tsx'
import { OptionFields } from '../projects/OptionFields.tsx'
import projectClasses from '../projects/Projects.module.css'
import { Question } from '../projects/Question.tsx'
import { SiteQuestion } from '../projects/SiteQuestion.tsx'
import { TemplateQuestion } from '../projects/TemplateQuestion.tsx'
import { RowPage } from './RowPage.tsx'
import classes from './Start.module.css'
import { type StartChoices, useStart } from './useStart.ts'

export function StartForm(choices: StartChoices) {
  const { data } = choices
  const { answers, creation, keyColumns, chooseKey, isKeyOpen, bringing, isUnsure } = useStart(choices)
  const { connection, destination, problems } = answers
  const { judged } = creation
  const failure = bringing.error
  return (
    <div className={classes.way}>
      <form
        noValidate
        className={projectClasses.wizard}
        data-beside
        onSubmit={(event) => {
          event.preventDefault()
          creation.submit()
        }}
      >
        <Question
          number={1}
          title="Your table"
          text={`${counted(data.rowCount, 'row')} and ${counted(data.columns.length, 'column')} of ${data.fileName}.`}
        >
          {data.problem && (
            <p className={classes.problem} role="alert">
              {data.problem.message}
            </p>
          )}
          <EncodingReadings data={data} />
          {isKeyOpen ? (
            <KeyChoice
              data={data}
              value={keyColumns}
              onChange={chooseKey}
              reason={`It ties a row to its page, for good. ${keyReason(data, keyColumns)}`}
            />
          ) : (
            <p className={projectClasses.small}>
              Its rows are in; the key is <b className="code">{data.keyColumns.join(' + ')}</b>.
            </p>
          )}
          <details className={projectClasses.calm}>
            <summary>
              <IconChevronRight size={14} aria-hidden />
              How it was read
            </summary>
            <DecisionChips data={data} />
          </details>
        </Question>
        <SiteQuestion connections={choices.connections} answers={answers} judged={judged} />
        <Question number={3} title="What does each row become?" text="The part of the site the pages go to.">
          <DestinationCards
            destinations={choices.destinations}
            chosen={destination?.id}
            connection={connection}
            onChoose={(id) => {
              answers.chooseDestination(id)
              creation.forgive()
            }}
          />
          {destination && connection && (
            <OptionFields
              isNew
              destination={destination}
              connectionId={connection.id}
              values={answers.options}
              judged={judged}
              fields={answers.site.fields}
              onChange={answers.setOption}
            />
          )}
        </Question>
        <TemplateQuestion answers={answers} judged={judged} />
        <Question number={5} title="What is it called?" text="Only you see this name.">
          <TextInput
            aria-label="Name of the project"
            maxLength={100}
            value={answers.name}
            error={judged ? problems.name : null}
            onChange={(event) => answers.setName(event.currentTarget.value)}
          />
        </Question>
        {failure && !data.problem && <ErrorNote title="The rows were not stored" error={failure} />}
        {creation.templateError && (
          <ErrorNote title="The template was not created" error={creation.templateError} />
        )}
        {creation.projectError && (
          <ErrorNote title="The project was not created" error={creation.projectError} />
        )}
        <div className={classes.end}>
          <Button type="submit" loading={creation.isBusy || bringing.isPending} disabled={isUnsure}>
            Make {counted(data.rowCount, 'page')}
          </Button>
          <ButtonLink to="/start" search={{}} variant="subtle" color="gray">
            Use another table
          </ButtonLink>
          <span>{isUnsure ? 'Choose an encoding above first.' : 'You look at them before any is sent.'}</span>
        </div>
      </form>
      <RowPage data={data} answers={answers} keyColumns={keyColumns} />
    </div>
  )
}

/** Why it was chosen. */
function keyReason(data: Import, keyColumns: string[]): string {
  const isSuggested = keyColumns.join('\n') === suggestKey(data).join('\n')
  if (!isSuggested || keyColumns.length === 0) return ''
  return keyColumns.length === 1
    ? 'Filled and different in every row.'
    : 'Together they are different in every row.'
}
