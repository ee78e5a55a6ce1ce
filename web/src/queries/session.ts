import { queryOptions, useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { call, routes } from '../api.ts'

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => call(routes.session.get, { signal }),
  staleTime: 20_000,
})

export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: ({ signal }) => call(routes.setup.state, { signal }),
})

/** The signed-in session. The shell's route has loaded it before any screen is drawn. */
export function useSession() {
  return useSuspenseQuery({ ...sessionQuery, refetchInterval: 60_000 }).data
}

export function useConfirmPassword() {
  return useMutation({
    mutationFn: (password: string) => call(routes.session.confirm, { body: { password } }),
  })
}

export function useLogout() {
  const client = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: () => call(routes.session.remove),
    onSuccess: async () => {
      await navigate({ to: '/login' })
      client.clear()
    },
  })
}
