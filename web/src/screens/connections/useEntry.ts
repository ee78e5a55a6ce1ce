// The fields of the dialog: what stands in them, which have been judged, and where the focus goes when text moves.
import { useEffect, useRef, useState } from 'react'
import type { Connection } from '../../../../src/api/connection.ts'
import type { CredentialField } from '../../../../src/api/credentials.ts'
import { homeOf } from './blamed-fields.ts'
import type { CheckerState } from './checker.ts'
import { type Entry, pasteInto, settle, startEntry, switchTab, type Tab, typeInto } from './entry.ts'

type Judged = Partial<Record<CredentialField, boolean>>

/** @param onChange what was typed or pasted, so that it can be asked about */
export function useEntry(
  connection: Connection | null,
  phase: CheckerState['phase'],
  onChange: (next: Entry, how: 'typed' | 'pasted') => void,
) {
  const [entry, setEntry] = useState<Entry>(() => startOf(connection))
  const [judged, setJudged] = useState<Judged>({})
  const focusNext = useFocusNext()

  function take(next: Entry, how: 'typed' | 'pasted', from?: CredentialField): void {
    if (from && next.tab !== entry.tab) focusNext.current = homeOf(next, entry, from)
    setEntry(next)
    onChange(next, how)
  }

  // What was typed is tidied and moved once it is asked about, never under the fingers.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the begin of a question counts
  useEffect(() => {
    if (phase !== 'asking') return
    const next = settle(entry)
    if (next === entry) return
    const active = document.activeElement?.id.replace('credential-', '') as CredentialField
    if (next.tab !== entry.tab && active in entry.fields) focusNext.current = homeOf(next, entry, active)
    setEntry(next)
  }, [phase])

  const judge = (field: CredentialField, is: boolean) => setJudged((before) => ({ ...before, [field]: is }))
  return {
    entry,
    judged,
    isTyped: Object.entries(entry.fields).some(
      ([name, text]) => text !== startOf(connection).fields[name as CredentialField],
    ),
    type(field: CredentialField, text: string, how: 'typed' | 'pasted') {
      judge(field, text !== '' && (judged[field] === true || how === 'pasted'))
      take(typeInto(entry, field, text), how)
    },
    paste(field: CredentialField, text: string) {
      judge(field, true)
      take(pasteInto(entry, field, text), 'pasted', field)
    },
    leave(field: CredentialField) {
      if (entry.fields[field] !== '') judge(field, true)
    },
    changeTab: (tab: Tab) => take(switchTab(entry, tab), 'typed'),
    chooseSite: (id: string) => take(typeInto(entry, 'siteId', id), 'pasted'),
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

/** The id of what gets the focus once it is drawn. */
function useFocusNext() {
  const focusNext = useRef<string | null>(null)
  useEffect(() => {
    const id = focusNext.current
    if (id === null) return
    focusNext.current = null
    document.getElementById(id)?.focus()
  })
  return focusNext
}
