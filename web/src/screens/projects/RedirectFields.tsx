import { Checkbox } from '@mantine/core'
import type { RedirectRule } from '../../../../src/api/redirect.ts'
import { AddressesLead } from '../pages/AddressesLead.tsx'

interface Props {
  value: RedirectRule
  /** The form was sent already. */
  judged?: boolean
  onChange(value: RedirectRule): void
}

/** What becomes of addresses that pages leave. */
export function RedirectFields({ value, judged = false, onChange }: Props) {
  return (
    <>
      <Checkbox
        label="Pages that move leave a redirect"
        description="Visitors of the old address are led to the new one. Needs the permission Manage SEO Settings."
        checked={value.moves}
        onChange={(event) => onChange({ ...value, moves: event.currentTarget.checked })}
      />
      <AddressesLead
        label="The address of a page that is removed leads"
        value={value}
        asksFallback
        judged={judged}
        onChange={(lead) => onChange({ ...value, ...lead })}
      />
    </>
  )
}
