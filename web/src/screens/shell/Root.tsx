import { Outlet } from '@tanstack/react-router'
import { useEffect } from 'react'
import { keepFocus } from './keep-focus.ts'

/** What is around every screen, signed in or not. */
export function Root() {
  useEffect(keepFocus, [])
  return <Outlet />
}
