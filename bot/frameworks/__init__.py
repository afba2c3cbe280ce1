"""From files under `checklists/` to validated, versioned forms. Knows no database and no framework by name."""
