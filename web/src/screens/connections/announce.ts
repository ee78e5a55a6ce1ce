import { createContext } from 'react'

/** Says a short message through the one live region of the dialog. */
export const AnnounceContext = createContext<(message: string) => void>(() => undefined)
