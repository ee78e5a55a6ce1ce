// What all destinations together need of a key: each permission once, required if any of them requires it.
import { targets } from '../targets/index.ts'
import type { Permission } from '../targets/target.ts'

export function neededPermissions(): Permission[] {
  const needed = new Map<string, Permission>()
  for (const permission of targets.flatMap((target) => target.permissions)) {
    const known = needed.get(permission.name)
    needed.set(permission.name, {
      ...permission,
      required: permission.required || (known?.required ?? false),
    })
  }
  return [...needed.values()]
}
