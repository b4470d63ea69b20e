/** What a file that leaves may have masked: nothing; numbers of documents, phones and accounts; these and names of persons. */
export const redactions = ['none', 'numbers', 'all'] as const
