"""Form fields and widgets of the admin for scopes, areas and search parameters."""
