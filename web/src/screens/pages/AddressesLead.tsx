// Where the addresses lead of pages that are taken off the site: as a rule of a project, or of one take-down.
import { Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { isSitePath, type RedirectRule, removalRedirects } from '../../../../src/api/redirect.ts'

const words: Record<RedirectRule['removals'], string> = {
  none: 'Nowhere',
  parent: 'To the nearest page above it',
  page: 'To a page of my choice',
}

const wrongPath = 'Enter a path of the site that begins with a slash, such as /blog.'

export type Lead = Pick<RedirectRule, 'removals' | 'path'>

interface Props {
  label: string
  description?: string
  value: Lead
  /** Where there is no page above may be said as well; else it is the home page. */
  asksFallback: boolean
  /** The form was sent already, so that what is missing is said. */
  judged?: boolean
  onChange(value: Lead): void
}

export function AddressesLead({ label, description, value, asksFallback, judged, onChange }: Props) {
  const { removals, path } = value
  /** Nothing is called wrong before it was begun. */
  const [wasLeft, setLeft] = useState(false)
  const isPage = removals === 'page'
  return (
    <>
      <Select
        label={label}
        description={description}
        allowDeselect={false}
        value={removals}
        onChange={(to) => to !== null && onChange({ ...value, removals: to as Lead['removals'] })}
        data={removalRedirects.map((name) => ({ value: name, label: words[name] }))}
      />
      {(isPage || (asksFallback && removals === 'parent')) && (
        <TextInput
          label={isPage ? 'Page' : 'Where there is no page above it'}
          description="A path of the site, such as /blog."
          placeholder={isPage ? '/blog' : 'the home page'}
          value={path ?? ''}
          error={!isRight(value) && (judged || wasLeft || path !== null) ? wrongPath : null}
          onBlur={() => setLeft(true)}
          onChange={(event) => onChange({ ...value, path: event.currentTarget.value || null })}
        />
      )}
    </>
  )
}

/** As the server would say; its own schema is larger than the rest of the form. */
export function isRight({ removals, path }: Lead): boolean {
  return path === null ? removals !== 'page' : removals === 'none' || isSitePath(path.trim())
}

/** As it is sent: a path that is asked for no more is none. */
export function settled<T extends Lead>(lead: T): T {
  return lead.removals === 'none' ? { ...lead, path: null } : lead
}
