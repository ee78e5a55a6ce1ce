// Fields, editor and preview of one template, with the rows of a project that uses it.
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { Destination } from '../../../../src/api/destination.ts'
import type { Problem } from '../../../../src/api/problem.ts'
import type { Project } from '../../../../src/api/project.ts'
import type { Template } from '../../../../src/api/template.ts'
import { datasetQuery } from '../../queries/data.ts'
import { filtersQuery, templateCheckQuery } from '../../queries/templates.ts'
import { useLater } from '../../ui/useLater.ts'
import { EditorFrame } from './EditorFrame.tsx'
import { EditorPane } from './EditorPane.tsx'
import { FieldList } from './FieldList.tsx'
import { FieldsRead } from './FieldsRead.tsx'
import type { Place } from './LiquidEditor.tsx'
import { NoField } from './NoField.tsx'
import { NoPreview } from './NoPreview.tsx'
import { type PaneName, Panes } from './Panes.tsx'
import { PreviewPane } from './PreviewPane.tsx'
import classes from './Templates.module.css'
import { placeWord, strangeFields } from './template-fields.ts'
import { useTemplateDraft } from './useTemplateDraft.ts'
import { useTemplateFields } from './useTemplateFields.ts'

interface Props {
  template: Template
  destination: Destination
  projects: Project[]
}

export function TemplateEditor({ template, destination, projects }: Props) {
  const search = useSearch({ from: '/shell/templates/$id' })
  const navigate = useNavigate({ from: '/templates/$id' })
  const draft = useTemplateDraft(template)
  const { texts } = draft
  const [goTo, setGoTo] = useState<Place | null>(null)
  const [pane, setPane] = useState<PaneName>('editor')

  const users = projects.filter((project) => project.template.id === template.id)
  const project = users.find(({ id }) => id === search.project) ?? users[0]
  const known = useTemplateFields(template, destination, project)
  const isKnown = !known.isLoading && !known.error
  const strange = isKnown ? strangeFields(known.fields, { ...draft.base.fields, ...texts }) : []
  const writable = [...known.fields.filter((spec) => spec.unwritable === null), ...strange]
  const field = writable.find((spec) => spec.name === search.field) ?? writable[0]
  const dataset = useQuery({ ...datasetQuery(project?.dataset.id ?? ''), enabled: project !== undefined })
  const filters = useQuery(filtersQuery)
  const check = useQuery(templateCheckQuery(template.destination, useLater(texts, 250), project))
  const problems = check.data?.problems ?? []

  const set = (patch: Partial<typeof search>) =>
    void navigate({ search: (before) => ({ ...before, ...patch }), replace: true })
  const edit = (fieldName: string | undefined) => {
    if (fieldName) set({ field: fieldName })
    setPane('editor')
  }
  const go = (problem: Problem) => {
    edit(problem.field)
    setGoTo({ line: problem.line ?? 1, column: problem.column ?? 1, request: (goTo?.request ?? 0) + 1 })
  }
  const labelOf = (fieldName: string | undefined) =>
    writable.find((spec) => spec.name === fieldName)?.label ?? fieldName ?? 'Template'

  return (
    <EditorFrame
      draft={draft}
      users={users}
      project={project}
      isFromProject={search.project !== undefined}
      onProject={(id) => set({ project: id, row: undefined })}
    >
      <Panes
        active={pane}
        onActive={setPane}
        editorLabel={field?.label ?? 'Editor'}
        fields={
          <FieldList
            fields={known.fields}
            strange={strange}
            texts={texts}
            problems={problems}
            active={field?.name}
            onPick={edit}
            note={known.from === 'names' && <FieldsOfNames />}
            foot={
              known.from === 'site' &&
              project && <FieldsRead projectId={project.id} place={placeWord(destination)} />
            }
          />
        }
        editor={
          field ? (
            <EditorPane
              field={field}
              text={texts[field.name] ?? ''}
              columns={dataset.data?.columns ?? []}
              filters={filters.data ?? []}
              problems={problems}
              goTo={goTo}
              labelOf={labelOf}
              onChange={(text) => draft.setText(field.name, text)}
              onGo={go}
            />
          ) : (
            <NoField known={known} />
          )
        }
        preview={
          project ? (
            <PreviewPane
              projectId={project.id}
              rowKey={search.row}
              fields={texts}
              onPickRow={(rowKey) => set({ row: rowKey })}
            />
          ) : (
            <NoPreview templateId={template.id} />
          )
        }
      />
    </EditorFrame>
  )
}

function FieldsOfNames() {
  return (
    <p className={classes.fieldsNote}>
      Only the fields that the template names are listed. The others, and what they accept, come from the
      site: use the template in a project.
    </p>
  )
}
