import { useBlocker } from '@tanstack/react-router'
import { notify } from '../../ui/Notices.tsx'
import type { TemplateDraft } from './useTemplateDraft.ts'

/** A draft that is kept can be left without a word; what could not be kept is asked about, by a link or a closed tab. */
export function useLeaveGuard({ isDirty, base, keeper }: TemplateDraft) {
  const blocker = useBlocker({
    async shouldBlockFn({ current, next }) {
      if (!isDirty || current.pathname === next.pathname) return false
      if (!(await keeper.flush())) return true
      notify(`Your draft of ${base.name} is kept.`)
      return false
    },
    enableBeforeUnload() {
      if (!isDirty || keeper.status === 'kept') return false
      // While the browser asks, there is time enough.
      void keeper.flush()
      return true
    },
    withResolver: true,
  })
  return {
    isAsking: blocker.status === 'blocked',
    stay: () => blocker.reset?.(),
    leave: () => blocker.proceed?.(),
  }
}
