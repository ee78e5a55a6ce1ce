// What happened, why, what to do; a stable code; details to copy; and a way on.
import { Button, Group, Text } from '@mantine/core'
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ApiError } from '../api.ts'
import { CopyButton } from './CopyButton.tsx'
import classes from './states.module.css'

export function codeOf(error: unknown): string {
  return error instanceof ApiError ? error.code : 'dashboard_error'
}

export function messageOf(error: unknown): string {
  if (error instanceof ApiError) return error.message
  return 'This is a fault in the dashboard itself. Reload the page; if it happens again, copy the details into a bug report.'
}

/** What a person may paste into a bug report. The server's messages are free of secrets. */
export function detailsOf(error: unknown): string {
  const lines = [
    `code: ${codeOf(error)}`,
    `message: ${error instanceof Error ? error.message : String(error)}`,
  ]
  if (error instanceof ApiError) {
    lines.push(`status: ${error.status}`)
    if (error.requestId) lines.push(`request: ${error.requestId}`)
    if (Object.keys(error.details).length > 0) lines.push(`details: ${JSON.stringify(error.details)}`)
  }
  lines.push(`page: ${location.pathname}`, `at: ${new Date().toISOString()}`)
  return lines.join('\n')
}

/** The code, which leads to what it means. In a tab of its own: a half-filled form stays as it is. */
export function CodeLink({ code }: { code: string }) {
  return (
    <a
      href={`/help/errors#${code.startsWith('http_') ? 'in-the-browser' : code}`}
      target="_blank"
      rel="noreferrer"
      className={classes.codeLink}
    >
      <span className="code">{code}</span>
      <span className="sr-only"> (what it means, in a new tab)</span>
    </a>
  )
}

interface Props {
  title: string
  error: unknown
  onRetry?: () => void
  children?: ReactNode
}

/** A whole area that could not be shown. */
export function ErrorState({ title, error, onRetry, children }: Props) {
  return (
    <div className={classes.center} role="alert">
      <span className={classes.badIcon}>
        <IconAlertTriangle size={20} stroke={1.7} aria-hidden />
      </span>
      <h2 className={classes.title}>{title}</h2>
      <Text size="sm" c="dimmed" maw={460}>
        {messageOf(error)}
      </Text>
      <Group gap="xs" mt="md" justify="center">
        {/* What is not there does not come by asking again. */}
        {onRetry && codeOf(error) !== 'not_found' && (
          <Button variant="default" leftSection={<IconRefresh size={15} />} onClick={onRetry}>
            Try again
          </Button>
        )}
        {children}
        <CopyButton text={detailsOf(error)} label="Copy details" />
      </Group>
      <Text size="xs" c="dimmed" mt="sm">
        <CodeLink code={codeOf(error)} />
      </Text>
    </div>
  )
}

/** A failure beside what caused it: in a form, above a table. */
export function ErrorNote({ title, error, onRetry }: Omit<Props, 'children'>) {
  return (
    <div className={classes.note} role="alert">
      <IconAlertTriangle size={16} stroke={1.8} aria-hidden className={classes.noteIcon} />
      <div className={classes.noteBody}>
        <strong>{title}</strong>
        <span>{messageOf(error)}</span>
        <span className={classes.noteFoot}>
          <CodeLink code={codeOf(error)} />
          <CopyButton text={detailsOf(error)} label="Copy details" quiet />
          {onRetry && (
            <button type="button" className={classes.linkButton} onClick={onRetry}>
              Try again
            </button>
          )}
        </span>
      </div>
    </div>
  )
}

interface NotLoadedProps {
  title: string
  query: Pick<UseQueryResult, 'isLoadingError' | 'error' | 'refetch'>
}

/** Stands where a part of a screen has no answer: a note once it could not be loaded, nothing while it is on its way. */
export function NotLoaded({ title, query }: NotLoadedProps) {
  if (!query.isLoadingError) return null
  return <ErrorNote title={title} error={query.error} onRetry={() => void query.refetch()} />
}
