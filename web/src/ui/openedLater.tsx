import { type ComponentType, type LazyExoticComponent, lazy, Suspense, useEffect, useState } from 'react'

interface Opened {
  opened: boolean
}
type Dialog<P> = LazyExoticComponent<ComponentType<P>>

/** A dialog that is loaded when it first opens; from then on it is there, to close and open as others do. */
export function openedLater<P extends Opened>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  const dialog = lazy(async () => ({ default: await load() }))
  return (props) => <OpenedLater<P> dialog={dialog} props={props} />
}

function OpenedLater<P extends Opened>({ dialog, props }: { dialog: Dialog<P>; props: P }) {
  const [wasOpened, setWasOpened] = useState(props.opened)
  if (props.opened && !wasOpened) setWasOpened(true)
  return wasOpened ? (
    <Suspense fallback={null}>
      <Present<P> dialog={dialog} props={props} />
    </Suspense>
  ) : null
}

/** Opens a moment after it is there: a dialog remembers at its opening where the focus goes back to. */
function Present<P extends Opened>({ dialog: Loaded, props }: { dialog: Dialog<P>; props: P }) {
  const [isOpen, setOpen] = useState(false)
  useEffect(() => setOpen(props.opened), [props.opened])
  return <Loaded {...props} opened={isOpen} />
}
