// The form of a source, from the schema of its kind alone.
import { Checkbox, NumberInput, PasswordInput, Select, Stack, Textarea, TextInput } from '@mantine/core'
import '@mantine/core/styles/NumberInput.layer.css'
import { useDisclosure } from '@mantine/hooks'
import type { SourceKind } from '../../../../src/api/source.ts'
import { Disclose } from '../../ui/Disclose.tsx'
import { CollectionPick, ConnectionPick } from './SitePick.tsx'
import { fieldsOf, partsOf, type SourceField, type SourcePart } from './source-form.ts'

interface Props {
  kind: SourceKind
  values: Readonly<Record<string, unknown>>
  secrets: Readonly<Record<string, string>>
  /** Names of the secrets that are there already. */
  stored?: readonly string[]
  onValue: (name: string, value: unknown) => void
  onSecret: (name: string, value: string) => void
}

export function SourceFields({ kind, ...given }: Props) {
  const { needed, more } = partsOf(kind, given.values)
  const isFilled = (part: SourcePart) =>
    part.is === 'field'
      ? (given.values[part.field.name] ?? part.field.usual ?? '') !== (part.field.usual ?? '')
      : given.stored?.includes(part.secret.name)
  const [isOpen, { toggle }] = useDisclosure(more.some(isFilled))
  /** What was chosen of another site is not there. */
  function onValue(name: string, value: unknown) {
    given.onValue(name, value)
    for (const one of fieldsOf(kind, given.values))
      if (one.pickOf === name && given.values[one.name]) given.onValue(one.name, undefined)
  }
  return (
    <Stack gap="md">
      <Parts parts={needed} {...given} onValue={onValue} />
      {more.length > 0 && (
        <Disclose isOpen={isOpen} onToggle={toggle}>
          Only where it asks for it: {more.map(labelOf).join(', ')}
        </Disclose>
      )}
      {isOpen && <Parts parts={more} {...given} onValue={onValue} />}
    </Stack>
  )
}

function labelOf(part: SourcePart): string {
  return (part.is === 'field' ? part.field.label : part.secret.label).toLowerCase()
}

function Parts({
  parts,
  values,
  secrets,
  stored = [],
  onValue,
  onSecret,
}: Omit<Props, 'kind'> & { parts: SourcePart[] }) {
  return parts.map((part) => {
    if (part.is === 'field') {
      const { field } = part
      return <Field key={field.name} field={field} values={values} onChange={onValue} />
    }
    const { name, label, help, isRequired } = part.secret
    return (
      <PasswordInput
        key={name}
        label={label}
        description={help || undefined}
        required={isRequired && !stored.includes(name)}
        placeholder={stored.includes(name) ? 'Stored; leave blank to keep it' : undefined}
        autoComplete="off"
        value={secrets[name] ?? ''}
        onChange={(event) => onSecret(name, event.currentTarget.value)}
      />
    )
  })
}

interface FieldProps {
  field: SourceField
  values: Readonly<Record<string, unknown>>
  onChange: (name: string, value: unknown) => void
}

function Field({ field, values, onChange }: FieldProps) {
  const { name, label, help, required } = field
  const value = values[name] ?? field.usual
  if (field.kind === 'connection')
    return <ConnectionPick label={label} value={value} onChange={(next) => onChange(name, next)} />
  if (field.kind === 'collection') {
    const site = values[field.pickOf]
    return (
      <CollectionPick label={label} site={site} value={value} onChange={(next) => onChange(name, next)} />
    )
  }
  const shared = { name, label, description: help || undefined, required }
  if (field.kind === 'boolean') {
    return (
      <Checkbox
        name={name}
        label={label}
        description={help}
        checked={value === true}
        onChange={(event) => onChange(name, event.currentTarget.checked)}
      />
    )
  }
  if (field.kind === 'choice') {
    return (
      <Select
        {...shared}
        allowDeselect={!required}
        value={typeof value === 'string' ? value : null}
        onChange={(next) => onChange(name, next ?? undefined)}
        data={field.choices.map((choice) => ({ value: choice, label: choice.replaceAll('_', ' ') }))}
      />
    )
  }
  if (field.kind === 'number') {
    return (
      <NumberInput
        {...shared}
        value={typeof value === 'number' ? value : ''}
        onChange={(next) => onChange(name, next === '' ? undefined : Number(next))}
      />
    )
  }
  const text = { ...shared, value: typeof value === 'string' ? value : '' }
  return field.kind === 'long_text' ? (
    <Textarea
      {...text}
      autosize
      minRows={4}
      onChange={(event) => onChange(name, event.currentTarget.value)}
    />
  ) : (
    <TextInput {...text} onChange={(event) => onChange(name, event.currentTarget.value)} />
  )
}
