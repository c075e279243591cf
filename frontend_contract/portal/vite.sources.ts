import { defaultClientConditions, defaultServerConditions, type Plugin } from 'vite';

/** The packages of this house are built from their source, and change with it. */
const SOURCE = 'gbif-portal-source';

export function sources(): Plugin {
  return {
    name: 'gbif-portal-sources',
    configEnvironment: (name) => ({
      resolve: {
        conditions: [
          SOURCE,
          ...(name === 'client' ? defaultClientConditions : defaultServerConditions),
        ],
        // Theirs may be of another version than the portal's.
        noExternal: ['gbif-portal-client', 'gbif-portal-elements', 'entities', 'parse5'],
      },
    }),
  };
}
