// What the check found so far, the verdict first: the site, or a failure with its way out; steps, permissions.
import type { ConnectionCheck } from '../../../../src/api/connection.ts'
import { Capabilities } from './Capabilities.tsx'
import { CheckErrorView, CheckFailureView } from './CheckFailureView.tsx'
import { CheckSteps } from './CheckSteps.tsx'
import classes from './Dialog.module.css'
import { PermissionList } from './PermissionList.tsx'
import { SitePicker } from './SitePicker.tsx'
import { namesToTick } from './say.ts'
import type { ConnectForm } from './useConnectForm.ts'

export function CheckView({ form, isReplacing }: { form: ConnectForm; isReplacing: boolean }) {
  const { state, failure, isReady, entry } = form
  const { phase, check, error, again } = state
  if (phase === 'idle') return null
  const isAnswered = phase === 'answered'
  return (
    <div className={classes.check}>
      {isAnswered && error && (
        <CheckErrorView title="The check could not run" error={error} again={again} onRetry={form.askAgain} />
      )}
      {isReady && check && <Ready check={check} isReplacing={isReplacing} />}
      {isAnswered && failure && check && (
        <CheckFailureView
          id="connect-problem"
          failure={failure}
          reason={missingLine(check)}
          isWarning={check.ok}
          again={again}
          onRetry={form.askAgain}
        />
      )}
      {isAnswered && check && !check.ok && check.sites && failure?.code === 'WIX-SITE' && (
        <SitePicker sites={check.sites} areAll={check.hasAllSites} onChoose={form.chooseSite} />
      )}
      <CheckSteps kind={entry.tab} phase={phase} check={check} failed={error !== null} />
      {isAnswered && check && check.permissions.length > 0 && (
        <PermissionList permissions={check.permissions} />
      )}
    </div>
  )
}

/** Which permissions are missing; what for stands in the list below. */
function missingLine({ failure, permissions, site }: ConnectionCheck): string | null {
  const names = namesToTick(permissions)
  if (failure?.code !== 'WIX-PERM' || names.length === 0) return null
  const count = names.length === 1 ? '1 permission is' : `${names.length} permissions are`
  return `Wix opens ${site?.name ?? 'the site'}, but ${count} missing: ${names.join(', ')}.`
}

function Ready({ check, isReplacing }: { check: ConnectionCheck; isReplacing: boolean }) {
  const { site } = check
  return (
    <section className={classes.ready} aria-label="Ready">
      <h3>{site?.name ?? `Site ${site?.id ?? ''}`}</h3>
      {site?.url && <p className={classes.readyUrl}>{site.url.replace(/^https?:\/\//, '')}</p>}
      <Capabilities apps={check.apps} />
      <p className={classes.readyNext}>
        {isReplacing
          ? 'The new credentials work. Replace to use them from now on.'
          : 'Nothing is stored yet. Connect to add this site.'}
      </p>
    </section>
  )
}
