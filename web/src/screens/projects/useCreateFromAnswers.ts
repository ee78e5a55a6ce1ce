import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { shownValues } from '../../../../src/api/shown-options.ts'
import { useCreateProject } from '../../queries/projects.ts'
import { useCreateTemplate } from '../../queries/templates.ts'
import type { ProjectAnswers } from './useProjectAnswers.ts'

/** Creates the project, after its template where that is a new one; or leads to the first wrong answer. */
export function useCreateFromAnswers(answers: ProjectAnswers) {
  const navigate = useNavigate()
  const createTemplate = useCreateTemplate()
  const create = useCreateProject()
  const [judged, setJudged] = useState(false)
  const isBusy = create.isPending || createTemplate.isPending
  const { dataset, connection, destination, template, mapped, options } = answers
  const name = answers.name.trim()

  const submit = async () => {
    setJudged(true)
    if (!answers.isRight || isBusy || !dataset || !connection || !destination) {
      requestAnimationFrame(() => document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
      return
    }
    try {
      // What a starter says is needed here alone.
      const { starterFields } = await import('../../../../src/api/starter.ts')
      const fields = mapped ?? starterFields(destination, dataset)
      const used =
        template ?? (await createTemplate.mutateAsync({ name, destination: destination.id, fields }))
      // Should creating the project fail, the next attempt takes the template that is already there.
      answers.chooseTemplate(used.id)
      const project = await create.mutateAsync({
        name,
        datasetId: dataset.id,
        connectionId: connection.id,
        destination: destination.id,
        templateId: used.id,
        options: shownValues(destination.options, options),
      })
      await navigate({ to: '/projects/$id', params: { id: project.id }, search: {} })
    } catch {
      // Both mutations keep their error, and the form shows it.
    }
  }

  return {
    submit: () => void submit(),
    judged,
    /** Another destination asks other questions. */
    forgive: () => setJudged(false),
    isBusy,
    templateError: createTemplate.error,
    projectError: create.error,
  }
}
