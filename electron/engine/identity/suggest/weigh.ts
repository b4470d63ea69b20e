/** How much each reason says. Reasons for are taken as independent: what is left of doubt is multiplied; a reason against takes a share of the rest. */
import type { ReasonInCase, SuggestionReason } from '../../../../shared/contract/identity.ts'

const weights: Readonly<Record<SuggestionReason, number>> = {
  'same-id': 0.98,
  'same-account': 0.9,
  'same-card': 0.85,
  'same-wechat': 0.85,
  'same-payment': 0.85,
  'same-qq': 0.8,
  'same-phone': 0.8,
  'same-email': 0.8,
  'same-wallet': 0.8,
  'same-pay-card': 0.6,
  'same-device': 0.55,
  'same-plate': 0.5,
  'same-login-ip': 0.35,
  'name-only': 0.6,
  'same-name': 0.45,
  'name-script': 0.45,
  'name-order': 0.35,
  'name-shape': 0.35,
  'name-sound': 0.3,
  'name-one-off': 0.3,
  'name-alike': 0.25,
  'name-part': 0.2,
  'id-alike': 0.7,
  'number-alike': 0.4,
  'same-unsure': 0.75,
  'same-address': 0.4,
  'address-alike': 0.3,
  'same-birth': 0.45,
  'birth-alike': 0.3,
  'phone-prefix': 0.15,
  'same-neighbour': 0.2,
  'different-id': 0.65,
  'different-name': 0.65,
  'different-sex': 0.5,
  'different-birth': 0.5,
  elsewhere: 0.6,
  // These take nothing from the score, and keep it from being accepted with many others.
  'names-apart': 0,
  'called-many': 0,
  'told-apart': 0,
}
/** The score that is left when a reason against comes to it. */
export function against(score: number, code: SuggestionReason): number {
  return Math.round(score * (1 - weights[code]) * 100) / 100
}
/** What is worth showing. */
export const leastScore = 0.4
/** 0 to 1, two decimals. `share` scales single reasons down, where many have the value in common. */
export function scoreOf(
  reasons: readonly ReasonInCase[],
  share: (reason: ReasonInCase) => number = () => 1,
): number {
  let doubt = 1
  let left = 1
  for (const reason of reasons) {
    const weight = weights[reason.code] * share(reason)
    if (reason.against) left *= 1 - weight
    else doubt *= 1 - weight
  }
  return Math.round((1 - doubt) * left * 100) / 100
}
