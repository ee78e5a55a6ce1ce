// Whether rich text is shown as readers see it or as the source of that: one choice for all of it, kept in the browser.
import { useLocalStorage } from '@mantine/hooks'

export function useShownAs() {
  const [shown, setShown] = useLocalStorage<'rendered' | 'source'>({
    key: 'seomatic.differences',
    defaultValue: 'rendered',
    getInitialValueInEffect: false,
  })
  const isSource = shown === 'source'
  return { isSource, toggle: () => setShown(isSource ? 'rendered' : 'source') }
}
