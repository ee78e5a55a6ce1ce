import { openedLater } from './openedLater.tsx'

/** Asks before something that cannot be undone. */
export const Confirm = openedLater(async () => (await import('./ConfirmDialog.tsx')).ConfirmDialog)
