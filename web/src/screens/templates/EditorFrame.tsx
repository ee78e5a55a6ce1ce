import { Button, Select } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { Project } from '../../../../src/api/project.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { openedLater } from '../../ui/openedLater.tsx'
import { Page } from '../../ui/Page.tsx'
import { DraftState } from './DraftState.tsx'
import { DraftStrips } from './DraftStrips.tsx'
import { OtherWriters } from './OtherWriters.tsx'
import classes from './Templates.module.css'
import { useLeaveGuard } from './useLeaveGuard.ts'
import type { TemplateDraft } from './useTemplateDraft.ts'

const VersionsDialog = openedLater(async () => (await import('./VersionsDialog.tsx')).VersionsDialog)
const LeaveDialog = openedLater(async () => (await import('./LeaveDialog.tsx')).LeaveDialog)

interface Props {
  draft: TemplateDraft
  /** Projects that use the template, and the one whose rows are shown. */
  users: Project[]
  project: Project | undefined
  labelOf: (field: string | undefined) => string
  /** Whether the editor was opened from that project. */
  isFromProject: boolean
  onProject: (id: string) => void
  children: ReactNode
}

/** Around the panes: name, state, saving, and the question before something unsaved is left. */
export function EditorFrame({ draft, users, project, labelOf, isFromProject, onProject, children }: Props) {
  const title = draft.name.trim() || 'Template'
  const guard = useLeaveGuard(draft)
  const [isHistory, setHistory] = useState(false)
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
          <OtherWriters draft={draft} />
          <DraftState draft={draft} />
          <Button
            variant="default"
            leftSection={<IconHistory size={15} />}
            aria-label={`Version ${draft.base.version}, all versions`}
            onClick={() => setHistory(true)}
          >
            Version {draft.base.version}
          </Button>
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
          <Button onClick={() => void draft.save()} loading={draft.isSaving} disabled={!draft.canSave}>
            Save
          </Button>
        </>
      }
    >
      {draft.error && (
        <div className={classes.saveError}>
          <ErrorNote title="The template was not saved" error={draft.error} />
        </div>
      )}
      <DraftStrips draft={draft} labelOf={labelOf} />
      {children}
      <VersionsDialog opened={isHistory} draft={draft} labelOf={labelOf} onClose={() => setHistory(false)} />
      <LeaveDialog
        opened={guard.isAsking}
        name={draft.base.name}
        reason={draft.keeper.error?.message}
        onStay={guard.stay}
        onLeave={guard.leave}
      />
    </Page>
  )
}
