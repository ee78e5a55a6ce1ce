// Fields, editor and preview of one template, with the rows of a project that uses it.
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { Destination } from '../../../../src/api/destination.ts'
import type { Project } from '../../../../src/api/project.ts'
import { datasetQuery } from '../../queries/data.ts'
import { filtersQuery, templateCheckQuery } from '../../queries/templates.ts'
import { useLater } from '../../ui/useLater.ts'
import { EditorFoot, type FootView } from './EditorFoot.tsx'
import { EditorFrame } from './EditorFrame.tsx'
import { EditorPane } from './EditorPane.tsx'
import { editorColumns } from './editor-handle.ts'
import { FieldList } from './FieldList.tsx'
import { FieldsRead } from './FieldsRead.tsx'
import { togetherWords, writtenTogether } from './field-groups.ts'
import type { Place } from './LiquidEditor.tsx'
import { NoField } from './NoField.tsx'
import { NoPreview } from './NoPreview.tsx'
import { type PaneName, Panes } from './Panes.tsx'
import { PreviewPane, type PreviewView } from './PreviewPane.tsx'
import classes from './Templates.module.css'
import { placeWord, strangeFields } from './template-fields.ts'
import { useCoverage } from './useCoverage.ts'
import { useRowPreview } from './useRowPreview.ts'
import { type Begun, useTemplateDraft } from './useTemplateDraft.ts'
import { useTemplateFields } from './useTemplateFields.ts'

interface Props {
  begun: Begun
  destination: Destination
  projects: Project[]
}

export function TemplateEditor({ begun, destination, projects }: Props) {
  const search = useSearch({ from: '/shell/templates/$id' })
  const navigate = useNavigate({ from: '/templates/$id' })
  const template = begun.base
  const draft = useTemplateDraft(begun)
  const { texts } = draft
  const [goTo, setGoTo] = useState<Place | null>(null)
  const [pane, setPane] = useState<PaneName>('editor')
  const [view, setView] = useState<PreviewView>('page')
  const [foot, setFoot] = useState<FootView>('mistakes')

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
  const preview = useRowPreview(project, search.row, texts)
  const coverage = useCoverage(project, draft, foot === 'coverage')
  const cells = preview.current?.cells
  const columns = useMemo(() => editorColumns(dataset.data?.columns ?? [], cells), [dataset.data, cells])

  const set = (patch: Partial<typeof search>) =>
    void navigate({ search: (before) => ({ ...before, ...patch }), replace: true })
  const edit = (fieldName: string | undefined) => {
    if (fieldName) set({ field: fieldName })
    setPane('editor')
    // A place that was gone to is none to come back to.
    setGoTo(null)
    const group = writable.find(({ name }) => name === fieldName)?.group
    if (group === 'seo') setView('search')
    else if (view === 'search') setView('page')
  }
  const go = (place: {
    field?: string | undefined
    line?: number | undefined
    column?: number | undefined
  }) => {
    const { field: name = field?.name ?? '', line = 1, column = 1 } = place
    edit(place.field)
    setGoTo({ field: name, line, column })
  }
  const labelOf = (fieldName: string | undefined) =>
    writable.find((spec) => spec.name === fieldName)?.label ?? fieldName ?? 'Template'

  return (
    <EditorFrame
      draft={draft}
      users={users}
      project={project}
      labelOf={labelOf}
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
              fields={writtenTogether(field, writable)}
              field={field}
              words={togetherWords(field)}
              texts={texts}
              columns={columns}
              dataColumns={dataset.data?.columns ?? []}
              structuredField={writable.find(({ name }) => name === 'json_ld')?.name ?? null}
              filters={filters.data ?? []}
              goTo={goTo}
              marksOf={coverage.marksOf}
              page={preview.current}
              onField={edit}
              onChange={draft.setText}
              foot={
                <EditorFoot
                  view={foot}
                  onView={setFoot}
                  problems={problems}
                  counted={coverage.counted}
                  labelOf={labelOf}
                  onGo={go}
                />
              }
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
              preview={preview}
              view={view}
              onView={setView}
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
