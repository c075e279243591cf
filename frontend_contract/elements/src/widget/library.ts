/** GBIF's own widgets, loaded from where the portal's settings say that they are. */

export interface Library {
  render?: (root: HTMLElement, config: unknown) => void;
  renderDashboard?: (options: Record<string, unknown>) => void;
}

const TIMEOUT_MS = 15_000;

/** The library at `script` and its styles beside it. Rejects when it does not come in time. */
export async function loadLibrary(script: string): Promise<Library> {
  const styles = document.createElement('link');
  styles.rel = 'stylesheet';
  styles.href = new URL('style.css', new URL(script, location.href)).href;
  document.head.append(styles);
  const late = new Promise<never>((_resolve, reject) => {
    setTimeout(() => reject(new Error(`${script} does not load`)), TIMEOUT_MS);
  });
  try {
    return (await Promise.race([import(/* @vite-ignore */ script), late])) as Library;
  } catch (error) {
    styles.remove();
    throw error;
  }
}
