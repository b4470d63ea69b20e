export const attachments = {
  heading: 'Attached files',
  ofCase: 'Attachments of the case',
  add: 'Attach files…',
  hint: 'Kept in the case with SHA-256, at most 100 MB each; they are kept and given out, never opened here',
  added: '{count} attached',
  save: 'Save outside of the case',
  saved: '{name} saved',
  remove: 'Take off {name}',
  removed: '{name} taken off',
}
