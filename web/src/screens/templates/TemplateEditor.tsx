// Three panes: fields, editor, preview. On narrow screens they become tabs.
import '@mantine/core/styles/SegmentedControl.layer.css'
import { Button, Modal, SegmentedControl, Select } from '@mantine/core'
import { useHotkeys, useMediaQuery } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link, useBlocker, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { Destination } from '../../../../src/api/destination.ts'
import type { Problem } from '../../../../src/api/problem.ts'
import type { Project } from '../../../../src/api/project.ts'
import type { Template } from '../../../../src/api/template.ts'
import { datasetQuery } from '../../queries/data.ts'
import { filtersQuery, templateCheckQuery, useSaveTemplate } from '../../queries/templates.ts'
import { notify } from '../../ui/Notices.tsx'
import { Page } from '../../ui/Page.tsx'
import { Tag } from '../../ui/Status.tsx'
import { useLater } from '../../ui/useLater.ts'
import { EditorPane } from './EditorPane.tsx'
import { FieldList } from './FieldList.tsx'
import { FieldsRead } from './FieldsRead.tsx'
import type { Place } from './LiquidEditor.tsx'
import { NoField } from './NoField.tsx'
import { PreviewPane } from './PreviewPane.tsx'
import { SaveError } from './SaveError.tsx'
import classes from './Templates.module.css'
import { placeWord, strangeFields } from './template-fields.ts'
import { useTemplateFields } from './useTemplateFields.ts'

interface Props {
  template: Template
  destination: Destination
  projects: Project[]
}

const sameFields = (a: Record<string, string>, b: Record<string, string>) =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].every((name) => (a[name] ?? '') === (b[name] ?? ''))

export function TemplateEditor({ template, destination, projects }: Props) {
  const search = useSearch({ from: '/shell/templates/$id' })
  const navigate = useNavigate({ from: '/templates/$id' })
  const [name, setName] = useState(template.name)
  const [texts, setTexts] = useState(template.fields)
  const [base, setBase] = useState(template)
  const [goTo, setGoTo] = useState<Place | null>(null)
  const [pane, setPane] = useState('editor')
  const isNarrow = useMediaQuery('(max-width: 1080px)', false, { getInitialValueInEffect: false })
  const save = useSaveTemplate(template.id)

  const users = projects.filter((project) => project.template.id === template.id)
  const project = users.find(({ id }) => id === search.project) ?? users[0]
  const known = useTemplateFields(template, destination, project)
  const strange =
    known.isLoading || known.error ? [] : strangeFields(known.fields, { ...base.fields, ...texts })
  const writable = [...known.fields.filter((spec) => spec.unwritable === null), ...strange]
  const field = writable.find((spec) => spec.name === search.field) ?? writable[0]
  const dataset = useQuery({ ...datasetQuery(project?.dataset.id ?? ''), enabled: project !== undefined })
  const filters = useQuery(filtersQuery)
  const settled = useLater(texts, 250)
  const check = useQuery(templateCheckQuery(template.destination, settled, project))
  const problems = check.data?.problems ?? []

  const isDirty = name.trim() !== base.name || !sameFields(texts, base.fields)
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => isDirty && current.pathname !== next.pathname,
    enableBeforeUnload: () => isDirty,
    withResolver: true,
  })

  const set = (patch: Partial<typeof search>) =>
    void navigate({ search: (before) => ({ ...before, ...patch }), replace: true })
  const submit = () => {
    if (save.isPending || name.trim() === '' || !isDirty) return
    save.mutate(
      { name: name.trim(), fields: texts, expectedVersion: base.version },
      {
        onSuccess: (saved) => {
          setBase(saved)
          notify(`Saved as version ${saved.version}.`)
        },
      },
    )
  }
  useHotkeys([['mod+S', submit]], [], true)

  const go = (problem: Problem) => {
    if (problem.field) set({ field: problem.field })
    setPane('editor')
    setGoTo({ line: problem.line ?? 1, column: problem.column ?? 1, request: (goTo?.request ?? 0) + 1 })
  }
  const labelOf = (fieldName: string | undefined) =>
    writable.find((spec) => spec.name === fieldName)?.label ?? fieldName ?? 'Template'

  const fieldsPane = (
    <FieldList
      fields={known.fields}
      strange={strange}
      texts={texts}
      problems={problems}
      active={field?.name}
      onPick={(fieldName) => {
        set({ field: fieldName })
        setPane('editor')
      }}
      note={
        known.from === 'names' && (
          <p className={classes.fieldsNote}>
            These are the fields that the template names. Which others there are, and what they take, comes
            from the site: use the template in a project.
          </p>
        )
      }
      foot={
        known.from === 'site' &&
        project && <FieldsRead projectId={project.id} place={placeWord(destination)} />
      }
    />
  )
  const editorPane = field ? (
    <EditorPane
      field={field}
      text={texts[field.name] ?? ''}
      columns={dataset.data?.columns ?? []}
      filters={filters.data ?? []}
      problems={problems}
      goTo={goTo}
      labelOf={labelOf}
      onChange={(text) => setTexts((before) => ({ ...before, [field.name]: text }))}
      onGo={go}
    />
  ) : (
    <NoField known={known} />
  )
  const previewPane = project ? (
    <PreviewPane
      projectId={project.id}
      rowKey={search.row}
      fields={texts}
      onPickRow={(rowKey) => set({ row: rowKey })}
    />
  ) : (
    <section className={classes.preview} aria-label="Preview">
      <p className={classes.noPreview}>
        A preview needs rows. Make a project with this template, and every change shows here at once, for any
        row.
        <br />
        <Link to="/projects/new" search={{ template: template.id }}>
          New project with this template
        </Link>
      </p>
    </section>
  )

  return (
    <Page
      width="full"
      title={name.trim() || 'Template'}
      titleField={
        <input
          className={classes.title}
          aria-label="Name of the template"
          aria-invalid={name.trim() === ''}
          value={name}
          maxLength={100}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      }
      tabTitle={`${isDirty ? '• ' : ''}${name.trim() || 'Template'}`}
      parent={
        search.project && project
          ? { to: `/projects/${project.id}`, label: project.name }
          : { to: '/templates', label: 'Templates' }
      }
      actions={
        <>
          {isDirty ? <Tag tone="warn">Unsaved</Tag> : <Tag>Version {base.version}</Tag>}
          {users.length > 1 && (
            <Select
              aria-label="Project whose rows are shown"
              allowDeselect={false}
              w={180}
              value={project?.id ?? null}
              onChange={(id) => set({ project: id ?? undefined, row: undefined })}
              data={users.map(({ id, name: label }) => ({ value: id, label }))}
            />
          )}
          <Button onClick={submit} loading={save.isPending} disabled={!isDirty || name.trim() === ''}>
            Save
          </Button>
        </>
      }
    >
      {save.error && (
        <SaveError
          error={save.error}
          onTakeTheirs={(theirs) => {
            setBase(theirs)
            setTexts(theirs.fields)
            setName(theirs.name)
            save.reset()
          }}
          onKeepMine={(theirs) => {
            setBase(theirs)
            save.reset()
          }}
          templateId={template.id}
        />
      )}
      {isNarrow && (
        <div className={classes.paneSwitch}>
          <SegmentedControl
            fullWidth
            value={pane}
            onChange={setPane}
            data={[
              { value: 'fields', label: 'Fields' },
              { value: 'editor', label: field?.label ?? 'Editor' },
              { value: 'preview', label: 'Preview' },
            ]}
          />
        </div>
      )}
      <div className={classes.panes}>
        {(!isNarrow || pane === 'fields') && fieldsPane}
        {(!isNarrow || pane === 'editor') && editorPane}
        {(!isNarrow || pane === 'preview') && previewPane}
      </div>
      <Modal
        opened={blocker.status === 'blocked'}
        onClose={() => blocker.reset?.()}
        title="Leave without saving?"
        size={420}
      >
        <p style={{ margin: '0 0 18px', fontSize: 13 }}>
          What you changed in {base.name} is lost if you leave now.
        </p>
        <div style={{ display: 'flex', justifyContent: 'flex-end', gap: 8 }}>
          <Button variant="default" data-autofocus onClick={() => blocker.reset?.()}>
            Stay
          </Button>
          <Button color="red.8" onClick={() => blocker.proceed?.()}>
            Leave and lose the changes
          </Button>
        </div>
      </Modal>
    </Page>
  )
}
