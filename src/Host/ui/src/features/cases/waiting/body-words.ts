import type { EventType, Plan } from '@/lib/api/types'

/** Bodies name their fields as the events do that come of them, only elsewhere in the tree: one is known by the end of its path. */
export const wordsForBodies = (types: EventType[]): EventType | undefined => {
  const [first] = types
  if (!first) return undefined
  const fields = new Map<string, EventType['fields'][number]>()
  for (const field of types.flatMap((type) => type.fields)) {
    const parts = field.path.split('.')
    for (let from = 0; from < parts.length; from++) {
      const path = parts.slice(from).join('.')
      if (!fields.has(path)) fields.set(path, { ...field, path })
    }
  }
  return { ...first, fields: [...fields.values()] }
}

/** Of a plan in the file, what a person writes in its form, in the shape they send it. */
export const contentOf = (plan: Plan) => ({
  basis: plan.basis,
  problemSummary: plan.problemSummary,
  overallGoal: plan.overallGoal,
  goals: plan.goals.map(({ need, goal }) => ({ need, goal })),
  actions: plan.actions.map(({ description, measureCode, owner, collaborators, cost, startOn, dueOn, expectedResult, goal, resources }) => ({
    description,
    measureCode,
    owner,
    collaborators,
    cost,
    startOn,
    dueOn,
    expectedResult,
    goal,
    resources,
  })),
  childOpinion: plan.childOpinion,
  childOpinionMissingReason: plan.childOpinionMissingReason,
  caregiverOpinion: plan.caregiverOpinion,
  caregiverAgreement: plan.caregiverAgreement,
  monitoring: plan.monitoring,
})

export interface Row {
  name: string
  mine: string | undefined
  theirs: string | undefined
}

/** Field by field, in the order of what I wrote; only what is not the same. */
export const differences = (mine: [string, string][], theirs: [string, string][]): Row[] => {
  const one = new Map(mine)
  const two = new Map(theirs)
  return [...new Set([...one.keys(), ...two.keys()])].map((name) => ({ name, mine: one.get(name), theirs: two.get(name) })).filter((row) => row.mine !== row.theirs)
}
