import { useState } from 'react'
import { readPasted } from '../../../../src/api/credential-text.ts'
import { credentialLabels, type CredentialField as Name } from '../../../../src/api/credentials.ts'
import { blamedFields } from './blamed-fields.ts'
import { CredentialField } from './CredentialField.tsx'
import classes from './Dialog.module.css'
import { fieldsOf, type Tab } from './entry.ts'
import type { ConnectForm } from './useConnectForm.ts'

const hints: Record<Name, string> = {
  apiKey: 'Starts with IST. Wix shows it once, when it is created.',
  siteId: 'Or paste the whole address of your site’s dashboard.',
  accountId: 'Optional. Lists the sites of the key, and tells a bad key from a wrong site.',
  appId: 'From the OAuth page of your app.',
  appSecret: 'From the same page, under the App ID.',
  instanceId: 'Identifies the installation of your app on the site.',
}
const placeholders: Partial<Record<Name, string>> = {
  apiKey: 'IST.…',
  siteId: 'manage.wix.com/dashboard/…',
  appId: '12345678-90ab-cdef-1234-567890abcdef',
  instanceId: '12345678-90ab-cdef-1234-567890abcdef',
}

interface Props {
  form: ConnectForm
  tab: Tab
  onFocus: (field: Name) => void
}

export function CredentialFields({ form, tab, onFocus }: Props) {
  const { entry, made, judged, isSubmitted, failure } = form
  const [wantsAccount, setWantsAccount] = useState(entry.fields.accountId !== '')
  const blamed = blamedFields(failure, tab)
  const shown = fieldsOf[tab].filter(
    (name) => name !== 'accountId' || wantsAccount || entry.fields.accountId !== '',
  )

  const problemOf = (name: Name): string | null => {
    const found = made.problems.find((one) => one.field === name)
    if (found && (judged[name] || isSubmitted)) return found.text
    const isMissing = isSubmitted && made.missing.includes(name) && entry.fields[name].trim() === ''
    return isMissing ? `Paste the ${credentialLabels[name]}.` : null
  }
  const notesOf = (name: Name): string[] => {
    const own = made.notes.filter((note) => note.field === name && judged[name]).map((note) => note.text)
    return [...new Set([...(entry.notes[name] ?? []), ...own])]
  }

  return (
    <div className={classes.fields}>
      {shown.map((name, index) => (
        <CredentialField
          key={name}
          name={name}
          text={entry.fields[name]}
          hint={hints[name]}
          placeholder={placeholders[name] ?? ''}
          isSecret={
            name === 'apiKey' || name === 'appSecret' || readPasted(entry.fields[name]).shape === 'key'
          }
          problem={problemOf(name)}
          notes={notesOf(name)}
          refusedBy={blamed.includes(name) ? 'connect-problem' : null}
          autoFocus={index === 0}
          onType={(text, how) => form.type(name, text, how)}
          onPaste={(text) => form.paste(name, text)}
          onFocus={() => onFocus(name)}
          onBlur={() => form.leave(name)}
        />
      ))}
      {tab === 'api_key' && !shown.includes('accountId') && (
        <button
          type="button"
          className={classes.link}
          aria-expanded={false}
          onClick={() => {
            setWantsAccount(true)
            setTimeout(() => document.getElementById('credential-accountId')?.focus(), 0)
          }}
        >
          Add the Account ID (optional)
        </button>
      )}
    </div>
  )
}
