// Tags of the engine that decide otherwise here.
import { AssignTag, CaseTag, type Context, type Emitter, evalToken, type Liquid, type Value } from 'liquidjs'
import { isComparer, isEqual, operators } from './compare.ts'

/** Compares as == does. */
class Case extends CaseTag {
  override *render(ctx: Context, emitter: Emitter): Generator<unknown, void, unknown> {
    const target: unknown = yield this.value.value(ctx, ctx.opts.lenientIf)
    let isHit = false
    for (const { values, templates } of this.branches) {
      for (const token of values) {
        const value: unknown = yield evalToken(token, ctx, ctx.opts.lenientIf)
        const equals =
          isComparer(target) || isComparer(value)
            ? operators['==']!(target, value, ctx)
            : isEqual(target, value)
        if (!(yield equals)) continue
        yield this.liquid.renderer.renderTemplates(templates, ctx, emitter)
        isHit = true
        break
      }
    }
    if (!isHit) yield this.liquid.renderer.renderTemplates(this.elseTemplates, ctx, emitter)
  }
}

/** A column that is missing is one here too: what it is assigned to would print nothing. */
class Assign extends AssignTag {
  override *render(ctx: Context): Generator<unknown, void, unknown> {
    const { key, value } = this as unknown as { key: string; value: Value }
    ctx.bottom()[key] = yield value.value(ctx, false)
  }
}

export function registerTags(engine: Liquid): void {
  engine.registerTag('case', Case)
  engine.registerTag('assign', Assign)
}
