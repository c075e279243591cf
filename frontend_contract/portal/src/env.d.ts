declare namespace App {
  interface Locals {
    /** What the page being made is part of: set by the layout, read by its components. */
    portal: import('./api/portal').Portal;
    /** In a build: what stands at the address. */
    route?: import('./routes/paths').RouteProps | null | undefined;
    /** Whether it is a draft that is shown. */
    preview?: boolean | undefined;
    /** The site in the language of the address: navigation, footer, notices. */
    site: import('./api/types').Site;
    /** The language of the address: that of header, footer and notices. */
    uiLocale: string;
    ui: import('./i18n').Strings;
    /** The language of the content, which differs from the address's on a fallback page. */
    locale: string;
    strings: import('./i18n').Strings;
    /** The public path of the page, e.g. "/nl/gemeenschap/". */
    path: string;
  }
}
