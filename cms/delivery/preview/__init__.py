"""Drafts, shown by the frontend: in the admin's preview panel, and by links that can be shared.

A draft is rendered as if it were published (`drafts`) and handed out for a token (`tokens`,
`opening`): a `PanelPreview` keeps what an editor is typing, a `ShareLink` names a revision.
"""
