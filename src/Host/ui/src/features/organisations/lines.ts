/** One line of the register, as the file holds it. The form for a single organisation sends its lines through the same door as a file. */
export interface Line {
  code: string
  kind: string
  name: string
  parent?: string | null | undefined
  validFrom: string
  validTo?: string | null | undefined
  successors?: string[] | undefined
  phone?: string | null | undefined
  email?: string | null | undefined
}

export const columns = ['code', 'kind', 'name', 'parent', 'valid_from', 'valid_to', 'successors', 'phone', 'email'] as const

const cell = (text: string | null | undefined) => `"${(text ?? '').replaceAll('"', '""')}"`

export const csvOf = (lines: Line[]): Blob =>
  new Blob(
    [
      [
        columns.join(','),
        ...lines.map((line) =>
          [line.code, line.kind, line.name, line.parent, line.validFrom, line.validTo, line.successors?.join('|'), line.phone, line.email].map(cell).join(','),
        ),
      ].join('\n'),
    ],
    { type: 'text/csv' },
  )

/** YYYY-MM-DD → the day before it. */
export const dayBefore = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)

interface Node {
  name: string
  parentId: string | null
}

/** Names from the highest down to the one asked for. */
export const pathOf = (id: string | null, all: Map<string, Node>): string[] => {
  const names: string[] = []
  const seen = new Set<string>()
  for (let at = id; at && !seen.has(at); at = all.get(at)?.parentId ?? null) {
    seen.add(at)
    const node = all.get(at)
    if (node) names.unshift(node.name)
  }
  return names
}
