// What a project's connection may not do, and what the site says that matters before publishing.
import { IconAlertTriangle, IconChevronRight, IconLock } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { DestinationFields } from '../../../../src/api/destination.ts'
import type { Project } from '../../../../src/api/project.ts'
import { Notes } from '../../ui/Notes.tsx'
import classes from './Projects.module.css'

interface Props {
  project: Project
  notes: DestinationFields['notes']
}

export function NoticeList({ project, notes }: Props) {
  const required = project.missingPermissions.filter((permission) => permission.required)
  const others = project.missingPermissions.filter((permission) => !permission.required)
  const urgent = notes.filter((note) => note.severity !== 'note')
  const calm = notes.filter((note) => note.severity === 'note')
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
