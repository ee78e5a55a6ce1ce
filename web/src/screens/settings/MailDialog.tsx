import '../../ui/schemas.ts'
import { Button, Group, PasswordInput, Select, Stack, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import {
  type MailInput,
  type MailSecurity,
  type MailSettings,
  mailInputSchema,
  mailSecuritySchema,
} from '../../../../src/api/mail.ts'
import { mailSecurities } from '../../../../src/api/mail-security.ts'
import type { NoticeKind } from '../../../../src/api/notice-kind.ts'
import { useSetMail } from '../../queries/mail.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { emailProblem } from '../../ui/email-problem.ts'
import { Modal } from '../../ui/Modal.tsx'
import { useJudgedFields } from '../../ui/useJudgedFields.ts'
import { KindChoice, turned } from './KindChoice.tsx'
import classes from './Settings.module.css'

const usualPorts: Record<MailSecurity, string> = { tls: '465', starttls: '587', none: '25' }

const addressesIn = (text: string) => text.split(/[\s,;]+/).filter((part) => part !== '')

/** The mail server, its login, and who gets what. */
export function MailDialog({ settings, onClose }: { settings: MailSettings | null; onClose: () => void }) {
  const set = useSetMail()
  const [security, setSecurity] = useState<MailSecurity>(settings?.security ?? 'starttls')
  const [off, setOff] = useState<NoticeKind[]>(settings?.off ?? [])
  const form = useJudgedFields(
    {
      host: settings?.host ?? '',
      port: String(settings?.port ?? usualPorts.starttls),
      user: settings?.user ?? '',
      password: '',
      from: settings?.from ?? '',
      to: settings?.to.join(', ') ?? '',
    },
    {
      host: (value) => mailInputSchema.shape.host.safeParse(value).error?.issues[0]?.message ?? null,
      port: (value) => (/^\d{1,5}$/.test(value) && Number(value) <= 65535 ? null : 'Enter a port.'),
      user: () => null,
      password: () => null,
      from: emailProblem,
      to: (value) => mailInputSchema.shape.to.safeParse(addressesIn(value)).error?.issues[0]?.message ?? null,
    },
  )
  const chooseSecurity = (next: MailSecurity) => {
    if (form.values.port === usualPorts[security]) form.setValue('port', usualPorts[next])
    setSecurity(next)
  }
  const save = () => {
    const { host, port, user, password, from, to } = form.values
    const input: MailInput = {
      host: host.trim(),
      port: Number(port),
      security,
      user: user.trim() === '' ? null : user.trim(),
      ...(password !== '' && { password }),
      from: from.trim(),
      to: addressesIn(to),
      off,
      isOn: true,
    }
    set.mutate(input, { onSuccess: onClose })
  }
  return (
    <Modal opened onClose={onClose} title={settings ? 'Edit e-mail' : 'Set up e-mail'} size={560}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (form.judgeAll() && !set.isPending) save()
        }}
      >
        <Stack gap="sm">
          <div className={classes.pair}>
            <TextInput
              label="Server"
              placeholder="smtp.example.com"
              data-autofocus
              autoComplete="off"
              {...form.field('host')}
            />
            <TextInput label="Port" inputMode="numeric" {...form.field('port')} />
          </div>
          <Select
            label="Security"
            allowDeselect={false}
            value={security}
            onChange={(value) => chooseSecurity(value as MailSecurity)}
            data={mailSecuritySchema.options.map((value) => ({ value, label: mailSecurities[value] }))}
          />
          <TextInput
            label="User"
            description="Leave it empty if the server asks for no login."
            autoComplete="off"
            {...form.field('user')}
          />
          <PasswordInput
            label="Password"
            description={
              settings?.hasPassword
                ? 'Leave it empty to keep the stored one.'
                : 'Many providers want an app password here. It is stored sealed.'
            }
            autoComplete="new-password"
            {...form.field('password')}
          />
          <TextInput label="From" placeholder="seo@example.com" inputMode="email" {...form.field('from')} />
          <Textarea
            label="To"
            description="One address or several, separated by commas."
            autosize
            {...form.field('to')}
          />
          <KindChoice
            label="What is sent"
            off={off}
            onTurn={(kind, isOn) => setOff(turned(off, kind, isOn))}
          />
          {set.error && <ErrorNote title="The settings were not saved" error={set.error} />}
          <Group justify="flex-end" gap="xs" mt="sm">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={set.isPending}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
