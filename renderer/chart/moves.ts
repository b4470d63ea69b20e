/** The view on its way: at once, or gliding where the person does not ask for less movement. */
import { between, type Camera } from './camera.ts'
import type { Surface } from './surface.ts'

export interface Moves {
  jump(camera: Camera): void
  glide(camera: Camera): void
  /** Calls with a share that grows to 1. */
  play(step: (share: number) => void): Promise<void>
  stop(): void
}
/** Milliseconds a glide takes. */
const duration = 140

export function createMoves(surface: Surface): Moves {
  let frame = 0
  const calm = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches
  function run(step: (share: number) => void, done: () => void): void {
    const start = performance.now()
    const next = (): void => {
      const share = Math.min(1, (performance.now() - start) / duration)
      // Slower towards the end.
      step(1 - (1 - share) ** 2)
      if (share < 1) frame = requestAnimationFrame(next)
      else done()
    }
    frame = requestAnimationFrame(next)
  }
  function stop(): void {
    cancelAnimationFrame(frame)
  }
  return {
    jump(camera) {
      stop()
      surface.look(camera)
    },
    glide(camera) {
      stop()
      if (calm()) {
        surface.look(camera)
        return
      }
      const from = surface.camera()
      run(
        (share) => surface.look(share >= 1 ? camera : between(from, camera, share)),
        () => undefined,
      )
    },
    play(step) {
      if (calm()) {
        step(1)
        return Promise.resolve()
      }
      // By the clock, and not by frames: a page that is not in sight draws none.
      return new Promise((resolve) => {
        const last = setTimeout(() => {
          stop()
          step(1)
          resolve()
        }, duration * 2)
        run(step, () => {
          clearTimeout(last)
          resolve()
        })
      })
    },
    stop,
  }
}
