import { openedLater } from '../../ui/openedLater.tsx'

/** The dialog with its guide and its check is a third of the room, and most visits do without it. */
export const ConnectDialog = openedLater(async () => (await import('./ConnectDialog.tsx')).ConnectDialog)
