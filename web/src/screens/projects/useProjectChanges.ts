import { useState } from 'react'
import type { Destination } from '../../../../src/api/destination.ts'
import type { Project } from '../../../../src/api/project.ts'
import { shownValues } from '../../../../src/api/shown-options.ts'
import { isRight, settled } from '../pages/AddressesLead.tsx'
import { areOptionsValid, initialOptions, type OptionValues } from './options.ts'

/** The settings of a project as they are being changed. */
export function useProjectChanges(project: Project, destination: Destination) {
  const [name, setName] = useState(project.name)
  const [connectionId, setConnection] = useState(project.connection.id)
  const [templateId, setTemplate] = useState(project.template.id)
  const [edits, setEdits] = useState(project.edits)
  const [redirects, setRedirects] = useState(project.redirects)
  const [options, setOptions] = useState<OptionValues>(project.options)
  // A project may be older than one of the options.
  const values = { ...initialOptions(destination.options), ...options }
  const areRight = name.trim() !== '' && areOptionsValid(destination.options, values) && isRight(redirects)
  const isDirty =
    name.trim() !== project.name ||
    connectionId !== project.connection.id ||
    templateId !== project.template.id ||
    edits !== project.edits ||
    JSON.stringify(options) !== JSON.stringify(project.options) ||
    JSON.stringify(redirects) !== JSON.stringify(project.redirects)

  return {
    name,
    setName,
    connectionId,
    templateId,
    setTemplate,
    edits,
    setEdits,
    values,
    redirects,
    setRedirects,
    canSave: isDirty && areRight,
    input: {
      name: name.trim(),
      connectionId,
      templateId,
      edits,
      redirects: settled(redirects),
      options: shownValues(destination.options, values),
    },
    setOption: (option: string, value: unknown) => setOptions((before) => ({ ...before, [option]: value })),
    /** What was chosen on the old site is not there on another one. */
    moveTo(id: string) {
      setConnection(id)
      const remote = destination.options.filter((spec) => spec.kind === 'remote_choice')
      setOptions((before) => ({
        ...before,
        ...Object.fromEntries(remote.map((spec) => [spec.name, undefined])),
      }))
    },
  }
}
