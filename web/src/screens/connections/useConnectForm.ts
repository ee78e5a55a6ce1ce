// The state of the dialog: fields, what they are recognised as, the check, and storing. Secrets stay in here and in
// the fields themselves; nothing of them goes through the query client, which would remember it.
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { type CheckFailure, type Connection, connectionCheckSchema } from '../../../../src/api/connection.ts'
import type { CredentialField } from '../../../../src/api/credentials.ts'
import { ApiError, call, routes } from '../../api.ts'
import { connectionsQuery } from '../../queries/connections.ts'
import { type CheckerState, createChecker } from './checker.ts'
import {
  askableValues,
  type Entry,
  fieldsOf,
  pasteInto,
  recogniseEntry,
  settle,
  startEntry,
  switchTab,
  type Tab,
  typeInto,
} from './entry.ts'

export interface Target {
  /** Null for a new connection; else the one whose credentials are replaced. */
  connection: Connection | null
  onDone: (connection: Connection) => void
}

export type ConnectForm = ReturnType<typeof useConnectForm>

export function useConnectForm({ connection, onDone }: Target) {
  const client = useQueryClient()
  const [entry, setEntry] = useState<Entry>(() => startOf(connection))
  const [judged, setJudged] = useState<Partial<Record<CredentialField, boolean>>>({})
  const [isSubmitted, setSubmitted] = useState(false)
  const [isSaving, setSaving] = useState(false)
  const [saveError, setSaveError] = useState<unknown>(null)
  const [state, setState] = useState<CheckerState>({
    phase: 'idle',
    check: null,
    error: null,
    again: null,
  })
  const made = useMemo(() => recogniseEntry(entry), [entry])
  const wants = useRef(false)
  const isStoring = useRef(false)
  const focusNext = useRef<string | null>(null)

  const [checker] = useState(() =>
    createChecker(async (question, signal) => {
      try {
        return await call(routes.connections.test, { body: question, signal })
      } catch (error) {
        noticeSignOut(error)
        throw error
      }
    }, setState),
  )
  useEffect(() => () => checker.stop(), [checker])

  /** A lost login shows up where the session is read, and leads to the login. */
  function noticeSignOut(error: unknown): void {
    if (error instanceof ApiError && error.status === 401) {
      void client.invalidateQueries({ queryKey: ['session'] })
    }
  }

  function take(next: Entry, how: 'typed' | 'pasted', from?: CredentialField): void {
    wants.current = false
    setSaveError(null)
    if (from && next.tab !== entry.tab) focusNext.current = homeOf(next, entry, from)
    setEntry(next)
    checker.change(askableValues(recogniseEntry(next)), how)
  }

  // What was typed is tidied and moved once it is asked about, never under the fingers.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the begin of a question counts
  useEffect(() => {
    if (state.phase !== 'asking') return
    const next = settle(entry)
    if (next === entry) return
    const active = document.activeElement?.id.replace('credential-', '') as CredentialField
    if (next.tab !== entry.tab && active in entry.fields) focusNext.current = homeOf(next, entry, active)
    setEntry(next)
  }, [state.phase])

  useEffect(() => {
    const id = focusNext.current
    if (id === null) return
    focusNext.current = null
    document.getElementById(id)?.focus()
  })

  const failure = state.phase === 'answered' ? (state.check?.failure ?? null) : null
  const isReady = state.phase === 'answered' && state.check?.ok === true

  // Connect was pressed before the answer was there.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new answer counts
  useEffect(() => {
    if (!wants.current || state.phase !== 'answered') return
    wants.current = false
    if (isReady && !failure) void save(false)
    else focusOn(firstBlamed(failure, entry))
  }, [state])

  // Someone comes back from Wix, where a permission or an app was to be added.
  useEffect(() => {
    if (failure?.code !== 'WIX-PERM' && failure?.code !== 'WIX-APP') return
    const since = Date.now()
    const onReturn = () => {
      if (document.visibilityState === 'visible' && Date.now() - since > 3000) checker.askNow(null)
    }
    document.addEventListener('visibilitychange', onReturn)
    return () => document.removeEventListener('visibilitychange', onReturn)
  }, [failure, checker])

  function focusOn(id: string): void {
    // After what is about to be drawn.
    setTimeout(() => document.getElementById(id)?.focus(), 0)
  }

  async function save(unverified: boolean): Promise<void> {
    if (isStoring.current) return
    isStoring.current = true
    setSaving(true)
    setSaveError(null)
    try {
      const body = { ...made.values, saveUnverified: unverified }
      const stored = connection
        ? await call(routes.connections.replaceCredentials, { params: { id: connection.id }, body })
        : await call(routes.connections.create, { body })
      client.setQueryData(connectionsQuery.queryKey, (before) => [
        ...(before ?? []).filter(({ id }) => id !== stored.id),
        stored,
      ])
      for (const key of ['session', 'projects', 'connections']) {
        void client.invalidateQueries({ queryKey: [key] })
      }
      onDone(stored)
    } catch (error) {
      noticeSignOut(error)
      const check = error instanceof ApiError ? connectionCheckSchema.safeParse(error.details['check']) : null
      if (check?.success) checker.adopt(check.data)
      else setSaveError(error)
      focusOn('connect-problem')
    } finally {
      isStoring.current = false
      setSaving(false)
    }
  }

  return {
    entry,
    made,
    state,
    failure,
    isReady,
    isSaving,
    saveError,
    isSubmitted,
    judged,
    isTyped: Object.entries(entry.fields).some(
      ([name, text]) => text !== startOf(connection).fields[name as CredentialField],
    ),
    type(field: CredentialField, text: string, how: 'typed' | 'pasted') {
      setJudged((before) => ({ ...before, [field]: text !== '' && (before[field] || how === 'pasted') }))
      take(typeInto(entry, field, text), how)
    },
    paste(field: CredentialField, text: string) {
      setJudged((before) => ({ ...before, [field]: true }))
      take(pasteInto(entry, field, text), 'pasted', field)
    },
    leave(field: CredentialField) {
      if (entry.fields[field] !== '') setJudged((before) => ({ ...before, [field]: true }))
    },
    changeTab: (tab: Tab) => take(switchTab(entry, tab), 'typed'),
    chooseSite: (id: string) => take(typeInto(entry, 'siteId', id), 'pasted'),
    askAgain: () => checker.askNow(null),
    saveUnchecked: () => void save(true),
    /** Never refused: what is missing is shown, what can be asked is asked, what is ready is stored. */
    connect() {
      if (isSaving) return
      setSubmitted(true)
      if (isReady) return void save(false)
      const first = firstToFill(entry, made)
      if (first !== null) return focusOn(first)
      wants.current = true
      if (state.phase !== 'asking') checker.askNow(made.values)
    },
  }
}

/** Ids that are no secrets are there already when credentials are replaced. */
function startOf(connection: Connection | null): Entry {
  if (!connection) return startEntry('api_key')
  const { siteId, appId, instanceId, accountId, method } = connection
  return method === 'app'
    ? startEntry('app', { appId: appId ?? '', instanceId: instanceId ?? '' })
    : startEntry('api_key', { siteId, accountId: accountId ?? '' })
}

/** Where the text of a field stands after the tab changed under it. */
function homeOf(next: Entry, before: Entry, from: CredentialField): string {
  const fields = fieldsOf[next.tab]
  const moved = fields.find((name) => next.fields[name] !== before.fields[name])
  return `credential-${fields.includes(from) ? from : (moved ?? fields[0])}`
}

/** The first field that keeps the credentials from being sent. */
function firstToFill(entry: Entry, made: ConnectForm['made']): string | null {
  if (made.sendable) return null
  const fields = fieldsOf[entry.tab]
  const isWrong = (name: CredentialField) =>
    made.missing.includes(name) || made.problems.some((one) => one.field === name)
  return `credential-${fields.find(isWrong) ?? fields[0]}`
}

/** The fields an answer is about. */
export function blamedFields(failure: CheckFailure | null, tab: Tab): CredentialField[] {
  const isApp = tab === 'app'
  switch (failure?.code) {
    case 'WIX-CRED':
      return isApp ? ['appId', 'appSecret'] : ['apiKey']
    case 'WIX-SITE':
      return isApp ? ['instanceId'] : ['siteId']
    case 'WIX-KEY-OR-SITE':
      return isApp ? ['appId', 'appSecret', 'instanceId'] : ['apiKey', 'siteId']
    default:
      return []
  }
}

function firstBlamed(failure: CheckFailure | null, { tab }: Entry): string {
  const [first] = blamedFields(failure, tab)
  return first ? `credential-${first}` : 'connect-problem'
}
