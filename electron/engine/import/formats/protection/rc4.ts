/** The stream cipher of old workbooks and documents; Node's own has it no more. */
export class Rc4 {
  private readonly state = Uint8Array.from({ length: 256 }, (_, index) => index)
  private first = 0
  private second = 0
  constructor(key: Buffer) {
    for (let index = 0, other = 0; index < 256; index += 1) {
      other = (other + (this.state[index] ?? 0) + (key[index % key.length] ?? 0)) & 0xff
      this.swap(index, other)
    }
  }

  private swap(one: number, other: number): void {
    const held = this.state[one] ?? 0
    this.state[one] = this.state[other] ?? 0
    this.state[other] = held
  }

  next(): number {
    this.first = (this.first + 1) & 0xff
    this.second = (this.second + (this.state[this.first] ?? 0)) & 0xff
    this.swap(this.first, this.second)
    return this.state[((this.state[this.first] ?? 0) + (this.state[this.second] ?? 0)) & 0xff] ?? 0
  }

  apply(bytes: Buffer): Buffer {
    return Buffer.from(bytes.map((byte) => byte ^ this.next()))
  }
}
