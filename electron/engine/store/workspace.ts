export interface Workspace { readonly placeholder: true }
