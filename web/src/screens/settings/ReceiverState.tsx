import type { ReactNode } from 'react'
import type { Webhook } from '../../../../src/api/webhook.ts'
import { Status } from '../../ui/Status.tsx'

/** Of a webhook, and of mail. */
export function ReceiverState({ state }: Pick<Webhook, 'state'>) {
  return states[state]
}

const states: Record<Webhook['state'], ReactNode> = {
  on: (
    <Status tone="good" sign="check">
      On
    </Status>
  ),
  off: (
    <Status tone="quiet" sign="pause">
      Off
    </Status>
  ),
  failing: (
    <Status tone="bad" sign="cross">
      Failing
    </Status>
  ),
}
