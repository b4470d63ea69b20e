/** The policy by attack: what a hostile page part would try is tried in the real browser on the built page, served with the real header. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApp, type App } from './app.ts'

let app: App
beforeAll(async () => {
  app = await startApp()
})
afterAll(async () => {
  await app.close()
})

/** Runs an attack in the page; gives back what it reached and which directives the browser said were violated. */
async function attack(
  what:
    | 'inlineScript'
    | 'untrustedScript'
    | 'eventAttribute'
    | 'evaluate'
    | 'newFunction'
    | 'fetchOutside'
    | 'socket'
    | 'frame'
    | 'image'
    | 'foreignScript'
    | 'form'
    | 'worker'
    | 'inlineStyle'
    | 'markup'
    | 'untrustedMarkup',
): Promise<{ readonly reached: boolean; readonly violated: readonly string[] }> {
  return app.page.evaluate(async (name) => {
    const violated: string[] = []
    const listen = (event: SecurityPolicyViolationEvent): void => {
      violated.push(event.effectiveDirective)
    }
    document.addEventListener('securitypolicyviolation', listen)
    const marked: { reached?: boolean | undefined } = window as unknown as { reached?: boolean }
    marked.reached = false
    // An attacker who runs at all can make a policy of his own for trusted types; what must hold then is script-src.
    const trust = (
      window as unknown as {
        trustedTypes: {
          createPolicy(
            name: string,
            rules: object,
          ): {
            createHTML(text: string): string
            createScript(text: string): string
            createScriptURL(text: string): string
          }
        }
      }
    ).trustedTypes.createPolicy(`attack-${name}`, {
      createHTML: (text: string) => text,
      createScript: (text: string) => text,
      createScriptURL: (text: string) => text,
    })
    const add = <K extends keyof HTMLElementTagNameMap>(
      tag: K,
      set: (element: HTMLElementTagNameMap[K]) => void,
    ): void => {
      const element = document.createElement(tag)
      set(element)
      document.body.append(element)
      element.remove()
    }
    const attacks: Record<typeof name, () => unknown> = {
      inlineScript: () => {
        add('script', (script) => {
          script.text = trust.createScript('window.reached = true')
        })
      },
      untrustedScript: () => {
        add('script', (script) => {
          script.text = 'window.reached = true'
        })
      },
      eventAttribute: () => {
        add('button', (button) => {
          button.setAttribute('onclick', trust.createScript('window.reached = true'))
          button.click()
        })
      },
      evaluate: () => {
        ;(0, eval)(trust.createScript('window.reached = true'))
      },
      newFunction: () => {
        new Function(trust.createScript('window.reached = true'))()
      },
      fetchOutside: () =>
        fetch('http://1.1.1.1/').then(() => {
          marked.reached = true
        }),
      socket: () =>
        new Promise((done) => {
          const socket = new WebSocket('ws://127.0.0.1:9/')
          socket.onopen = () => {
            marked.reached = true
          }
          socket.onerror = done
        }),
      frame: () => {
        const frame = document.createElement('iframe')
        frame.src = 'http://127.0.0.1:9/'
        document.body.append(frame)
        marked.reached = false
      },
      image: () =>
        new Promise((done) => {
          add('img', (image) => {
            image.onload = () => {
              marked.reached = true
              done(null)
            }
            image.onerror = done
            image.src = 'http://127.0.0.1:9/x.png'
          })
        }),
      foreignScript: () =>
        new Promise((done) => {
          const script = document.createElement('script')
          script.onerror = done
          script.src = trust.createScriptURL('http://127.0.0.1:9/x.js')
          document.body.append(script)
        }),
      form: () => {
        const form = document.createElement('form')
        form.action = 'http://127.0.0.1:9/'
        document.body.append(form)
        form.submit()
      },
      worker: () =>
        new Worker(
          trust.createScriptURL(
            URL.createObjectURL(new Blob(['postMessage(1)'], { type: 'text/javascript' })),
          ),
        ),
      inlineStyle: () => {
        add('style', (style) => {
          style.textContent = 'body { --reached: yes }'
          document.head.append(style)
          marked.reached = getComputedStyle(document.body).getPropertyValue('--reached') !== ''
        })
      },
      markup: () => {
        // eslint-disable-next-line no-restricted-properties -- the attack is what is tested
        document.body.insertAdjacentHTML(
          'beforeend',
          trust.createHTML('<img src="/none.png" onerror="window.reached = true">'),
        )
      },
      untrustedMarkup: () => {
        // eslint-disable-next-line no-restricted-properties -- the attack is what is tested
        document.body.insertAdjacentHTML('beforeend', '<img src="/none.png" onerror="window.reached = true">')
      },
    }
    try {
      await attacks[name]()
    } catch {
      // Refused by an exception; what counts is what was reached.
    }
    // A violation is told after the task in which it happened.
    await new Promise((done) => setTimeout(done, 50))
    document.removeEventListener('securitypolicyviolation', listen)
    return { reached: (window as unknown as { reached?: boolean }).reached === true, violated }
  }, what)
}

test.each([
  ['inlineScript', 'script-src-elem'],
  ['untrustedScript', 'require-trusted-types-for'],
  ['eventAttribute', 'script-src-attr'],
  ['evaluate', 'script-src'],
  ['newFunction', 'script-src'],
  ['foreignScript', 'script-src-elem'],
  ['worker', 'worker-src'],
  ['markup', 'script-src-attr'],
  ['untrustedMarkup', 'require-trusted-types-for'],
  ['inlineStyle', 'style-src-elem'],
  ['fetchOutside', 'connect-src'],
  ['socket', 'connect-src'],
  ['frame', 'frame-src'],
  ['image', 'img-src'],
  ['form', 'form-action'],
] as const)('%s is stopped by %s', async (what, directive) => {
  const { reached, violated } = await attack(what)
  expect([reached, violated]).toEqual([false, expect.arrayContaining([directive])])
})

test('the page itself breaks no rule of the policy, and its token is not in the address', async () => {
  const fresh = await startApp()
  try {
    await fresh.page.getByRole('button', { name: '新建案件' }).waitFor()
    expect(fresh.complaints).toEqual([])
    expect(fresh.page.url()).not.toContain('token')
  } finally {
    await fresh.close()
  }
})
