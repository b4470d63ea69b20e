/** Numbers for entity ids, given in the order they come; a million ids are looked up in a table of their own several times as fast as in a Map. */
export class IdNumbers {
  size = 0
  private ids = new Float64Array(1 << 10)
  /** Number + 1; 0 for a free place. */
  private slots = new Int32Array(1 << 11)

  /** The number of an id, a new one for one that is new. */
  of(id: number): number {
    const mask = this.slots.length - 1
    let slot = place(id) & mask
    for (;;) {
      const number = (this.slots[slot] as number) - 1
      if (number < 0) break
      if (this.ids[number] === id) return number
      slot = (slot + 1) & mask
    }
    if (this.size === this.ids.length) {
      this.grow()
      return this.of(id)
    }
    this.ids[this.size] = id
    this.slots[slot] = this.size + 1
    return this.size++
  }
  private grow(): void {
    const ids = new Float64Array(this.ids.length * 2)
    ids.set(this.ids)
    this.ids = ids
    this.slots = new Int32Array(ids.length * 2)
    const mask = this.slots.length - 1
    for (let number = 0; number < this.size; number++) {
      let slot = place(ids[number] as number) & mask
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask
      this.slots[slot] = number + 1
    }
  }
  /** The ids ascending, the place of each in that order by its number, and the places by id. */
  ascending(): { readonly ids: Float64Array; readonly placeOf: Int32Array; readonly numberOf: NumberOf } {
    const ids = this.ids.slice(0, this.size).sort()
    const placeOf = new Int32Array(this.size)
    for (let at = 0; at < ids.length; at++) placeOf[this.of(ids[at] as number)] = at
    return { ids, placeOf, numberOf: numbersIn(ids) }
  }
}
/** The number of an id; undefined for one that is not among them. */
export interface NumberOf {
  get(id: number): number | undefined
}
/** The places of ids in a list that is ascending, found in it: a table of a million ids would fill fifty megabytes and take longer to make than it is asked. */
export function numbersIn(ascending: Float64Array): NumberOf {
  return {
    get(id) {
      let [low, high] = [0, ascending.length]
      while (low < high) {
        const middle = (low + high) >> 1
        if ((ascending[middle] as number) < id) low = middle + 1
        else high = middle
      }
      return ascending[low] === id ? low : undefined
    },
  }
}
function place(id: number): number {
  const mixed = Math.imul((id | 0) ^ Math.floor(id / 4_294_967_296), 0x9e37_79b1)
  return mixed ^ (mixed >>> 15)
}
