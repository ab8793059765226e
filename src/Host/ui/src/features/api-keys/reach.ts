interface Place {
  id: string
  parentId: string | null
}

/** These organisations and all that stand beneath them, in the order of the list. */
export const withAllBeneath = <P extends Place>(own: string[], all: P[]): P[] => {
  const reached = new Set(own)
  for (let before = -1; before !== reached.size; ) {
    before = reached.size
    for (const { id, parentId } of all) if (parentId && reached.has(parentId)) reached.add(id)
  }
  return all.filter((one) => reached.has(one.id))
}
