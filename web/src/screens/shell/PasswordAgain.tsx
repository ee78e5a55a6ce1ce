// Asks for the password again when the server wants a recent sign-in, and lets the refused call go on.
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react'
import { onPasswordNeeded } from '../../api.ts'

const PasswordDialog = lazy(async () => ({ default: (await import('./PasswordDialog.tsx')).PasswordDialog }))

export function PasswordAgain() {
  const [isAsking, setIsAsking] = useState(false)
  // Calls that are refused while the dialog is open wait for the same answer.
  const asked = useRef<PromiseWithResolvers<boolean> | null>(null)
  const answer = useCallback((isConfirmed: boolean) => {
    asked.current?.resolve(isConfirmed)
    asked.current = null
    setIsAsking(false)
  }, [])
  useEffect(() => {
    const stop = onPasswordNeeded(() => {
      asked.current ??= Promise.withResolvers<boolean>()
      setIsAsking(true)
      return asked.current.promise
    })
    return () => {
      stop()
      answer(false)
    }
  }, [answer])
  if (!isAsking) return null
  return (
    <Suspense fallback={null}>
      <PasswordDialog onConfirmed={() => answer(true)} onClose={() => answer(false)} />
    </Suspense>
  )
}
