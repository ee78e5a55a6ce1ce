import { Button, Select } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Project } from '../../../../src/api/project.ts'
import { openedLater } from '../../ui/openedLater.tsx'
import { Page } from '../../ui/Page.tsx'
import { Tag } from '../../ui/Status.tsx'
import { SaveError } from './SaveError.tsx'
import classes from './Templates.module.css'
import { useLeaveGuard } from './useLeaveGuard.ts'
import type { TemplateDraft } from './useTemplateDraft.ts'

const LeaveDialog = openedLater(async () => (await import('./LeaveDialog.tsx')).LeaveDialog)

interface Props {
  draft: TemplateDraft
  /** Projects that use the template, and the one whose rows are shown. */
  users: Project[]
  project: Project | undefined
  /** Whether the editor was opened from that project. */
  isFromProject: boolean
  onProject: (id: string) => void
  children: ReactNode
}

/** Around the panes: name, state, saving, and the question before something unsaved is left. */
export function EditorFrame({ draft, users, project, isFromProject, onProject, children }: Props) {
  const title = draft.name.trim() || 'Template'
  const guard = useLeaveGuard(draft.isDirty)
  return (
    <Page
      width="full"
      title={title}
      titleField={
        <input
          className={classes.title}
          aria-label="Name of the template"
          aria-invalid={draft.name.trim() === ''}
          value={draft.name}
          maxLength={100}
          onChange={(event) => draft.setName(event.currentTarget.value)}
        />
      }
      tabTitle={`${draft.isDirty ? '• ' : ''}${title}`}
      parent={
        isFromProject && project
          ? { to: `/projects/${project.id}`, label: project.name }
          : { to: '/templates', label: 'Templates' }
      }
      actions={
        <>
          {draft.isDirty ? <Tag tone="warn">Unsaved</Tag> : <Tag>Version {draft.base.version}</Tag>}
          {users.length > 1 && (
            <Select
              aria-label="Project whose rows are shown"
              allowDeselect={false}
              w={180}
              value={project?.id ?? null}
              onChange={(id) => id !== null && onProject(id)}
              data={users.map(({ id, name }) => ({ value: id, label: name }))}
            />
          )}
          <Button onClick={draft.save} loading={draft.isSaving} disabled={!draft.canSave}>
            Save
          </Button>
        </>
      }
    >
      {draft.error && (
        <SaveError
          error={draft.error}
          templateId={draft.base.id}
          onTakeTheirs={draft.takeTheirs}
          onKeepMine={draft.keepMine}
        />
      )}
      {children}
      <LeaveDialog opened={guard.isAsking} name={draft.base.name} onStay={guard.stay} onLeave={guard.leave} />
    </Page>
  )
}
