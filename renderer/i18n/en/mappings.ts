/** Mappings kept for headers. */
export const mappings = {
  manage: 'Saved mappings…', heading: 'Saved mappings', text: 'A saved mapping is applied to every sheet with the same header; it belongs to this desk, not to the case.', none: 'No mapping saved yet', noneText: 'Match the columns of a sheet and press “Save mapping”; or take in a colleague’s file.', find: 'Find by name or header', columns: '{count} of {all} columns with a field',
  save: 'Save mapping', saveText: 'The next sheet with these {columns} headers is mapped like this.', name: 'Name', keep: 'Save', saved: 'Mapping saved: {name}', savedText: 'Sheets with the same header are mapped like this from now on.', rename: 'Rename', remove: 'Delete', removed: 'Deleted: {name}', exportOne: 'Export this one', exportAll: 'Export all', takeFile: 'Take in a file…', taken: '{added} added, {replaced} replaced', refused: 'Not taken (unknown kind or field): {names}',
} as const
