import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call, routes } from '../api.ts'
import { sessionQuery, setupQuery } from './session.ts'

export function useSetup() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (input: { token: string; name: string; email: string; password: string }) =>
      call(routes.setup.create, { body: input }),
    onSuccess: (session) => {
      client.setQueryData(sessionQuery.queryKey, session)
      client.setQueryData(setupQuery.queryKey, { open: false })
    },
    // Somebody else may have been first: then there is nothing left to try again, and the way is to log in.
    onError: () => client.invalidateQueries({ queryKey: setupQuery.queryKey }),
  })
}

export function useLogin() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (input: { email: string; password: string }) => call(routes.session.create, { body: input }),
    onSuccess: (session) => client.setQueryData(sessionQuery.queryKey, session),
  })
}
