import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import type { Dataset } from '../../../../src/api/dataset.ts'
import { shownValues } from '../../../../src/api/shown-options.ts'
import { useCreateProject } from '../../queries/projects.ts'
import { useCreateTemplate } from '../../queries/templates.ts'
import { settled } from '../pages/AddressesLead.tsx'
import type { ProjectAnswers } from './useProjectAnswers.ts'

/**
 * Creates the project, after its template where that is a new one; or leads to the first wrong answer.
 * @param bring makes the dataset first, where it is only on its way in; it shows its own failures
 */
export function useCreateFromAnswers(answers: ProjectAnswers, bring?: () => Promise<Dataset>) {
  const navigate = useNavigate()
  const createTemplate = useCreateTemplate()
  const create = useCreateProject()
  const [judged, setJudged] = useState(false)
  /** Between the calls too, where none of them is on its way. */
  const isGoing = useRef(false)
  const isBusy = create.isPending || createTemplate.isPending
  const { dataset: given, connection, destination, template, mapped, options, redirects } = answers
  const name = answers.name.trim()

  const submit = async () => {
    setJudged(true)
    if (isGoing.current) return
    if (!answers.isRight || !given || !connection || !destination) {
      requestAnimationFrame(() => document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
      return
    }
    isGoing.current = true
    try {
      const dataset = bring ? await bring() : given
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
        redirects: settled(redirects),
      })
      await navigate({
        to: '/projects/$id',
        params: { id: project.id },
        search: { tab: 'pages' },
        // Going back would lead to the questions, which are answered.
        replace: bring !== undefined,
      })
    } catch {
      // The mutations keep their errors, and the form shows them.
    } finally {
      isGoing.current = false
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
