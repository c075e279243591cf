"""Content from elsewhere: GBIF hosted portals (Jekyll repositories) are read in here."""
