/** Walks the tree of a rich text with the caller's own components. */

import type { Mark, RichTextNode } from './types.ts';

type NodeOf<Type extends RichTextNode['type']> = Extract<RichTextNode, { type: Type }>;

/** One for each kind of node; `children` are drawn already. Text is plain: escape it. */
export type RichTextComponents<Drawn> = {
  [Type in RichTextNode['type']]: (node: NodeOf<Type>, children: Drawn[]) => Drawn;
};

/** The HTML element that stands for a mark; the first mark of a text is its innermost. */
export const MARK_ELEMENTS: Readonly<Record<Mark, string>> = {
  bold: 'strong',
  italic: 'em',
  superscript: 'sup',
  subscript: 'sub',
  strikethrough: 's',
  code: 'code',
};

/**
 * The nodes, drawn: by `(node, children) => …` of React, lit, Vue, or strings.
 *
 * Of a node that a newer backend sends, only what is inside is drawn.
 */
export function renderRichText<Drawn>(
  tree: readonly RichTextNode[],
  components: RichTextComponents<Drawn>,
): Drawn[] {
  return tree.flatMap((node) => {
    const children = 'children' in node ? renderRichText(node.children, components) : [];
    // TypeScript does not follow that node and component are of one type.
    const draw = (Object.hasOwn(components, node.type) ? components[node.type] : undefined) as
      | ((node: RichTextNode, children: Drawn[]) => Drawn)
      | undefined;
    return draw ? [draw(node, children)] : children;
  });
}

/** The words alone, for a description or a search; blocks of text are apart by a space. */
export function textOf(tree: readonly RichTextNode[]): string {
  const parts = tree.map((node): string => {
    if ('text' in node) return node.text;
    if (!('children' in node)) return ' ';
    return node.type === 'link' ? textOf(node.children) : ` ${textOf(node.children)} `;
  });
  return parts.join('').replace(/\s+/g, ' ').trim();
}
