import { useQuery } from '@tanstack/react-query'
import { switchableKinds } from '../../../../src/api/notice-kinds.ts'
import { noticeSettingsQuery, useSaveNoticeSettings } from '../../queries/notices.ts'
import { ErrorNote, ErrorState } from '../../ui/ErrorState.tsx'
import { RowsSkeleton } from '../../ui/Skeletons.tsx'
import { KindChoice, turned } from './KindChoice.tsx'
import { Mail } from './Mail.tsx'
import { Section } from './Section.tsx'
import { Webhooks } from './Webhooks.tsx'

export function NoticesTab() {
  return (
    <>
      <Section title="Inbox" text="Which notices come into the inbox behind the bell.">
        <InboxKinds />
      </Section>
      <Section
        title="E-mail"
        text="Notices through a mail server of yours. What it does not take is tried again for a day."
      >
        <Mail />
      </Section>
      <Section
        title="Webhooks"
        text="Notices as signed requests to a program of yours, or as messages in Slack. What is not taken is tried again for a day."
      >
        <Webhooks />
      </Section>
    </>
  )
}

function InboxKinds() {
  const settings = useQuery(noticeSettingsQuery)
  const save = useSaveNoticeSettings()
  if (settings.isPending) return <RowsSkeleton rows={switchableKinds.length} />
  if (settings.error) {
    return (
      <ErrorState
        title="The settings could not be loaded"
        error={settings.error}
        onRetry={() => void settings.refetch()}
      />
    )
  }
  const off = save.isPending ? save.variables : settings.data.off
  return (
    <>
      {save.error && <ErrorNote title="The change was not saved" error={save.error} />}
      <KindChoice
        label="Notices that come into the inbox"
        isLabelHidden
        off={off}
        onTurn={(kind, isOn) => save.mutate(turned(off, kind, isOn))}
      />
    </>
  )
}
