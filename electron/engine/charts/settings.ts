import * as v from 'valibot'
import type { ChartSettings } from '../../../shared/contract/charts.ts'
import { chartContract } from '../../../shared/contract/charts.ts'
import { defaultSettings, formerLayouts } from '../../../shared/model/chart/settings.ts'

type Given = { readonly [K in keyof ChartSettings]?: ChartSettings[K] | undefined }

/** The settings after a change; what the change does not name stays. */
export function mergeSettings(before: ChartSettings, change: Given): ChartSettings {
  const merged: Record<string, unknown> = { ...before }
  for (const [key, value] of Object.entries(change)) if (value !== undefined) merged[key] = value
  // Keys come from ChartSettings on both sides; spreading loses only that knowledge.
  return merged as unknown as ChartSettings
}

/** Settings as kept in the case; anything a later version wrote or that does not parse falls back to the default. */
export function readSettings(stored: string): ChartSettings {
  const schema = chartContract['chart.settings'].args.entries.settings
  let given: unknown
  try {
    given = JSON.parse(stored)
  } catch {
    return defaultSettings
  }
  const parsed = v.safeParse(schema, named(given))
  return parsed.success ? mergeSettings(defaultSettings, parsed.output) : defaultSettings
}

/** The same with the layout's name of today where an earlier version wrote its own. */
function named(given: unknown): unknown {
  if (typeof given !== 'object' || given === null || !('layout' in given)) return given
  const { layout } = given
  return typeof layout === 'string' && Object.hasOwn(formerLayouts, layout)
    ? { ...given, layout: formerLayouts[layout] }
    : given
}
