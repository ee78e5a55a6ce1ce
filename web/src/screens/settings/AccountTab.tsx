import { PasswordForm } from './PasswordForm.tsx'
import { EmailForm, NameForm } from './ProfileForms.tsx'
import { Section } from './Section.tsx'
import { Sessions } from './Sessions.tsx'

export function AccountTab() {
  return (
    <>
      <Section title="Profile" text="Your name stands beside what you do: in runs, plans and the audit log.">
        <NameForm />
      </Section>
      <Section title="E-mail address" text="What you sign in with. Nothing is sent to it.">
        <EmailForm />
      </Section>
      <Section title="Password" text="Changing it signs out every other browser.">
        <PasswordForm />
      </Section>
      <Section
        title="Signed-in browsers"
        text="Sign out any you do not recognise, then change your password."
      >
        <Sessions />
      </Section>
    </>
  )
}
