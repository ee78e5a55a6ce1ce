// Inside of the dialog: the form and what the check found on the left, the guide on the right, the actions below.
import '@mantine/core/styles/Tabs.layer.css'
import { Tabs } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { Connection } from '../../../../src/api/connection.ts'
import type { CredentialField as Name } from '../../../../src/api/credentials.ts'
import { messageOf } from '../../ui/ErrorState.tsx'
import { LiveRegion } from '../../ui/LiveRegion.tsx'
import { AnnounceContext } from './announce.ts'
import { CheckErrorView } from './CheckFailureView.tsx'
import { CheckView } from './CheckView.tsx'
import { ConnectActions } from './ConnectActions.tsx'
import { ConnectGuide } from './ConnectGuide.tsx'
import { CredentialFields } from './CredentialFields.tsx'
import classes from './Dialog.module.css'
import type { Tab } from './entry.ts'
import { checkAnnouncement } from './say.ts'
import { useConnectForm } from './useConnectForm.ts'
import type { Stored } from './useStoring.ts'

interface Props {
  connection: Connection | null
  /** Closing was asked for although something was typed. */
  asks: boolean
  onKeep: () => void
  onCancel: () => void
  onDiscard: () => void
  onTyped: (isTyped: boolean) => void
  onDone: (stored: Stored) => void
}

export function ConnectPanel({ connection, onTyped, onDone, ...closing }: Props) {
  const form = useConnectForm({ connection, onDone })
  const [focused, setFocused] = useState<Name | null>(null)
  const [announced, announce] = useState('')
  const { entry, made, state } = form

  useEffect(() => onTyped(form.isTyped), [form.isTyped, onTyped])

  /** A key was pasted among the fields of an app: what it still needs is its site. */
  const isStrayKey = entry.tab === 'app' && made.kind === 'api_key' && !made.complete
  const said = form.saveError ? messageOf(form.saveError) : checkAnnouncement(state, form.isSaving)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was copied is old news once the check moves on
  useEffect(() => announce(''), [said])

  return (
    <AnnounceContext value={announce}>
      <form
        className={classes.panel}
        noValidate
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault()
          form.connect()
        }}
      >
        <div className={classes.columns}>
          <div className={classes.left}>
            <Tabs
              value={entry.tab}
              onChange={(tab) => form.changeTab(tab === 'app' ? 'app' : 'api_key')}
              classNames={{ list: classes.tabs, tab: classes.tab }}
              variant="none"
            >
              <Tabs.List grow aria-label="Kind of credentials">
                <Tabs.Tab value="api_key">API key</Tabs.Tab>
                <Tabs.Tab value="app">Wix app</Tabs.Tab>
              </Tabs.List>
              <span id="connect-fields" hidden>
                Fields
              </span>
              {(['api_key', 'app'] satisfies Tab[]).map((tab) => (
                <Tabs.Panel key={tab} value={tab} aria-labelledby="connect-fields">
                  <CredentialFields form={form} tab={tab} onFocus={setFocused} />
                </Tabs.Panel>
              ))}
            </Tabs>
            {isStrayKey && (
              <p className={classes.otherKind}>
                This is an API key, not part of a Wix app. Paste the Site ID too, into any of these fields, or{' '}
                <button type="button" className={classes.link} onClick={() => form.changeTab('api_key')}>
                  continue with the API key
                </button>
                .
              </p>
            )}
            <CheckView form={form} isReplacing={connection !== null} />
            {form.saveError ? (
              <CheckErrorView
                title={connection ? 'The credentials were not replaced' : 'The site was not connected'}
                error={form.saveError}
              />
            ) : null}
          </div>
          <ConnectGuide
            tab={isStrayKey ? 'api_key' : entry.tab}
            field={isStrayKey ? 'siteId' : focused}
            isListed={state.phase === 'answered' && (state.check?.permissions.length ?? 0) > 0}
          />
        </div>
        <ConnectActions form={form} isReplacing={connection !== null} {...closing} />
      </form>
      <LiveRegion message={announced || said} />
    </AnnounceContext>
  )
}
