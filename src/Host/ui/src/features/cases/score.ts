import type { Level, Template, Totals } from '@/lib/api/types'

export type Answers = Record<string, Level | null | undefined>

const count = (levels: Level[]) => ({
  high: levels.filter((level) => level === 'High').length,
  medium: levels.filter((level) => level === 'Medium').length,
  low: levels.filter((level) => level === 'Low').length,
})

/**
 * A preview of what the server will compute. In table A High is bad, in B High is good; a row without an answer
 * counts as the worse of the two.
 */
export const score = ({ rows, decisive }: Pick<Template, 'rows' | 'decisive'>, answers: Answers): { totals: Totals; level: Level; rule: 1 | 2 | 3 | 4 } => {
  const a = rows.filter((row) => row.table === 'A').map((row) => answers[row.code] ?? 'High')
  const b = rows.filter((row) => row.table === 'B').map((row) => answers[row.code] ?? 'Low')
  const totals = { a: count(a), b: count(b) }
  const severe = decisive.some((code) => (answers[code] ?? 'High') === 'High')
  if (severe) return { totals, level: 'High', rule: 1 }
  if (totals.a.high >= 1 && totals.a.high >= totals.b.high) return { totals, level: 'High', rule: 2 }
  if (a.every((level) => level === 'Low') && !b.every((level) => level === 'Low')) return { totals, level: 'Low', rule: 3 }
  return { totals, level: 'Medium', rule: 4 }
}
