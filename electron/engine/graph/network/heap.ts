/** A heap of nodes by distance, in typed arrays: the nearest comes out first, of equal ones the lowest number. */
export interface DistanceHeap {
  /** Puts a node, or brings one that lies in it nearer. */
  put(node: number, distance: number): void
  /** The nearest; -1 when nothing is left. */
  take(): number
  clear(): void
}

/** Room for nodes from 0 to `nodes`. */
export function distanceHeap(nodes: number): DistanceHeap {
  const heap = new Int32Array(nodes)
  const placeOf = new Int32Array(nodes).fill(-1)
  const distance = new Float64Array(nodes)
  let size = 0
  const before = (one: number, other: number): boolean => {
    const [near, far] = [distance[one] as number, distance[other] as number]
    return near < far || (near === far && one < other)
  }
  const set = (place: number, node: number): void => {
    heap[place] = node
    placeOf[node] = place
  }
  const rise = (node: number, from: number): void => {
    let place = from
    while (place > 0) {
      const above = (place - 1) >> 1
      const other = heap[above] as number
      if (!before(node, other)) break
      set(place, other)
      place = above
    }
    set(place, node)
  }
  const sink = (node: number): void => {
    let place = 0
    for (;;) {
      let child = 2 * place + 1
      if (child >= size) break
      if (child + 1 < size && before(heap[child + 1] as number, heap[child] as number)) child++
      const other = heap[child] as number
      if (!before(other, node)) break
      set(place, other)
      place = child
    }
    set(place, node)
  }
  return {
    put(node, far) {
      distance[node] = far
      rise(node, (placeOf[node] as number) === -1 ? size++ : (placeOf[node] as number))
    },
    take() {
      if (size === 0) return -1
      const nearest = heap[0] as number
      placeOf[nearest] = -1
      size--
      if (size > 0) sink(heap[size] as number)
      return nearest
    },
    clear() {
      for (let place = 0; place < size; place++) placeOf[heap[place] as number] = -1
      size = 0
    },
  }
}
