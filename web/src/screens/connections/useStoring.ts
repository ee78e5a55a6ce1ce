// Stores what the dialog holds, once at a time.
import '../../ui/schemas.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import {
  type Connection,
  type ConnectionCheck,
  type CredentialsInput,
  connectionCheckSchema,
} from '../../../../src/api/connection.ts'
import { ApiError, call, routes } from '../../api.ts'
import { connectionsQuery } from '../../queries/connections.ts'
import { focusOn } from './blamed-fields.ts'

/** `isNew`: false when the same credentials were stored before, or those of a connection were replaced. */
export type Stored = Connection & { isNew: boolean }

export interface Target {
  /** Null for a new connection; else the one whose credentials are replaced. */
  connection: Connection | null
  onDone: (stored: Stored) => void
}

interface Told {
  /** The answer that came with a refusal to store. */
  onRefusal: (check: ConnectionCheck) => void
  onError: (error: unknown) => void
}

export function useStoring({ connection, onDone }: Target, { onRefusal, onError }: Told) {
  const client = useQueryClient()
  const isStoring = useRef(false)
  const [isSaving, setSaving] = useState(false)
  const [error, setError] = useState<unknown>(null)

  async function save(values: CredentialsInput, saveUnverified: boolean): Promise<void> {
    if (isStoring.current) return
    isStoring.current = true
    setSaving(true)
    setError(null)
    try {
      const stored = await store(connection, { ...values, saveUnverified })
      client.setQueryData(connectionsQuery.queryKey, (before) => [
        ...(before ?? []).filter(({ id }) => id !== stored.id),
        stored,
      ])
      for (const key of ['session', 'projects', 'connections'])
        void client.invalidateQueries({ queryKey: [key] })
      onDone(stored)
    } catch (thrown) {
      onError(thrown)
      const check =
        thrown instanceof ApiError ? connectionCheckSchema.safeParse(thrown.details['check']) : null
      if (check?.success) onRefusal(check.data)
      else setError(thrown)
      focusOn('connect-problem')
    } finally {
      isStoring.current = false
      setSaving(false)
    }
  }

  return { isSaving, error, save, forget: () => setError(null) }
}

async function store(
  connection: Connection | null,
  body: CredentialsInput & { saveUnverified: boolean },
): Promise<Stored> {
  if (!connection) return call(routes.connections.create, { body })
  const params = { id: connection.id }
  return { ...(await call(routes.connections.replaceCredentials, { params, body })), isNew: false }
}
