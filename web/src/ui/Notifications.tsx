// The part of Notices.tsx that is loaded when there is something to say.
import '@mantine/core/styles/Notification.layer.css'
import '@mantine/notifications/styles.layer.css'
import { Notifications as MantineNotifications, notifications } from '@mantine/notifications'
import { ErrorNote } from './ErrorState.tsx'

export function Notifications() {
  return <MantineNotifications position="bottom-right" limit={3} autoClose={5000} />
}

export function show(message: string, tone: 'good' | 'bad'): void {
  notifications.show({ message, ...(tone === 'bad' && { color: 'red.8' }) })
}

export function showFailure(title: string, error: unknown): void {
  notifications.show({
    message: <ErrorNote title={title} error={error} />,
    withBorder: true,
    autoClose: false,
    color: 'red.8',
  })
}
