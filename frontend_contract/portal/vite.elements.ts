import { defaultClientConditions, defaultServerConditions, type Plugin } from 'vite';

/** The elements are built from their source, and change with it. */
const SOURCE = 'gbif-portal-source';

export function elements(): Plugin {
  return {
    name: 'gbif-portal-elements',
    configEnvironment: (name) => ({
      resolve: {
        conditions: [
          SOURCE,
          ...(name === 'client' ? defaultClientConditions : defaultServerConditions),
        ],
        // Theirs may be of another version than the portal's.
        noExternal: ['gbif-portal-elements', 'entities', 'parse5'],
      },
    }),
  };
}
