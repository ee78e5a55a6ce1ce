// Above a project: what its connection may not do, and what the site says that matters before publishing.
import { IconAlertTriangle, IconChevronRight, IconLock } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Project } from '../../../../src/api/project.ts'
import { destinationsQuery } from '../../queries/connections.ts'
import { projectFieldsQuery } from '../../queries/projects.ts'
import { Notes } from '../../ui/Notes.tsx'
import classes from './Projects.module.css'

export function ProjectNotices({ project }: { project: Project }) {
  const destinations = useQuery(destinationsQuery)
  const isMapped =
    destinations.data?.find(({ id }) => id === project.destination)?.fieldsDependOnSite ?? false
  const site = useQuery({ ...projectFieldsQuery(project.id), enabled: isMapped })
  const required = project.missingPermissions.filter((permission) => permission.required)
  const others = project.missingPermissions.filter((permission) => !permission.required)
  const notes = site.data?.notes ?? []
  const urgent = notes.filter((note) => note.severity !== 'note')
  const calm = notes.filter((note) => note.severity === 'note')
  if (project.missingPermissions.length + notes.length === 0) return null
  return (
    <div className={classes.notices}>
      <Missing
        tone="bad"
        title={`This project cannot publish: ${amount(required.length)} missing`}
        missing={required}
      />
      <Missing tone="warn" title={`${amount(others.length, true)} missing`} missing={others} />
      <Notes label="Warnings about the site" notes={urgent} />
      {calm.length > 0 && (
        <details className={classes.calm}>
          <summary>
            <IconChevronRight size={13} aria-hidden />
            {calm.length === 1 ? 'A note' : `${calm.length} notes`} about the site
          </summary>
          <Notes label="Notes about the site" notes={calm} />
        </details>
      )}
    </div>
  )
}

const amount = (number: number, isStart = false) =>
  number === 1 ? `${isStart ? 'A' : 'a'} permission is` : `${number} permissions are`

interface MissingProps {
  tone: 'bad' | 'warn'
  title: string
  missing: Project['missingPermissions']
}

function Missing({ tone, title, missing }: MissingProps) {
  if (missing.length === 0) return null
  const Sign = tone === 'bad' ? IconLock : IconAlertTriangle
  return (
    <section className={classes.missing} data-tone={tone} aria-label={title}>
      <Sign size={16} stroke={1.8} aria-hidden />
      <div>
        <strong>{title}</strong>
        <ul>
          {missing.map(({ name, without }) => (
            <li key={name}>
              <b>{name}</b>: {without}
            </li>
          ))}
        </ul>
        <p>
          Tick {missing.length === 1 ? 'it' : 'them'} for the API key in Wix, then press Check now under{' '}
          <Link to="/connections">Connections</Link>.
        </p>
      </div>
    </section>
  )
}
