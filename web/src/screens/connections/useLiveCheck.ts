// The check that follows what is typed. A lost login shows up where the session is read, and leads to the login.
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { CheckFailure } from '../../../../src/api/connection.ts'
import { ApiError, call, routes } from '../../api.ts'
import { type Checker, type CheckerState, createChecker, idle } from './checker.ts'

export interface LiveCheck {
  checker: Checker
  state: CheckerState
  /** What the newest answer refuses or warns of. */
  failure: CheckFailure | null
  /** Wix accepts them. */
  isReady: boolean
  noticeSignOut: (error: unknown) => void
}

export function useLiveCheck(): LiveCheck {
  const client = useQueryClient()
  const [state, setState] = useState<CheckerState>(idle)
  const noticeSignOut = (error: unknown) => {
    if (error instanceof ApiError && error.status === 401)
      void client.invalidateQueries({ queryKey: ['session'] })
  }
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

  const failure = state.phase === 'answered' ? (state.check?.failure ?? null) : null
  useAskOnReturn(checker, failure)
  const isReady = state.phase === 'answered' && state.check?.ok === true
  return { checker, state, failure, isReady, noticeSignOut }
}

/** Someone comes back from Wix, where a permission or an app was to be added. */
function useAskOnReturn(checker: Checker, failure: CheckFailure | null): void {
  useEffect(() => {
    if (failure?.code !== 'WIX-PERM' && failure?.code !== 'WIX-APP') return
    const since = Date.now()
    const onReturn = () => {
      if (document.visibilityState === 'visible' && Date.now() - since > 3000) checker.askNow(null)
    }
    document.addEventListener('visibilitychange', onReturn)
    return () => document.removeEventListener('visibilitychange', onReturn)
  }, [failure, checker])
}
