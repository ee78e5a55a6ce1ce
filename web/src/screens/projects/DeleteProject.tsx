import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import type { Project } from '../../../../src/api/project.ts'
import { useRemoveProject } from '../../queries/projects.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { counted } from '../../ui/format.ts'
import classes from './Projects.module.css'

export function DeleteProject({ project }: { project: Project }) {
  const navigate = useNavigate()
  const remove = useRemoveProject()
  const [removing, dialog] = useDisclosure(false)
  const published = project.published.live + project.published.drafts
  return (
    <>
      <section className={classes.danger}>
        <div>
          <h2>Delete project</h2>
          <p>
            {published > 0
              ? `${counted(published, 'page')} stay in Wix, but SEOmatic forgets which row each belongs to.`
              : 'Data, template and connection stay.'}
          </p>
        </div>
        <Button variant="default" onClick={dialog.open}>
          Delete
        </Button>
      </section>
      <Confirm
        opened={removing}
        onClose={dialog.close}
        title={`Delete ${project.name}?`}
        action="Delete project"
        busy={remove.isPending}
        error={remove.error}
        errorTitle="The project was not deleted"
        onConfirm={() => remove.mutate(project.id, { onSuccess: () => void navigate({ to: '/projects' }) })}
      >
        {published > 0
          ? `${counted(published, 'published page')} stay in Wix. They can no longer be updated or removed from here.`
          : 'Nothing was published. Its data, template and connection stay.'}
      </Confirm>
    </>
  )
}
