import { MantineProvider } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { type ReactNode, useState } from 'react'
import { expect, it } from 'vitest'
import '../test/render-app.tsx'
import { Modal } from './Modal.tsx'
import { MoreMenu } from './MoreMenu.tsx'

const show = (screenful: ReactNode) => render(<MantineProvider env="test">{screenful}</MantineProvider>)

async function expectFocusBackOn(opener: string) {
  await screen.findByRole('dialog')
  await waitFor(() => expect(screen.getByRole('dialog').contains(document.activeElement)).toBe(true))
  await userEvent.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: opener })))
}

function DrawnWhileOpen() {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        Ask
      </button>
      {isOpen && (
        <Modal opened onClose={() => setOpen(false)} title="Question">
          <input aria-label="Answer" data-autofocus />
        </Modal>
      )}
    </>
  )
}

function FromAMenu() {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <MoreMenu label="More" entries={[{ label: 'Ask', icon: IconDots, onPick: () => setOpen(true) }]} />
      <Modal opened={isOpen} onClose={() => setOpen(false)} title="Question">
        <input aria-label="Answer" data-autofocus />
      </Modal>
    </>
  )
}

it('gives the focus back where it is drawn only while it is open', async () => {
  show(<DrawnWhileOpen />)
  await userEvent.click(screen.getByRole('button', { name: 'Ask' }))
  await expectFocusBackOn('Ask')
})

it('gives the focus back to the button of the menu whose entry opened it', async () => {
  show(<FromAMenu />)
  await userEvent.click(screen.getByRole('button', { name: 'More' }))
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Ask' }))
  await expectFocusBackOn('More')
})
