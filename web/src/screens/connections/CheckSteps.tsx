// The check, line by line, filling from top to bottom: what is known before Wix answers, then what it answered.
import { useEffect, useRef } from 'react'
import type { CheckStep, ConnectionCheck } from '../../../../src/api/connection.ts'
import { Status } from '../../ui/Status.tsx'
import type { CheckerState } from './checker.ts'
import classes from './Dialog.module.css'
import type { Tab } from './entry.ts'
import { countGranted } from './say.ts'

type Line = Omit<CheckStep, 'state'> & { state: CheckStep['state'] | 'busy' | 'next' }

const signs = {
  ok: { tone: 'good', sign: 'check', word: 'ok' },
  failed: { tone: 'bad', sign: 'cross', word: 'failed' },
  warning: { tone: 'warn', sign: 'warning', word: 'attention' },
  skipped: { tone: 'quiet', sign: 'dashed', word: 'not checked yet' },
  busy: { tone: 'accent', sign: 'busy', word: 'under way' },
  next: { tone: 'quiet', sign: 'dashed', word: 'not checked yet' },
} as const

interface Props {
  kind: Tab
  phase: CheckerState['phase']
  check: ConnectionCheck | null
  failed: boolean
}

export function CheckSteps({ kind, phase, check, failed }: Props) {
  const list = useRef<HTMLOListElement>(null)
  // On a small screen the check stands below the fold.
  useEffect(() => {
    if (phase === 'asking') list.current?.scrollIntoView?.({ block: 'nearest' })
  }, [phase])
  const lines = phase === 'answered' && check ? answeredLines(check) : openLines(kind, phase, failed)
  return (
    <ol ref={list} className={classes.steps} aria-label="What is checked">
      {lines.map((line, index) => {
        const { tone, sign, word } = signs[line.state]
        return (
          <li
            key={`${line.id}-${line.state}`}
            data-state={line.state}
            style={{ animationDelay: `${index * 45}ms` }}
          >
            <Status tone={tone} sign={sign} wrap>
              {line.label}
              <span className="sr-only">, {word}</span>
            </Status>
            {line.detail !== '' && line.detail !== line.label && (
              <span className={classes.stepDetail}>{line.detail}</span>
            )}
          </li>
        )
      })}
    </ol>
  )
}

/** Permissions are one line here; the list below tells them apart. */
function answeredLines(check: ConnectionCheck): Line[] {
  const lines: Line[] = check.steps
    .filter(({ id }) => !id.startsWith('permission:'))
    .map((step) => (step.state === 'failed' ? { ...step, detail: '' } : step))
  const { permissions } = check
  if (permissions.length === 0)
    return [...lines, { id: 'permissions', label: 'Permissions', state: 'skipped', detail: '' }]
  const isLacking = permissions.some((one) => one.state === 'missing' && !one.optional)
  const isOpen = permissions.some((one) => one.state !== 'granted')
  const state = isLacking && !check.ok ? 'failed' : isOpen ? 'warning' : 'ok'
  return [...lines, { id: 'permissions', label: 'Permissions', state, detail: countGranted(check) }]
}

function openLines(kind: Tab, phase: CheckerState['phase'], failed: boolean): Line[] {
  const isAsking = phase === 'asking'
  const line = (id: string, label: string, state: Line['state'] = 'next'): Line => ({
    id,
    label,
    state,
    detail: '',
  })
  const isApp = kind === 'app'
  return [
    line(
      'shape',
      isApp ? 'Looks like the credentials of a Wix app' : 'Looks like a Wix API key and a Site ID',
      'ok',
    ),
    line('reach', isAsking ? 'Asking Wix…' : 'Wix answers', isAsking ? 'busy' : failed ? 'failed' : 'next'),
    line('open', isApp ? 'App credentials are accepted' : 'Key opens this site'),
    line('site', 'Site found'),
    line('permissions', 'Permissions'),
  ]
}
