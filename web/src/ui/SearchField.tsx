import { CloseButton, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useCommands } from './commands.ts'

interface Props {
  label: string
  value: string
  onChange: (value: string) => void
  /** Where it stands among others, which give it its width. */
  className?: string | undefined
}

/** A search whose value lives in the address: told 250 ms after the last key. `/` focuses it. */
export function SearchField({ label, value, onChange, className }: Props) {
  const [text, setText] = useState(value)
  const told = useRef(value)
  const input = useRef<HTMLInputElement>(null)

  useEffect(() => {
    if (value === told.current) return
    told.current = value
    setText(value)
  }, [value])

  useEffect(() => {
    if (text === told.current) return
    const timer = setTimeout(() => {
      told.current = text
      onChange(text)
    }, 250)
    return () => clearTimeout(timer)
  }, [text, onChange])

  useCommands('Lists', [
    {
      words: label,
      keys: ['/'],
      run: () => input.current?.focus(),
    },
  ])

  return (
    <TextInput
      ref={input}
      type="search"
      aria-label={label}
      placeholder={label}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      leftSection={<IconSearch size={15} aria-hidden />}
      rightSection={
        text === '' ? null : <CloseButton size={24} aria-label="Clear search" onClick={() => setText('')} />
      }
      {...(className === undefined ? { w: { base: '100%', xs: 260 } } : { className })}
    />
  )
}
