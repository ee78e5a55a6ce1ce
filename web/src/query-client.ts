import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiError } from './api.ts'

/** Answers are shown from memory and refreshed behind; a lost login leads to the login screen and back. */
export function createQueryClient(onSignedOut: (path: string) => void): QueryClient {
  const watch = (error: unknown) => {
    const path = location.pathname + location.search
    if (error instanceof ApiError && error.status === 401 && !/^\/(login|setup)/.test(path)) onSignedOut(path)
  }
  return new QueryClient({
    queryCache: new QueryCache({ onError: watch }),
    mutationCache: new MutationCache({ onError: watch }),
    defaultOptions: {
      queries: {
        staleTime: 5000,
        retry: (failures, error) =>
          failures < 2 && error instanceof ApiError && (error.status === 0 || error.status >= 502),
      },
      mutations: { retry: false },
    },
  })
}
